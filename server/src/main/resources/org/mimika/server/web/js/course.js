// The course of the seven scores over the last seconds: a ring of fixed size, so that nothing grows.
import { EMOTIONS } from "./emotions.js";

const EVERY_MS = 125;
const CAPACITY = 400;

/** How far a course looks back. */
export const SPAN_MS = 45000;

/** Scores with the times at which they came. */
export class Course {
  constructor() {
    this.times = new Float64Array(CAPACITY);
    this.scores = new Float32Array(CAPACITY * EMOTIONS.length);
    this.length = 0;
    this.next = 0;
    this.last = -Infinity;
  }

  /** Takes up scores; those that follow closely upon others are left out. */
  add(now, scores) {
    if (now - this.last < EVERY_MS) {
      return;
    }
    this.last = now;
    this.times[this.next] = now;
    EMOTIONS.forEach((emotion, i) => {
      this.scores[this.next * EMOTIONS.length + i] = scores[emotion] ?? 0;
    });
    this.next = (this.next + 1) % CAPACITY;
    this.length = Math.min(CAPACITY, this.length + 1);
  }

  /** Calls back with (time, scoreOf) from the oldest to the newest within the span. */
  forEach(now, callback) {
    for (let i = this.length; i > 0; i--) {
      const at = (this.next - i + CAPACITY) % CAPACITY;
      if (now - this.times[at] <= SPAN_MS) {
        callback(this.times[at], (index) => this.scores[at * EMOTIONS.length + index]);
      }
    }
  }
}
