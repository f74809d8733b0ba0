// The session's timeline: asked from the server for what is on show, scrolled, zoomed and read out.
import { find, setText } from "./dom.js";
import { api } from "./api.js";
import { EMOTIONS, named } from "./emotions.js";
import { clock, count, onLanguage, percent, t } from "./i18n.js";
import { onTheme } from "./theme.js";
import { drawTimeline, GAP_MS } from "./timelinedraw.js";
import { Gestures } from "./gestures.js";

const BUCKETS = 300;
const SHORTEST_MS = 2000;
const FIRST_SPAN_MS = 60000;
const LIVE_MS = 1000;

/** The timeline under the stage. */
export class Timeline {
  constructor(root) {
    this.root = root;
    this.canvas = find("canvas", root);
    this.output = find(".timeline-read", root);
    this.feed = null;
    this.reset();
    this.gestures = new Gestures(this.canvas, this);
    for (const [name, action] of Object.entries({
      in: () => this.zoom(0.5, 0.5), out: () => this.zoom(2, 0.5), back: () => this.pan(-0.3), on: () => this.pan(0.3),
      whole: () => this.whole(), live: () => this.goLive(),
    })) {
      find(`[data-do="${name}"]`, root).addEventListener("click", action);
    }
    onTheme(() => this.draw());
    onLanguage(() => this.draw());
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    setInterval(() => this.tick(), LIVE_MS);
  }

  reset() {
    this.view = { from: 0, to: FIRST_SPAN_MS };
    this.extent = { first: 0, last: 0 };
    this.data = null;
    this.cursor = null;
    this.following = true;
    this.asked = 0;
    this.timer = 0;
  }

  show(feed) {
    this.feed = feed;
    this.reset();
    this.root.hidden = !feed || feed.source.kind === "photo";
    this.draw();
    this.fetch();
  }

  tick() {
    const live = this.feed?.source.state === "running" && this.view.to >= this.extent.last - LIVE_MS;
    if (live && !document.hidden && !this.root.hidden) {
      this.fetch();
    }
  }

  // Only the newest answer counts.
  async fetch() {
    const id = this.feed?.source.id;
    if (!id || this.feed.source.kind === "photo") {
      return;
    }
    const ask = ++this.asked;
    try {
      const margin = (this.view.to - this.view.from) * 0.15;
      const from = Math.max(0, this.view.from - margin);
      const data = await api.timeline(id, from, this.view.to + margin, BUCKETS);
      if (ask === this.asked && this.feed?.source.id === id) {
        this.take(data);
      }
    } catch {
      // The source may be gone or not have begun; the next tick asks again.
    }
  }

  take(data) {
    this.data = data;
    this.extent = { first: data.first_ms ?? 0, last: data.last_ms ?? 0 };
    if (this.following) {
      this.follow();
    }
    this.draw();
  }

  follow() {
    const span = this.view.to - this.view.from;
    const to = Math.max(this.extent.last, this.extent.first + span);
    this.view = { from: to - span, to };
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), 120);
  }

  /** Longer (above 1) or shorter, about a place from 0, left, to 1. */
  zoom(factor, place) {
    const span = this.view.to - this.view.from;
    const whole = Math.max(FIRST_SPAN_MS, this.extent.last - this.extent.first);
    const next = Math.max(SHORTEST_MS, Math.min(whole * 1.05, span * factor));
    const anchor = this.following ? 1 : place;
    const at = this.view.from + span * anchor;
    this.set(at - next * anchor, next);
  }

  /** Moves by a share of what is on show. */
  pan(share) {
    const span = this.view.to - this.view.from;
    this.following = false;
    this.set(this.view.from + span * share, span);
  }

  set(from, span) {
    const furthest = Math.max(this.extent.first, this.extent.last - span * 0.9);
    const begin = this.following ? from : Math.max(this.extent.first - span * 0.02, Math.min(furthest, from));
    this.view = { from: begin, to: begin + span };
    this.draw();
    this.soon();
  }

  whole() {
    this.following = false;
    const { first, last } = this.extent;
    this.view = { from: first, to: Math.max(first + SHORTEST_MS, last) };
    this.draw();
    this.fetch();
  }

  start() {
    this.following = false;
    this.set(this.extent.first, this.view.to - this.view.from);
  }

  goLive() {
    this.following = true;
    this.view = { from: this.extent.last - FIRST_SPAN_MS, to: this.extent.last };
    this.follow();
    this.cursor = null;
    this.draw();
    this.fetch();
  }

  /** Reads out what was at a place from 0 to 1; null ends that. */
  point(place) {
    this.cursor = place === null ? null : this.view.from + (this.view.to - this.view.from) * place;
    this.draw();
  }

  /** Moves what is read out by some steps; begins in the middle. */
  step(steps) {
    const span = this.view.to - this.view.from;
    const from = this.cursor ?? this.view.from + span / 2;
    this.cursor = Math.max(this.view.from, Math.min(this.view.to, from + (span / 60) * steps));
    this.draw();
  }

  draw() {
    if (this.root.hidden) {
      return;
    }
    drawTimeline(this.canvas, this.view, this.data, this.cursor);
    find('[data-do="live"]', this.root).setAttribute("aria-pressed", String(this.following));
    setText(this.output, this.readOut());
    this.canvas.setAttribute("aria-label", t("timeline.label", { from: clock(this.view.from), to: clock(this.view.to) }));
  }

  readOut() {
    if (this.cursor === null) {
      return this.extent.last > 0 ? t("timeline.hint") : t("timeline.empty");
    }
    const at = clock(this.cursor, true);
    const bucket = this.bucketAt(this.cursor);
    if (!bucket?.scores) {
      return t("timeline.nobody", { at });
    }
    const top = [...EMOTIONS].sort((a, b) => bucket.scores[b] - bucket.scores[a]).slice(0, 3);
    const scores = top.map((emotion) => `${named(emotion)} ${percent(bucket.scores[emotion])}`).join(", ");
    return `${at} · ${scores} · ${count("people", Math.max(1, Math.round(bucket.people)))}`;
  }

  // The last one that is not after this moment, unless that is a gap's length away.
  bucketAt(ms) {
    const buckets = this.data?.buckets ?? [];
    for (let i = buckets.length - 1; i >= 0; i--) {
      const bucket = buckets[i];
      if (bucket && bucket.from_ms <= ms) {
        const width = (this.data.to_ms - this.data.from_ms) / buckets.length;
        return ms - bucket.from_ms <= Math.max(GAP_MS, width) && ms <= this.extent.last + width ? bucket : null;
      }
    }
    return null;
  }
}
