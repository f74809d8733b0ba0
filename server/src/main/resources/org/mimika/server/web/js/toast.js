// Short notes that come and go.
import { el, icon } from "./dom.js";

const SHOWN_MS = 6000;
const MOST = 4;

/** A corner for notes. */
export class Toasts {
  constructor(root) {
    this.root = root;
  }

  /** Shows a line; `tone` is "plain", "good" or "bad". The same line is not shown twice at a time. */
  show(text, tone = "plain") {
    if ([...this.root.children].some((note) => note.dataset.text === text)) {
      return;
    }
    const close = el("button", { type: "button", class: "quiet small", label: "close" }, icon("close"));
    const note = el("div", { class: `toast ${tone}`, test: "toast", "data-text": text }, el("p", { text }), close);
    close.addEventListener("click", () => note.remove());
    this.root.append(note);
    while (this.root.children.length > MOST) {
      this.root.firstChild.remove();
    }
    setTimeout(() => note.remove(), tone === "bad" ? SHOWN_MS * 2 : SHOWN_MS);
  }
}
