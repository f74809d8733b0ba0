// The server's REST interface. Everything that goes wrong comes out as one clear line.
import { t } from "./i18n.js";

const BASE = "api/v1/";
const signals = new EventTarget();

/** What the server, or the way to it, said. `status` is 0 where it was not reached. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Calls back with true when the server answers again and with false when it does not. */
export function onReach(listener) {
  signals.addEventListener("reach", (event) => listener(event.detail));
}

/** Calls back when the server asks who is there. */
export function onLogin(listener) {
  signals.addEventListener("login", listener);
}

async function call(method, path, body, headers = {}) {
  let response;
  try {
    response = await fetch(BASE + path, { method, body, headers, credentials: "same-origin", cache: "no-store" });
  } catch {
    signals.dispatchEvent(new CustomEvent("reach", { detail: false }));
    throw new ApiError(0, t("error.unreachable"));
  }
  signals.dispatchEvent(new CustomEvent("reach", { detail: true }));
  if (response.ok) {
    return response.status === 204 ? null : answer(response);
  }
  if (response.status === 401 && path !== "login") {
    signals.dispatchEvent(new Event("login"));
  }
  const said = await answer(response);
  throw new ApiError(response.status, said?.error ?? t("error.status", { status: response.status }));
}

async function answer(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function withJson(method, path, value) {
  return call(method, path, JSON.stringify(value), { "Content-Type": "application/json" });
}

const at = (id) => `sources/${encodeURIComponent(id)}`;

export const api = {
  session: () => call("GET", "session"),
  login: (token) => withJson("POST", "login", { token }),
  models: () => call("GET", "models"),
  sources: () => call("GET", "sources"),
  add: (source) => withJson("POST", "sources", source),
  change: (id, values) => withJson("PATCH", at(id), values),
  remove: (id) => call("DELETE", at(id)),
  rules: () => call("GET", "rules"),
  addRule: (rule) => withJson("POST", "rules", rule),
  removeRule: (id) => call("DELETE", `rules/${encodeURIComponent(id)}`),
  timeline: (id, from, to, buckets) =>
    call("GET", `${at(id)}/timeline?from_ms=${Math.floor(from)}&to_ms=${Math.ceil(to)}&buckets=${buckets}`),
  faces: (picture, model) =>
    call("POST", `faces?model=${encodeURIComponent(model)}`, picture, { "Content-Type": picture.type || "image/jpeg" }),
};

/** Where a source's results are read as a file: csv, jsonl or parquet. */
export function resultsAddress(id, format) {
  return `${BASE}${at(id)}/results.${format}`;
}

/** The address of a socket of the same server. */
export function socketAddress(path) {
  const address = new URL(BASE + path, document.baseURI);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address.href;
}
