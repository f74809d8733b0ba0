// Dialogs that ask something: each gives a promise of the answer, null where it was dismissed.
import { find } from "./dom.js";

/** Opens a dialog; the answer is the value of the button that closed it, or null. */
export function ask(dialog) {
  return new Promise((resolve) => {
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue || null), { once: true });
    dialog.showModal();
  });
}

/** Opens a dialog with one field; the answer is what was entered, trimmed, or null. */
export async function askText(dialog) {
  const input = find("input", dialog);
  input.value = "";
  const answer = await ask(dialog);
  const text = input.value.trim();
  return answer && text ? text : null;
}

/** Lets every dialog be closed by its buttons marked data-close, and by a click beside it unless it must be answered. */
export function prepare(dialogs) {
  for (const dialog of dialogs) {
    dialog.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]") || (event.target === dialog && !dialog.hasAttribute("data-firm"))) {
        dialog.close();
      }
    });
    if (dialog.hasAttribute("data-firm")) {
      dialog.addEventListener("cancel", (event) => event.preventDefault());
    }
  }
}
