// What the page knows of one source: its state, the newest result, the people in view and where the network looks.
// Everything kept is bounded.
import { Course } from "./course.js";

const KEPT_RESULTS = 90;
const GONE_MS = 4000;
const MOST_PEOPLE = 24;
const STATE_FIELDS = [
  "name", "kind", "state", "reason", "attempt", "pause_ms", "model", "explain", "blur", "recording", "width", "height",
];

/** Whether nothing more comes of a source. */
export function isOver(source) {
  return source.state === "ended" || source.state === "failed";
}

/** A source as the page follows it. Events: result, picture, state, stats, explanation, socket, trouble. */
export class Feed extends EventTarget {
  /** @param source as the server tells of it, or as much as is known yet */
  constructor(key, source) {
    super();
    this.key = key;
    this.source = source;
    this.result = null;
    this.resultAt = 0;
    this.people = new Map();
    this.mood = new Course();
    this.explanation = null;
    this.explainedAt = 0;
    // When it last came or was set anew; an answer to what was asked before is older than that.
    this.changedAt = 0;
    // Settings that the server has been asked for and has not answered yet.
    this.underWay = {};
    this.results = [];
    this.link = { state: "closed", pause: 0, reason: "" };
  }

  /** Whether the picture is this browser's own: shown here at its full rate, sent to the server. */
  get local() {
    return false;
  }

  /** Whether a list of the server that was asked for then says something new of it. */
  learnsFrom(askedAt) {
    return this.changedAt < askedAt && Object.keys(this.underWay).length === 0;
  }

  /** Begins to be watched; safe to call again. */
  watch() {}

  /** Is not watched for now. */
  rest() {}

  /** Whether it is over: nothing more comes of it. */
  get over() {
    return isOver(this.source);
  }

  /** Ends it here; what the server holds of it is removed by who calls. */
  end() {
    this.rest();
    this.people.clear();
    this.results.length = 0;
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Takes up what the server tells of the source itself. */
  update(source) {
    const before = this.source;
    const now = { ...before };
    for (const field of STATE_FIELDS) {
      if (source[field] !== undefined) {
        now[field] = source[field];
      }
    }
    now.id = source.id ?? before.id;
    now.stats = source.stats ?? before.stats;
    this.source = now;
    if (before.model !== now.model || !now.explain) {
      this.explanation = null;
    }
    this.tell("state", now);
  }

  /** Takes up one message of a live socket. */
  accept(message) {
    if (message.type === "result") {
      this.acceptResult(message);
    } else if (message.type === "status") {
      this.update({ ...message, id: this.source.id });
    } else if (message.type === "source") {
      this.update(message);
    } else if (message.type === "stats") {
      this.source.stats = message.stats ?? message;
      this.tell("stats", this.source.stats);
    } else if (message.type === "explanation") {
      this.explanation = message;
      this.explainedAt = performance.now();
      this.tell("explanation", message);
    } else if (message.type === "error") {
      this.tell("trouble", message.message);
    }
  }

  acceptResult(result) {
    const now = performance.now();
    this.result = result;
    this.resultAt = now;
    this.results.push(result);
    if (this.results.length > KEPT_RESULTS) {
      this.results.shift();
    }
    for (const face of result.faces ?? []) {
      this.see(face, now);
    }
    if (result.mood) {
      this.mood.add(now, result.mood.scores);
    }
    for (const [track, person] of this.people) {
      if (now - person.seen > GONE_MS) {
        this.people.delete(track);
      }
    }
    this.tell("result", result);
  }

  see(face, now) {
    const track = face.track ?? -1;
    let person = this.people.get(track);
    if (!person) {
      if (this.people.size >= MOST_PEOPLE) {
        return;
      }
      person = { track, course: new Course(), since: now };
      this.people.set(track, person);
    }
    person.face = face;
    person.seen = now;
    person.course.add(now, face.scores);
  }

  /** The result of a frame, or of the nearest one before it; null where none is kept. */
  resultOf(frame) {
    for (let i = this.results.length - 1; i >= 0; i--) {
      if (this.results[i].frame <= frame) {
        return this.results[i];
      }
    }
    return null;
  }

  /** Asks the server for another setting: model, explain, blur, recording. */
  async change(api, values) {
    const { id } = this.source;
    this.underWay = { ...this.underWay, ...values };
    try {
      const source = await api.change(id, values);
      if (this.source.id === id) {
        this.update(source);
        this.changedAt = performance.now();
      }
    } finally {
      for (const [name, value] of Object.entries(values)) {
        if (this.underWay[name] === value) {
          delete this.underWay[name];
        }
      }
    }
  }
}
