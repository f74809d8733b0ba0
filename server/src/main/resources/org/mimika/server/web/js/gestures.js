// Mouse, touch and keys on the timeline.
const KEYS = {
  ArrowLeft: (line, shift) => (shift ? line.pan(-0.15) : line.step(-1)),
  ArrowRight: (line, shift) => (shift ? line.pan(0.15) : line.step(1)),
  PageUp: (line) => line.pan(-0.8),
  PageDown: (line) => line.pan(0.8),
  "+": (line) => line.zoom(0.6, 0.5),
  "=": (line) => line.zoom(0.6, 0.5),
  "-": (line) => line.zoom(1 / 0.6, 0.5),
  Home: (line) => line.start(),
  End: (line) => line.goLive(),
  Escape: (line) => line.point(null),
};
const DRAG_FROM = 4;

/** Turns them into zoom(factor, place), pan(share), point(place), step(n), start(), goLive(). */
export class Gestures {
  constructor(canvas, line) {
    this.canvas = canvas;
    this.line = line;
    this.pointers = new Map();
    this.dragged = false;
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.up(event));
    canvas.addEventListener("pointercancel", (event) => this.up(event));
    canvas.addEventListener("pointerleave", () => this.pointers.size === 0 && line.point(null));
  }

  place(x) {
    const box = this.canvas.getBoundingClientRect();
    return (x - box.left) / box.width;
  }

  // Sideways it scrolls; up and down it zooms only with the keyboard's help or once the timeline has the focus, so that
  // the page can be scrolled past it.
  wheel(event) {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    const meant = event.ctrlKey || document.activeElement === this.canvas;
    if (sideways) {
      event.preventDefault();
      this.line.pan((event.deltaX || event.deltaY) / this.canvas.clientWidth);
    } else if (meant) {
      event.preventDefault();
      this.line.zoom(Math.exp(event.deltaY * 0.002), this.place(event.clientX));
    }
  }

  key(event) {
    const action = KEYS[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action(this.line, event.shiftKey);
    }
  }

  down(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event.clientX);
    this.dragged = false;
    this.began = event.clientX;
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) {
      this.line.point(this.place(event.clientX));
      return;
    }
    if (this.pointers.size === 2) {
      this.pinch(event);
    } else if (this.dragged || Math.abs(event.clientX - this.began) > DRAG_FROM) {
      this.dragged = true;
      this.line.pan(-(event.clientX - before) / this.canvas.clientWidth);
    } else {
      return;
    }
    this.pointers.set(event.pointerId, event.clientX);
  }

  pinch(event) {
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)[1];
    const before = Math.abs(this.pointers.get(event.pointerId) - other);
    const now = Math.abs(event.clientX - other);
    if (before > 8 && now > 8) {
      this.dragged = true;
      this.line.zoom(before / now, this.place((event.clientX + other) / 2));
    }
  }

  // A tap reads out.
  up(event) {
    const known = this.pointers.delete(event.pointerId);
    if (known && !this.dragged && event.type === "pointerup") {
      this.line.point(this.place(event.clientX));
    }
  }
}
