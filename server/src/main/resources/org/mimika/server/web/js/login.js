// A server that listens beyond this machine asks for its token.
import { find } from "./dom.js";
import { api } from "./api.js";

/** Takes a token out of the address bar's fragment, so that it is neither seen nor kept in the history. */
export function tokenFromAddress() {
  const found = new URLSearchParams(location.hash.slice(1)).get("token");
  if (found) {
    history.replaceState(null, "", location.pathname + location.search);
  }
  return found;
}

/** Asks until the server takes the token. */
export function login(dialog) {
  const form = find("form", dialog);
  const wrong = find(".form-error", dialog);
  if (!dialog.open) {
    dialog.showModal();
  }
  return new Promise((resolve) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      wrong.textContent = "";
      try {
        await api.login(form.elements.token.value.trim());
        form.reset();
        dialog.close();
        resolve();
      } catch (error) {
        wrong.textContent = error.message;
        form.elements.token.select();
      }
    };
  });
}
