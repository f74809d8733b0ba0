// Tells screen readers of changed emotions: only those that held for a while, and not too often.
import { named } from "./emotions.js";
import { t } from "./i18n.js";

const HELD_MS = 1200;
const PAUSE_MS = 5000;
const MOST = 3;

/** Speaks for the chosen source through a live region. */
export class Announcer {
  constructor(region) {
    this.region = region;
    this.feed = null;
    this.known = new Map();
    this.last = 0;
    this.listen = () => this.hear();
  }

  show(feed) {
    this.feed?.removeEventListener("result", this.listen);
    feed?.addEventListener("result", this.listen);
    this.feed = feed;
    this.known.clear();
  }

  /** Says something now, in place of what was to be said. */
  say(text) {
    this.region.textContent = text;
    this.last = performance.now();
  }

  hear() {
    const now = performance.now();
    for (const track of this.known.keys()) {
      if (!this.feed.people.has(track)) {
        this.known.delete(track);
      }
    }
    for (const { track, face } of this.feed.people.values()) {
      const one = this.known.get(track) ?? { said: null, emotion: null, since: now };
      if (one.emotion !== face.emotion) {
        one.emotion = face.emotion;
        one.since = now;
      }
      this.known.set(track, one);
    }
    if (now - this.last > PAUSE_MS) {
      this.speak(now);
    }
  }

  speak(now) {
    const fresh = [...this.known].filter(([, one]) => one.emotion !== one.said && now - one.since > HELD_MS);
    if (fresh.length > 0) {
      fresh.forEach(([, one]) => (one.said = one.emotion));
      const lines = fresh.slice(0, MOST).map(([track, one]) => t("announce", { track, emotion: named(one.emotion) }));
      this.say(lines.join(" "));
    }
  }
}
