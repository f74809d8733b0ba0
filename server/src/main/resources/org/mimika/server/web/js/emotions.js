// The seven emotions in the order of FER2013's labels, and their colours.
import { t } from "./i18n.js";

export const EMOTIONS = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];

// On pictures the colours are those that Mimika draws into videos; beside them, the style sheet's, by theme.
const ON_PICTURE = {
  angry: "#f2555a",
  disgust: "#8fbf3f",
  fear: "#b07cf0",
  happy: "#ffc93c",
  sad: "#4c9bff",
  surprise: "#ff9447",
  neutral: "#cbd2db",
};

// From the bottom of a stacked chart to its top: pleasant below, unpleasant above, so that neighbours differ in hue.
export const STACK = ["happy", "surprise", "neutral", "sad", "fear", "disgust", "angry"];

/** The colour over a picture. */
export function onPicture(emotion) {
  return ON_PICTURE[emotion] ?? "#ffffff";
}

/** The colour on the page in the theme in use, for canvases. */
export function onPage(emotion) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--e-${emotion}`).trim() || "#888888";
}

/** All seven colours on the page at once. */
export function palette() {
  return Object.fromEntries(EMOTIONS.map((emotion) => [emotion, onPage(emotion)]));
}

/** Its name in the language in use. */
export function named(emotion) {
  return t(`emotion.${emotion}`);
}
