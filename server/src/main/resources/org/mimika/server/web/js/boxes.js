// Boxes between results: each glides to where it was last seen, so that ten results a second look like sixty.
const GLIDE_MS = 55;
// A face that the newest result lacks may be back in the next one.
const LOST_MS = 250;
const FADE_MS = 250;

/** Without any result for so long, boxes fade: nobody knows where faces are. */
export const STALE_MS = 1500;

/** The boxes on show, by track, in pixels of the frame. */
export class Boxes {
  constructor() {
    this.shown = new Map();
    this.last = 0;
    this.newest = 0;
  }

  clear() {
    this.shown.clear();
  }

  /** Takes a result's faces as where the boxes belong. `gently` lets them glide there. */
  aim(faces, now, gently) {
    const present = new Set();
    for (const face of faces) {
      const track = face.track ?? `${face.x},${face.y}`;
      present.add(track);
      const box = this.shown.get(track);
      const target = { x: face.x, y: face.y, width: face.width, height: face.height };
      if (box) {
        Object.assign(box, { face, target, seen: now });
        if (!gently) {
          box.at = { ...target };
        }
      } else {
        this.shown.set(track, { face, target, at: { ...target }, seen: now, alpha: gently ? 0 : 1 });
      }
    }
    this.newest = now;
    if (!gently) {
      this.keepOnly(present);
    }
  }

  keepOnly(present) {
    for (const track of this.shown.keys()) {
      if (!present.has(track)) {
        this.shown.delete(track);
      }
    }
  }

  /** Moves on to now; true while anything still moves. */
  step(now) {
    const share = 1 - Math.exp(-Math.max(8, Math.min(200, now - this.last)) / GLIDE_MS);
    this.last = now;
    let moving = false;
    for (const [track, box] of this.shown) {
      const gone = Math.max(this.newest - box.seen - LOST_MS, now - box.seen - STALE_MS, 0);
      if (gone > FADE_MS) {
        this.shown.delete(track);
        continue;
      }
      for (const side of ["x", "y", "width", "height"]) {
        const gap = box.target[side] - box.at[side];
        box.at[side] += gap * share;
        moving = moving || Math.abs(gap) > 0.25;
      }
      const step = (1 - gone / FADE_MS - box.alpha) * Math.max(share, 0.2);
      box.alpha += step;
      moving = moving || gone > 0 || Math.abs(step) > 0.01;
    }
    return moving;
  }
}
