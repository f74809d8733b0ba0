// All sources that the page knows: those of the server, and those that this browser plays itself.
import { ServerFeed } from "./serverfeed.js";

/** Feeds by key, in the order in which they came. Events: added, removed (detail: the feed). */
export class Sources extends EventTarget {
  constructor() {
    super();
    this.feeds = new Map();
    // Sources that were removed here: an answer of the server that was under way must not bring them back.
    this.removed = new Set();
  }

  get size() {
    return this.feeds.size;
  }

  first() {
    return this.feeds.values().next().value ?? null;
  }

  /** The feed of a source of the server, or null. */
  ofSource(id) {
    return [...this.feeds.values()].find((feed) => feed.source.id === id) ?? null;
  }

  add(feed) {
    this.feeds.set(feed.key, feed);
    this.dispatchEvent(new CustomEvent("added", { detail: feed }));
    return feed;
  }

  /** The feed of this source of the server, made where it is new. */
  take(source) {
    const known = this.ofSource(source.id);
    if (known) {
      known.update(source);
      return known;
    }
    return this.add(new ServerFeed(source));
  }

  remove(feed) {
    if (this.feeds.delete(feed.key)) {
      if (feed.source.id !== null) {
        this.removed.add(feed.source.id);
      }
      feed.end();
      this.dispatchEvent(new CustomEvent("removed", { detail: feed }));
    }
  }

  /** Takes up the server's whole list; what came or was changed since it was asked for is newer. */
  reconcile(list, askedAt) {
    const there = new Set(list.map((source) => source.id));
    // A camera of ours is on its way in, and not known by its name yet.
    const unnamed = [...this.feeds.values()].some((feed) => feed.local && feed.renewing);
    for (const source of list) {
      const ours = this.ofSource(source.id);
      const foreign = !this.removed.has(source.id) && !(unnamed && source.kind === "browser");
      if (ours ? ours.learnsFrom(askedAt) : foreign) {
        this.take(source);
      }
    }
    for (const feed of [...this.feeds.values()]) {
      if (feed instanceof ServerFeed && feed.changedAt < askedAt && !there.has(feed.source.id)) {
        this.remove(feed);
      }
    }
    for (const id of this.removed) {
      if (!there.has(id)) {
        this.removed.delete(id);
      }
    }
  }
}
