// Blurs this browser's own picture before it is shown: the faces, or all but the faces. Made coarse by drawing it small
// and large again, which every browser can.
const COARSE = 20;
const MARGIN = 0.35;

/** Draws a video into a canvas under a veil. */
export class Veil {
  constructor() {
    this.small = document.createElement("canvas");
  }

  /**
   * @param boxes where faces are on show now, in pixels of the frame that is `width` wide
   * @param known whether a result told so lately; without one nobody knows where faces are, and all of it is veiled
   */
  draw(canvas, video, kind, boxes, width, known) {
    if (canvas.width !== video.videoWidth || canvas.height !== video.videoHeight) {
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
    }
    if (canvas.width === 0) {
      return;
    }
    const context = canvas.getContext("2d");
    const faces = this.shapes(boxes, canvas.width / width);
    context.drawImage(video, 0, 0);
    context.save();
    if (known) {
      const area = new Path2D();
      if (kind === "background") {
        area.rect(0, 0, canvas.width, canvas.height);
      }
      area.addPath(faces);
      context.clip(area, "evenodd");
    }
    this.coarse(context, canvas, video);
    context.restore();
  }

  shapes(boxes, scale) {
    const path = new Path2D();
    for (const { at } of boxes) {
      const x = (at.x + at.width / 2) * scale;
      const y = (at.y + at.height / 2) * scale;
      path.moveTo(x + at.width * scale * (0.5 + MARGIN), y);
      path.ellipse(x, y, at.width * scale * (0.5 + MARGIN), at.height * scale * (0.5 + MARGIN), 0, 0, 2 * Math.PI);
    }
    return path;
  }

  coarse(context, canvas, video) {
    this.small.width = COARSE;
    this.small.height = Math.max(1, Math.round((COARSE * canvas.height) / canvas.width));
    this.small.getContext("2d").drawImage(video, 0, 0, this.small.width, this.small.height);
    context.imageSmoothingQuality = "high";
    context.drawImage(this.small, 0, 0, canvas.width, canvas.height);
  }
}
