// Play, pause and place in a video that is played in this browser.
import { find, setText } from "./dom.js";
import { clock, onLanguage, t } from "./i18n.js";

/** The bar under a video. */
export class Player {
  constructor(root) {
    this.root = root;
    this.toggle = find(".play", root);
    this.place = find("input", root);
    this.time = find(".time", root);
    this.video = null;
    this.feed = null;
    this.refresh = () => this.describe();
    this.toggle.addEventListener("click", () => this.flip());
    this.place.addEventListener("input", () => {
      this.video.currentTime = (Number(this.place.value) / 1000) * this.video.duration;
    });
    onLanguage(() => this.describe());
  }

  show(feed) {
    const events = ["play", "pause", "timeupdate", "ended", "durationchange"];
    events.forEach((name) => this.video?.removeEventListener(name, this.refresh));
    this.feed = feed?.seekable ? feed : null;
    this.video = this.feed?.video ?? null;
    this.root.hidden = !this.video;
    events.forEach((name) => this.video?.addEventListener(name, this.refresh));
    this.describe();
  }

  flip() {
    this.feed.wantsToPlay = this.video.paused;
    if (this.video.paused) {
      this.video.play().catch(() => {});
    } else {
      this.video.pause();
    }
  }

  describe() {
    if (!this.video) {
      return;
    }
    const { paused, currentTime, duration } = this.video;
    const key = paused ? "play" : "pause";
    this.toggle.dataset.label = key;
    this.toggle.setAttribute("aria-label", t(key));
    find(".icon", this.toggle).className = `icon icon-${key}`;
    const known = Number.isFinite(duration) && duration > 0;
    this.place.disabled = !known;
    this.place.value = String(known ? Math.round((currentTime / duration) * 1000) : 0);
    setText(this.time, `${clock(currentTime * 1000)} / ${known ? clock(duration * 1000) : "–"}`);
    this.place.setAttribute("aria-valuetext", this.time.textContent);
  }
}
