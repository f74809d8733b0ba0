// Draws over a picture: boxes, identities, emotions, heat maps. Coordinates of the frame become those of the canvas.
import { named, onPicture } from "./emotions.js";
import { percent, t } from "./i18n.js";
import { Boxes } from "./boxes.js";
import { HeatLayer } from "./heat.js";
import { calm } from "./dom.js";

const PLATE = "rgba(20, 22, 26, 0.86)";
const MUTED = "#b9c0c9";
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** What is drawn over one stage. */
export class Overlay {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.boxes = new Boxes();
    this.heat = new HeatLayer();
    this.mirrored = false;
    this.frame = { width: 1, height: 1 };
  }

  clear() {
    this.boxes.clear();
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /** Takes up a result. `gently`: the picture runs ahead of it, so boxes glide. */
  show(result, gently) {
    this.frame = { width: result.width, height: result.height };
    this.boxes.aim(result.faces ?? [], performance.now(), gently && !calm());
  }

  /** Draws; true while more is to come. `still`: nothing fades, as over a photo. */
  draw(feed, now, still) {
    const ratio = Math.min(2, devicePixelRatio || 1);
    const width = Math.round(this.canvas.clientWidth * ratio);
    const height = Math.round(this.canvas.clientHeight * ratio);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    const moving = still ? false : this.boxes.step(now);
    this.context.clearRect(0, 0, width, height);
    this.scale = width / this.frame.width;
    this.unit = Math.max(11 * ratio, Math.min(16 * ratio, width / 42));
    const hot = this.heat.draw(this.context, feed, now, (face) => this.square(feed, face), this.mirrored);
    const taken = [];
    for (const box of this.boxes.shown.values()) {
      this.context.globalAlpha = Math.max(0, Math.min(1, still ? 1 : box.alpha));
      this.box(box);
      this.label(box, taken);
    }
    this.context.globalAlpha = 1;
    return moving || hot;
  }

  across(x) {
    return (this.mirrored ? this.frame.width - x : x) * this.scale;
  }

  // The square that was explained belongs to an earlier frame: it is moved and scaled as the face has been since.
  square(feed, face) {
    const then = feed.resultOf(face.frame ?? feed.explanation.frame)?.faces.find((one) => one.track === face.track);
    const box = this.boxes.shown.get(face.track);
    let centre = { x: face.x + face.width / 2, y: face.y + face.height / 2 };
    let grown = 1;
    if (then && box) {
      grown = box.at.width / then.width;
      centre = {
        x: box.at.x + box.at.width / 2 + (centre.x - then.x - then.width / 2) * grown,
        y: box.at.y + box.at.height / 2 + (centre.y - then.y - then.height / 2) * grown,
      };
    }
    return { x: this.across(centre.x), y: centre.y * this.scale, side: face.width * grown * this.scale };
  }

  rectangle(box) {
    const { x, y, width, height } = box.at;
    const left = this.mirrored ? this.frame.width - x - width : x;
    return { x: left * this.scale, y: y * this.scale, width: width * this.scale, height: height * this.scale };
  }

  box(box) {
    const { x, y, width, height } = this.rectangle(box);
    const thick = Math.max(2, this.unit / 7);
    const path = new Path2D();
    path.roundRect(x, y, width, height, Math.min(width, height) * 0.09);
    const context = this.context;
    context.setLineDash([]);
    context.lineWidth = thick * 2;
    context.strokeStyle = "rgba(0, 0, 0, 0.4)";
    context.stroke(path);
    context.lineWidth = thick;
    context.strokeStyle = onPicture(box.face.emotion);
    context.setLineDash(box.face.uncertain ? [thick * 3, thick * 2.4] : []);
    context.stroke(path);
    context.setLineDash([]);
  }

  // "2  happy 87 %", above the box, or where there is room, clear of the labels before.
  label(box, taken) {
    const context = this.context;
    const size = this.unit;
    const pieces = [];
    if (box.face.track !== null && box.face.track !== undefined) {
      pieces.push([String(box.face.track), MUTED, 500]);
    }
    pieces.push([named(box.face.emotion) + (box.face.uncertain ? "?" : ""), onPicture(box.face.emotion), 650]);
    const sure = box.face.uncertain ? t("uncertain") : percent(box.face.confidence);
    pieces.push([sure, box.face.uncertain ? MUTED : "#ffffff", 500]);
    const gap = size * 0.5;
    let width = gap * 1.2;
    for (const piece of pieces) {
      context.font = `${piece[2]} ${size}px ${FONT}`;
      piece.push(context.measureText(piece[0]).width);
      width += piece[3] + gap * 0.8;
    }
    const place = this.room(this.rectangle(box), width, size * 1.75, taken);
    taken.push(place);
    context.fillStyle = PLATE;
    context.beginPath();
    context.roundRect(place.x, place.y, place.width, place.height, size * 0.45);
    context.fill();
    let x = place.x + gap;
    context.textBaseline = "middle";
    for (const [text, colour, weight, length] of pieces) {
      context.font = `${weight} ${size}px ${FONT}`;
      context.fillStyle = colour;
      context.fillText(text, x, place.y + place.height / 2 + size * 0.06);
      x += length + gap * 0.8;
    }
  }

  room(box, width, height, taken) {
    const gap = height * 0.22;
    const x = Math.max(2, Math.min(this.canvas.width - width - 2, box.x + box.width / 2 - width / 2));
    const above = box.y - height - gap;
    const below = box.y + box.height + gap;
    const fits = (y) => y >= 2 && y + height <= this.canvas.height - 2;
    const free = (y) => taken.every((one) =>
      x + width < one.x || x > one.x + one.width || y + height < one.y || y > one.y + one.height);
    const tries = [above, below, above - height - gap, below + height + gap].filter(fits);
    const y = tries.find(free) ?? tries[0] ?? Math.max(2, Math.min(this.canvas.height - height - 2, box.y + gap));
    return { x, y, width, height };
  }
}
