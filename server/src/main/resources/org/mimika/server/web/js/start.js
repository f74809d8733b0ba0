// The four ways to begin, on the start screen and in the dialog that adds another source.
import { el, icon } from "./dom.js";

const CHOICES = ["demo", "camera", "file", "stream"];

/** Four large buttons; `actions` has one function a choice. */
export function choices(prefix, actions) {
  return el("ul", { class: "choices" }, ...CHOICES.map((choice) => el("li", {},
    el("button", { type: "button", class: `choice ${choice}`, test: `${prefix}-${choice}`, onclick: () => actions[choice]() },
      el("span", { class: "choice-icon" }, icon(choice)),
      el("span", { class: "choice-text" },
        el("strong", { say: `start.${choice}` }),
        el("span", { say: `start.${choice}.note` }))))));
}
