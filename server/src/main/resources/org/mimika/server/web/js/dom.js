// Makes elements. Styles are set through the CSSOM elsewhere: the page's policy forbids style attributes.
import { t } from "./i18n.js";

/**
 * An element with attributes and children. Special names: `text` is its text, `say` a key of its text and `label` a key
 * of its aria-label (both follow the language), `test` its data-testid, `on…` a listener.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value !== null && value !== undefined && value !== false) {
      give(node, name, value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function give(node, name, value) {
  if (name === "text") {
    node.textContent = value;
  } else if (name === "say") {
    node.dataset.say = value;
    node.textContent = t(value);
  } else if (name === "label") {
    node.dataset.label = value;
    node.setAttribute("aria-label", t(value));
  } else if (name === "test") {
    node.dataset.testid = value;
  } else if (name.startsWith("on")) {
    node.addEventListener(name.slice(2), value);
  } else {
    node.setAttribute(name, value === true ? "" : value);
  }
}

/** An icon of the icons folder, for the eye only. */
export function icon(name) {
  return el("span", { class: `icon icon-${name}`, "aria-hidden": "true" });
}

/** The first element that matches. */
export function find(selector, root = document) {
  return root.querySelector(selector);
}

/** Writes only what differs, so that screen readers and layout are left alone. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Whether the visitor asked for little movement. */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
