// A WebSocket that comes back by itself: pauses grow from half a second to fifteen, with some chance in them, so that
// many pages do not return at once.
import { socketAddress } from "./api.js";

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15000;
// A connection that held this long was a good one: the next pause is short again.
const GOOD_MS = 5000;

/** One connection that is kept up between open() and close(). */
export class LiveSocket {
  /**
   * @param path below the interface's root, or what gives it for each connection
   * @param handlers text(object), binary(ArrayBuffer), state("open"|"waiting"|"closed", pauseMs, reason)
   */
  constructor(path, handlers) {
    this.path = path;
    this.handlers = handlers;
    this.attempt = 0;
    this.wanted = false;
    this.socket = null;
    this.timer = 0;
  }

  open() {
    if (!this.wanted) {
      this.wanted = true;
      this.connect();
    }
  }

  close() {
    this.wanted = false;
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    if (socket?.readyState === WebSocket.CONNECTING) {
      // Chromium complains of one that is closed before it is open.
      socket.onopen = () => socket.close();
    } else {
      socket?.close();
    }
    this.handlers.state?.("closed", 0, "");
  }

  /** Lets the server close it, and does not come back. */
  finish() {
    this.wanted = false;
  }

  /** Whether something can be sent now. */
  get ready() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Bytes that wait to leave. */
  get waiting() {
    return this.socket?.bufferedAmount ?? 0;
  }

  send(data) {
    if (this.ready) {
      this.socket.send(data);
    }
  }

  connect() {
    const socket = new WebSocket(socketAddress(typeof this.path === "string" ? this.path : this.path()));
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    let opened = 0;
    socket.onopen = () => {
      opened = performance.now();
      this.handlers.state?.("open", 0, "");
    };
    socket.onmessage = (event) => this.receive(socket, event.data);
    // An error is always followed by a close, which says more.
    socket.onclose = (event) => {
      if (this.socket === socket && this.wanted) {
        this.later(opened > 0 && performance.now() - opened > GOOD_MS, event.reason);
      }
    };
  }

  receive(socket, data) {
    if (this.socket !== socket) {
      return;
    }
    if (typeof data !== "string") {
      this.handlers.binary?.(data);
      return;
    }
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    this.handlers.text?.(message);
  }

  later(wasGood, reason) {
    this.attempt = wasGood ? 0 : this.attempt + 1;
    const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.attempt);
    const pause = longest * (0.7 + 0.3 * Math.random());
    this.handlers.state?.("waiting", pause, reason);
    this.timer = setTimeout(() => this.connect(), pause);
  }
}
