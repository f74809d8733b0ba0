// The heat map of what the network looks at: the same colours as everywhere in Mimika, from nearly black through violet,
// red and orange to light yellow, each lighter than all before.
const STOPS = [0x0a0828, 0x5f2882, 0xc8555f, 0xfaaa3c, 0xfaf596];
const SHOWN_MS = 1500;

/** Red, green and blue of heat from 0 to 1. */
export function heatColour(heat) {
  const at = Math.max(0, Math.min(1, heat)) * (STOPS.length - 1);
  const stop = Math.min(STOPS.length - 2, Math.floor(at));
  return [16, 8, 0].map((shift) => {
    const from = (STOPS[stop] >> shift) & 0xff;
    const to = (STOPS[stop + 1] >> shift) & 0xff;
    return Math.round(from + (to - from) * (at - stop));
  });
}

/** Draws explanations over faces. Each message's maps are painted once into small canvases. */
export class HeatLayer {
  constructor() {
    this.message = null;
    this.maps = [];
  }

  /**
   * Draws what the feed was last told.
   *
   * @param place (face) => {x, y, side} in the canvas's units: where the square lies now
   */
  draw(context, feed, now, place, mirrored) {
    const message = feed.explanation;
    const age = now - feed.explainedAt;
    if (!message || age > SHOWN_MS) {
      return false;
    }
    if (this.message !== message) {
      this.message = message;
      this.maps = message.faces.map(paint);
    }
    context.save();
    context.globalAlpha = Math.min(1, (SHOWN_MS - age) / 300);
    context.imageSmoothingQuality = "high";
    message.faces.forEach((face, i) => stamp(context, this.maps[i], place(face), face.roll_degrees, mirrored));
    context.restore();
    return true;
  }
}

function stamp(context, map, square, roll, mirrored) {
  context.save();
  context.translate(square.x, square.y);
  context.scale(mirrored ? -1 : 1, 1);
  context.rotate(((roll ?? 0) * Math.PI) / 180);
  context.beginPath();
  context.roundRect(-square.side / 2, -square.side / 2, square.side, square.side, square.side * 0.06);
  context.clip();
  context.drawImage(map, -square.side / 2, -square.side / 2, square.side, square.side);
  context.restore();
}

// Cold places let the face through, hot ones less.
function paint(face) {
  const canvas = document.createElement("canvas");
  canvas.width = face.columns;
  canvas.height = face.rows;
  const context = canvas.getContext("2d");
  const image = context.createImageData(face.columns, face.rows);
  face.values.forEach((value, i) => {
    const [red, green, blue] = heatColour(value);
    image.data.set([red, green, blue, Math.round(255 * (0.42 + 0.3 * value))], i * 4);
  });
  context.putImageData(image, 0, 0);
  return canvas;
}

/** Paints the legend's scale into a canvas, from least to most. */
export function paintScale(canvas) {
  const context = canvas.getContext("2d");
  for (let x = 0; x < canvas.width; x++) {
    context.fillStyle = `rgb(${heatColour(x / (canvas.width - 1)).join(" ")})`;
    context.fillRect(x, 0, 1, canvas.height);
  }
}
