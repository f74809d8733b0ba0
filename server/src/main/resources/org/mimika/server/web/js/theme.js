// Light or dark: the system's, until the visitor chooses.
const KEY = "mimika.theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set();

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** "light" or "dark", as it is shown now. */
export function shown() {
  return document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light");
}

/** Takes up what was chosen before. */
export function begin() {
  const theme = kept();
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
  system.addEventListener("change", tell);
}

/** Changes to the other one and remembers it. */
export function toggle() {
  const theme = shown() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Not remembered, then.
  }
  tell();
}

/** Calls back after each change, for what is drawn on canvases. */
export function onTheme(listener) {
  listeners.add(listener);
}

function tell() {
  listeners.forEach((listener) => listener());
}
