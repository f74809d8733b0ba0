// A source's state in one line.
import { number, t } from "./i18n.js";

// What runs without being live.
const WORDS = { photo: "photo", demo: "playing", file: "playing" };
const because = (reason, line) => (reason ? `${reason} · ${line}` : line);
const seconds = (ms) => number(Math.max(1, Math.round(ms / 1000)));

/** How a source is called: as it was named, or the demo in the language in use. */
export function nameOf(source) {
  return source.kind === "demo" ? t("demo.name") : source.name ?? source.id ?? "";
}

/** The state in a word or two, for lists. */
export function stateWord(feed) {
  const { state, kind } = feed.source;
  if (feed.link.state === "waiting") {
    return t("state.lost");
  }
  if (state === "running" && (feed.seekable || WORDS[kind])) {
    return t(`state.${WORDS[kind] ?? "playing"}`);
  }
  return t(`state.${state}`);
}

/** How the state is coloured: "good", "busy", "bad" or "over". */
export function stateTone(feed) {
  if (feed.link.state === "waiting") {
    return "busy";
  }
  return { running: "good", failed: "bad", ended: "over" }[feed.source.state] ?? "busy";
}

/** What to say over the picture; null where all is well. */
export function trouble(feed, session, seen) {
  const { state, reason, attempt, pause_ms: pause } = feed.source;
  if (feed.link.state === "waiting") {
    return { text: because(feed.link.reason, t("note.lost", { seconds: seconds(feed.link.pause) })), busy: true };
  }
  if (state === "failed") {
    return { text: `${t("note.failed")} ${reason ?? ""}` };
  }
  if (state === "reconnecting") {
    const line = t("note.reconnecting", { seconds: seconds(pause ?? 0), attempt: number(attempt ?? 1) });
    return { text: because(reason, line), busy: true };
  }
  if (state === "ended") {
    return { text: t("note.ended") };
  }
  if (session.aggregate_only && !feed.local) {
    return { text: t("note.aggregate") };
  }
  if (state === "connecting" || (!feed.local && !seen)) {
    return { text: t("note.connecting"), busy: true };
  }
  return null;
}
