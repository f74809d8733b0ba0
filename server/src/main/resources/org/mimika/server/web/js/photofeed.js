// One photo: sent once, shown with its results, and asked again when the model changes.
import { Feed } from "./feed.js";
import { api } from "./api.js";

const MOST_PIXELS = 12e6;
let made = 0;

/** A photo opened in this browser. */
export class PhotoFeed extends Feed {
  constructor(file, model, bitmap) {
    made++;
    super(`photo-${made}`, {
      id: null, name: file.name, kind: "photo", state: "running", model, explain: false, blur: "none", recording: null,
      width: bitmap.width, height: bitmap.height,
    });
    this.file = file;
    this.bitmap = bitmap;
    this.asked = 0;
  }

  watch() {
    if (this.result) {
      this.show();
    } else {
      this.ask();
    }
  }

  show() {
    const { width, height } = this.source;
    this.tell("picture", { bitmap: this.bitmap, meta: { width, height }, result: this.result });
  }

  // Only the newest answer counts: an earlier one may be of another model.
  async ask() {
    const ask = ++this.asked;
    this.show();
    try {
      const answer = await api.faces(await upright(this.bitmap), this.source.model);
      if (ask !== this.asked) {
        return;
      }
      this.update({ state: "running", reason: "" });
      this.people.clear();
      this.source.width = answer.width;
      this.source.height = answer.height;
      const faces = answer.faces.map((face, i) => ({ ...face, track: face.track ?? i + 1 }));
      this.acceptResult({ ...answer, frame: 0, faces, people: faces.length, mood: mean(faces) });
      this.show();
    } catch (error) {
      if (ask === this.asked) {
        this.update({ state: "failed", reason: error.message });
      }
    }
  }

  async change(_api, values) {
    if (values.model) {
      this.source.model = values.model;
      this.tell("state", this.source);
      await this.ask();
    }
  }

  end() {
    super.end();
    this.bitmap.close();
  }
}

/** Decodes a photo, upright, in a size that the server takes; rejects where the browser cannot. */
export async function openPhoto(file, model) {
  let bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height));
  if (scale < 1) {
    const size = { resizeWidth: Math.floor(bitmap.width * scale), resizeQuality: "high" };
    const smaller = await createImageBitmap(bitmap, size);
    bitmap.close();
    bitmap = smaller;
  }
  return new PhotoFeed(file, model, bitmap);
}

// Sent as it is seen: turned upright, without the place and time that a photo file tells.
function upright(bitmap) {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
}

function mean(faces) {
  if (faces.length === 0) {
    return null;
  }
  const scores = {};
  for (const emotion of Object.keys(faces[0].scores)) {
    scores[emotion] = faces.reduce((sum, face) => sum + face.scores[emotion], 0) / faces.length;
  }
  const emotion = Object.keys(scores).reduce((a, b) => (scores[b] > scores[a] ? b : a));
  return { emotion, scores };
}
