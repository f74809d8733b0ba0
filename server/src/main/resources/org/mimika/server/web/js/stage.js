// The picture of the chosen source, with what was found drawn over it.
import { find, setText } from "./dom.js";
import { Overlay } from "./overlay.js";
import { STALE_MS } from "./boxes.js";
import { Veil } from "./veil.js";
import { paintScale } from "./heat.js";
import { trouble } from "./status.js";

/** Shows one feed at a time. */
export class Stage {
  constructor(root, session) {
    this.root = root;
    this.session = session;
    this.frame = find(".frame", root);
    this.picture = find(".still", root);
    this.note = find(".stage-note", root);
    this.legend = find(".legend", root);
    this.overlay = new Overlay(find(".overlay", root));
    this.veil = new Veil();
    this.feed = null;
    this.pending = 0;
    this.size = { width: 0, height: 0 };
    this.listeners = {
      picture: (event) => this.put(event.detail),
      result: (event) => this.take(event.detail),
      state: () => this.describe(),
      socket: () => this.describe(),
      explanation: () => this.kick(),
    };
    paintScale(find("canvas", this.legend));
    new ResizeObserver(() => this.kick()).observe(this.frame);
  }

  /** Turns to another feed; null for none. */
  show(feed) {
    for (const [name, listener] of Object.entries(this.listeners)) {
      this.feed?.removeEventListener(name, listener);
      feed?.addEventListener(name, listener);
    }
    // A video that leaves the document stops: others play on out of sight.
    if (this.feed?.video?.isConnected) {
      find("#attic").append(this.feed.video);
    }
    this.feed = feed;
    this.overlay.clear();
    this.picture.width = 0;
    this.seen = false;
    if (!feed) {
      return;
    }
    this.overlay.mirrored = Boolean(feed.mirrored);
    if (feed.local) {
      this.frame.prepend(feed.video);
      // A video element that is moved in the page stops.
      if (feed.wantsToPlay !== false) {
        feed.video.play().catch(() => {});
      }
    }
    this.shape(feed.video?.videoWidth || feed.source.width || 640, feed.video?.videoHeight || feed.source.height || 360);
    this.describe();
    this.kick();
  }

  mirror(on) {
    this.feed.mirrored = on;
    this.overlay.mirrored = on;
    this.describe();
    this.kick();
  }

  // The frame has the picture's shape, and is never higher than the window allows.
  shape(width, height) {
    if (width !== this.size.width || height !== this.size.height) {
      this.size = { width, height };
      this.frame.style.aspectRatio = `${width} / ${height}`;
      this.frame.style.setProperty("--ratio", String(width / height));
    }
  }

  put({ bitmap, meta, result }) {
    this.shape(meta.width, meta.height);
    if (this.picture.width !== bitmap.width || this.picture.height !== bitmap.height) {
      this.picture.width = bitmap.width;
      this.picture.height = bitmap.height;
    }
    this.picture.getContext("2d").drawImage(bitmap, 0, 0);
    if (!this.seen) {
      this.seen = true;
      this.describe();
    }
    if (result) {
      this.overlay.show(result, false);
      this.draw(performance.now());
    }
  }

  take(result) {
    if (this.feed.local) {
      this.overlay.show(result, true);
      this.kick();
      clearTimeout(this.stale);
      this.stale = setTimeout(() => this.kick(), STALE_MS + 50);
    } else if (this.session.aggregate_only) {
      this.describe();
    }
  }

  kick() {
    if (!this.pending) {
      this.pending = requestAnimationFrame((now) => {
        this.pending = 0;
        this.draw(now);
      });
    }
  }

  draw(now) {
    const feed = this.feed;
    if (!feed) {
      return;
    }
    const veiled = this.veiled();
    if (feed.local) {
      this.shape(feed.video.videoWidth || this.size.width, feed.video.videoHeight || this.size.height);
      if (veiled) {
        const { shown } = this.overlay.boxes;
        const width = this.overlay.frame.width;
        const known = feed.result !== null && now - feed.resultAt < STALE_MS;
        this.veil.draw(this.picture, feed.video, this.blur(), shown.values(), width, known);
      }
    }
    const more = this.overlay.draw(feed, now, !feed.local);
    if ((more || veiled) && !document.hidden) {
      this.kick();
    }
  }

  blur() {
    const forced = this.session.blur;
    return forced === "none" ? this.feed.source.blur ?? "none" : forced;
  }

  veiled() {
    return this.feed.local && this.blur() !== "none";
  }

  /** Cuts a face out of what is shown; false where faces are not to be shown, or nothing is there. */
  crop(canvas, face) {
    const feed = this.feed;
    const from = feed.local ? feed.video : this.picture;
    const width = feed.local ? from.videoWidth : from.width;
    if (!width || this.session.aggregate_only || this.blur() === "faces") {
      return false;
    }
    const scale = width / (feed.result?.width || width);
    const side = Math.max(face.width, face.height) * 1.25 * scale;
    const x = (face.x + face.width / 2) * scale - side / 2;
    const y = (face.y + face.height / 2) * scale - side / 2;
    const context = canvas.getContext("2d");
    context.save();
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (feed.mirrored) {
      context.translate(canvas.width, 0);
      context.scale(-1, 1);
    }
    context.drawImage(from, x, y, side, side, 0, 0, canvas.width, canvas.height);
    context.restore();
    return true;
  }

  describe() {
    const feed = this.feed;
    if (!feed) {
      return;
    }
    const veiled = this.veiled();
    feed.video?.classList.toggle("mirrored", Boolean(feed.mirrored));
    feed.video?.classList.toggle("covered", veiled);
    this.picture.classList.toggle("mirrored", Boolean(feed.mirrored));
    this.picture.classList.toggle("absent", feed.local && !veiled);
    this.root.classList.toggle("totals", Boolean(this.session.aggregate_only) && !feed.local);
    this.legend.hidden = !feed.source.explain;
    const line = trouble(feed, this.session, this.seen);
    this.note.hidden = line === null;
    this.note.classList.toggle("covering", line !== null && !feed.local && !this.seen);
    this.note.classList.toggle("busy", Boolean(line?.busy));
    setText(find(".stage-note-text", this.note), line?.text ?? "");
    if (veiled) {
      this.kick();
    }
  }
}
