// Sends a <video>'s frames as JPEGs, never more than two that are not answered, and none while the page is hidden.
const MOST_OUTSTANDING = 2;
const WIDEST = 640;
const QUALITY = 0.82;
// The server may drop a frame without a word; after so long nothing more is awaited.
const PATIENCE_MS = 2500;
const LATE_MS = 60;
const MOST_BYTES_WAITING = 1 << 19;

/** Frames from a video element to a socket. */
export class Pump {
  constructor(video, socket) {
    this.video = video;
    this.socket = socket;
    this.canvas = document.createElement("canvas");
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.running = false;
    this.encoding = false;
    this.reset();
  }

  /** Counts anew: each connection numbers its frames from 0. */
  reset() {
    this.sent = 0;
    this.answeredUpTo = 0;
    this.sentAt = 0;
    this.sentTime = -1;
    this.connection = (this.connection ?? 0) + 1;
  }

  start() {
    if (!this.running) {
      this.running = true;
      this.await();
    }
  }

  stop() {
    this.running = false;
  }

  /** A result came for the frame with this number; those before it are answered too. */
  answered(seq) {
    this.answeredUpTo = Math.max(this.answeredUpTo, seq + 1);
  }

  await() {
    if (!this.running) {
      return;
    }
    // Browsers may call back late, or not at all, where the video is out of sight: then its clock tells of a new frame.
    let done = false;
    const next = () => {
      if (!done) {
        done = true;
        clearTimeout(timer);
        this.frame();
        this.await();
      }
    };
    const timer = setTimeout(next, LATE_MS);
    this.video.requestVideoFrameCallback?.(next);
  }

  frame() {
    const now = performance.now();
    if (now - this.sentAt > PATIENCE_MS) {
      this.answeredUpTo = this.sent;
    }
    const free = this.sent - this.answeredUpTo < MOST_OUTSTANDING && !this.encoding;
    const able = this.running && !document.hidden && this.socket.ready && this.video.videoWidth > 0;
    const fresh = this.video.currentTime !== this.sentTime;
    if (free && able && fresh && this.socket.waiting < MOST_BYTES_WAITING) {
      this.encode();
    }
  }

  encode() {
    const scale = Math.min(1, WIDEST / Math.max(this.video.videoWidth, this.video.videoHeight));
    const width = Math.max(16, Math.round(this.video.videoWidth * scale));
    const height = Math.max(16, Math.round(this.video.videoHeight * scale));
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    this.context.drawImage(this.video, 0, 0, width, height);
    this.sentTime = this.video.currentTime;
    const connection = this.connection;
    this.encoding = true;
    this.canvas.toBlob((blob) => this.encoded(blob, connection), "image/jpeg", QUALITY);
  }

  encoded(blob, connection) {
    this.encoding = false;
    if (blob && this.running && connection === this.connection && this.socket.ready) {
      this.sent++;
      this.sentAt = performance.now();
      this.socket.send(blob);
    }
  }
}
