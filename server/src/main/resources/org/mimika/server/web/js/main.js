// Where the page begins: language, theme, who is there; then the dashboard.
import { find, setText } from "./dom.js";
import { api, onLogin } from "./api.js";
import { App } from "./app.js";
import { prepare } from "./dialogs.js";
import { current, onLanguage, preferred, speak, t } from "./i18n.js";
import { login, tokenFromAddress } from "./login.js";
import * as theme from "./theme.js";

const RETRY_MS = 3000;

theme.begin();
const token = tokenFromAddress();
await speak(preferred());
prepare(document.querySelectorAll("dialog"));
wireBar();
await enter(token);
await begin();

function wireBar() {
  const language = find("#language");
  const mark = () => {
    const other = current() === "en" ? "ru" : "en";
    setText(find("span:last-child", language), other === "ru" ? "Русский" : "English");
    language.lang = other;
  };
  language.addEventListener("click", () => speak(current() === "en" ? "ru" : "en", true));
  onLanguage(mark);
  mark();
  const button = find("#theme");
  const name = () => {
    const key = theme.shown() === "dark" ? "theme.light" : "theme.dark";
    button.dataset.label = key;
    button.setAttribute("aria-label", t(key));
    button.title = t(key);
    find(".icon", button).className = `icon icon-${theme.shown() === "dark" ? "sun" : "moon"}`;
  };
  button.addEventListener("click", () => theme.toggle());
  theme.onTheme(name);
  onLanguage(name);
  name();
}

// A token in the address is used first; where it does not fit, the dialog asks.
async function enter(given) {
  if (given) {
    try {
      await api.login(given);
    } catch (error) {
      setText(find("#login-dialog .form-error"), error.message);
    }
  }
}

async function session() {
  for (;;) {
    try {
      return await api.session();
    } catch (error) {
      const banner = find("#banner");
      banner.hidden = false;
      setText(banner, error.status === 0 ? t("banner.gone") : error.message);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function begin() {
  let known = await session();
  if (known.token_required && !known.logged_in) {
    await login(find("#login-dialog"));
    known = await session();
  }
  find("#banner").hidden = true;
  setText(find("#version"), known.version ?? "");
  const app = new App(known, await api.models());
  // A token that ran out while the page was open is asked for again.
  onLogin(() => login(find("#login-dialog")));
  await app.begin();
  document.documentElement.dataset.ready = "true";
}
