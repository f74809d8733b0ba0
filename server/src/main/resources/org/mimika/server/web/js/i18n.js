// Texts in two languages, from en.json and ru.json. Elements name their text: data-say, data-label, data-title.
const LANGUAGES = ["en", "ru"];
const KEY = "mimika.language";
const listeners = new Set();
let texts = {};
let language = "en";
let asked = "en";

/** The language that was chosen before, or else the browser's. */
export function preferred() {
  const kept = recall();
  if (LANGUAGES.includes(kept)) {
    return kept;
  }
  const wanted = (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2));
  return wanted.find((tag) => LANGUAGES.includes(tag)) ?? "en";
}

// Storage may be forbidden; the page works without.
function recall() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Loads a language and says all texts in it. */
export async function speak(tag, remember = false) {
  asked = tag;
  const response = await fetch(`${tag}.json`);
  const loaded = await response.json();
  if (asked !== tag) {
    return;
  }
  texts = loaded;
  language = tag;
  document.documentElement.lang = tag;
  if (remember) {
    try {
      localStorage.setItem(KEY, tag);
    } catch {
      // Not remembered, then.
    }
  }
  translate(document);
  listeners.forEach((listener) => listener(tag));
}

/** The language in use: "en" or "ru". */
export function current() {
  return language;
}

/** Calls back after each change of language. */
export function onLanguage(listener) {
  listeners.add(listener);
}

/** The text of a key, its {names} filled in; the key itself where there is none, so that a gap is seen. */
export function t(key, values = {}) {
  const text = texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The text for a number of things: key.one, key.few, key.many, key.other, as the language counts. */
export function count(key, n) {
  const form = new Intl.PluralRules(language).select(n);
  const found = texts[`${key}.${form}`] === undefined ? "other" : form;
  return t(`${key}.${found}`, { n: number(n) });
}

/** A number as the language writes it, or a dash where there is none. */
export function number(value, digits = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "–";
  }
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A share as per cent, with the space that the language wants. */
export function percent(value, digits = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return "–";
  }
  return value.toLocaleString(language, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** A large number in short: 2.4 M. */
export function short(value) {
  if (!Number.isFinite(value)) {
    return "–";
  }
  return value.toLocaleString(language, { notation: "compact", maximumSignificantDigits: 3 });
}

/** Minutes and seconds of a time in milliseconds: 1:05, or 1:02:05 from an hour on. */
export function clock(ms, tenths = false) {
  const seconds = Math.max(0, ms) / 1000;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = seconds % 60;
  const tail = (tenths ? Math.floor(rest * 10) / 10 : Math.floor(rest)).toFixed(tenths ? 1 : 0);
  const padded = tail.padStart(tenths ? 4 : 2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${padded}` : `${minutes}:${padded}`;
}

/** Says the texts of everything under a node. */
export function translate(root) {
  for (const node of root.querySelectorAll("[data-say]")) {
    node.textContent = t(node.dataset.say);
  }
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", t(node.dataset.label));
  }
  for (const node of root.querySelectorAll("[data-hint]")) {
    node.setAttribute("placeholder", t(node.dataset.hint));
  }
}
