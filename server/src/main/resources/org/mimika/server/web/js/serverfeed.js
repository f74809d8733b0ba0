// A source that the server reads: pictures and results come by one socket, and are shown in step.
import { Feed } from "./feed.js";
import { LiveSocket } from "./socket.js";

// A picture waits so long for its result; then it is shown with what is there.
const WAIT_MS = 250;

/** A source of the server: the demo, a file, a camera there, a stream, somebody's browser. */
export class ServerFeed extends Feed {
  constructor(source) {
    super(source.id, source);
    this.changedAt = performance.now();
    this.next = null;
    this.decoding = false;
    this.held = null;
    this.timer = 0;
    this.socket = null;
  }

  watch() {
    if (this.socket || this.over) {
      return;
    }
    this.socket = new LiveSocket(`sources/${encodeURIComponent(this.source.id)}/live?picture=1`, {
      text: (message) => this.hear(message),
      binary: (data) => this.receive(data),
      state: (state, pause, reason) => {
        this.link = { state, pause, reason };
        this.tell("socket", this.link);
      },
    });
    this.socket.open();
  }

  // The server closes the socket of a source that is over: then there is nothing to come back for.
  hear(message) {
    this.accept(message);
    if (message.type === "status" && this.over) {
      this.socket?.finish();
    }
  }

  rest() {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.next = null;
    this.drop();
  }

  // The newest picture wins while another one is being decoded.
  receive(data) {
    const picture = parse(data);
    if (picture) {
      this.next = picture;
      this.decode();
    }
  }

  async decode() {
    if (this.decoding || !this.next) {
      return;
    }
    const { meta, blob } = this.next;
    this.next = null;
    this.decoding = true;
    try {
      const bitmap = await createImageBitmap(blob);
      if (this.socket) {
        this.hold(meta, bitmap);
      } else {
        bitmap.close();
      }
    } catch {
      // A picture that does not decode is left out; the next one follows.
    }
    this.decoding = false;
    this.decode();
  }

  hold(meta, bitmap) {
    this.drop();
    this.held = { meta, bitmap };
    this.timer = setTimeout(() => this.release(), WAIT_MS);
    this.releaseInStep();
  }

  acceptResult(result) {
    super.acceptResult(result);
    this.releaseInStep();
  }

  releaseInStep() {
    if (this.held && this.result && this.result.frame >= this.held.meta.frame) {
      this.release();
    }
  }

  // Who listens draws it at once; then its memory goes back.
  release() {
    const held = this.held;
    this.held = null;
    clearTimeout(this.timer);
    if (held) {
      this.tell("picture", { ...held, result: this.resultOf(held.meta.frame) });
      held.bitmap.close();
    }
  }

  drop() {
    clearTimeout(this.timer);
    this.held?.bitmap.close();
    this.held = null;
  }
}

/** Length of the JSON, the JSON, then a JPEG; null where it is not that. */
export function parse(data) {
  if (data.byteLength < 4) {
    return null;
  }
  const length = new DataView(data).getUint32(0);
  if (length > data.byteLength - 4) {
    return null;
  }
  try {
    const meta = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length)));
    return { meta, blob: new Blob([new Uint8Array(data, 4 + length)], { type: "image/jpeg" }) };
  } catch {
    return null;
  }
}
