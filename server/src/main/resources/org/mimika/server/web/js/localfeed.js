// What this browser plays itself: its camera or a video file. The picture is shown here at its full rate; frames go to
// the server by one socket, and results come back by it.
import { Feed, isOver } from "./feed.js";
import { api } from "./api.js";
import { find } from "./dom.js";
import { LiveSocket } from "./socket.js";
import { Pump } from "./pump.js";

const WANTED = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 }, facingMode: "user" };
const LONGEST_NAME = 100;
let made = 0;

/** The camera of this browser, or a video file opened in it. */
export class LocalFeed extends Feed {
  /**
   * @param kind "camera" or "video"
   * @param video the element that plays, owned by this
   * @param release gives back what the element plays
   */
  constructor(kind, name, model, video, release) {
    made++;
    super(`local-${made}`, {
      id: null, name, kind: "browser", state: "connecting", model, explain: false, blur: null, recording: null,
    });
    // Until the server has named the source that it made of a connection.
    this.renewing = true;
    this.played = kind;
    this.video = video;
    this.mirrored = kind === "camera";
    this.release = release;
    this.socket = new LiveSocket(() => this.path(), {
      text: (message) => this.accept(message),
      state: (state, pause, reason) => this.linked(state, pause, reason),
    });
    this.pump = new Pump(video, this.socket);
    this.socket.open();
    this.pump.start();
  }

  get local() {
    return true;
  }

  /** Whether it has a beginning and an end. */
  get seekable() {
    return this.played === "video";
  }

  // As it is set now: a new connection is a new source at the server, which begins with this.
  path() {
    const { name, model, blur } = this.source;
    // A file may be called anything; the server takes a line of some length.
    const called = [...name.replace(/\p{Cc}/gu, " ")].slice(0, LONGEST_NAME).join("");
    const query = new URLSearchParams({ name: called, model: model ?? "" });
    if (blur !== null && blur !== "none") {
      query.set("blur", blur);
    }
    return `camera?${query}`;
  }

  linked(state, pause, reason) {
    this.link = { state, pause, reason };
    this.renewing ||= state === "waiting";
    this.pump.reset();
    this.tell("socket", this.link);
  }

  // What a list says is of the lost connection's source, or even of somebody else's, where the server began anew.
  learnsFrom(askedAt) {
    return !this.renewing && super.learnsFrom(askedAt);
  }

  // A source that is over explains nothing: what was set stays, for the next one to begin with.
  update(source) {
    const { model, explain, blur } = this.source;
    this.renewing ||= isOver(source);
    super.update(isOver(source) ? { ...source, model, explain, blur } : source);
  }

  accept(message) {
    if (message.seq !== undefined && message.seq !== null) {
      this.pump.answered(message.seq);
    }
    if (message.type === "source") {
      this.named(message);
    } else {
      super.accept(message);
    }
  }

  // A new connection knows of what is set what its address said; it is asked for the rest.
  named(message) {
    const { id: before, model, explain, blur } = { ...this.source, ...this.underWay };
    const set = Object.entries({ model, explain, blur }).filter(([, value]) => value !== null);
    super.accept({ ...message, ...Object.fromEntries(set) });
    this.renewing = false;
    if (before !== null && before !== message.id) {
      this.tell("reborn", before);
    }
    const missing = set.filter(([name, value]) => message[name] !== value);
    if (missing.length > 0) {
      this.change(api, Object.fromEntries(missing)).catch((error) => this.tell("trouble", error.message));
    }
  }

  /** What is set while no connection is there waits for the next one; only a recording does not. */
  async change(api, values) {
    const waits = values.recording === undefined;
    if (!this.renewing || !waits) {
      await super.change(api, values);
    }
    if (this.renewing && waits) {
      this.update(values);
    }
  }

  end() {
    this.pump.stop();
    this.socket.close();
    this.video.pause();
    this.release();
    this.video.remove();
    super.end();
  }
}

/** Asks for the camera; rejects with the browser's error. */
export async function openCamera(name, model) {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new DOMException("", "SecurityError");
  }
  const stream = await navigator.mediaDevices.getUserMedia({ video: WANTED, audio: false });
  const video = player();
  video.srcObject = stream;
  const release = () => {
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
  await video.play();
  const feed = new LocalFeed("camera", name, model, video, release);
  stream.getVideoTracks()[0].addEventListener("ended", () => feed.tell("unplugged"));
  return feed;
}

/** Plays a video file here; rejects where the browser cannot play its format. */
export async function openVideo(file, model) {
  const video = player();
  const address = URL.createObjectURL(file);
  try {
    await loaded(video, address);
  } catch (error) {
    URL.revokeObjectURL(address);
    video.remove();
    throw error;
  }
  const release = () => {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(address);
  };
  await video.play();
  return new LocalFeed("video", file.name, model, video, release);
}

function player() {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.className = "moving";
  find("#attic").append(video);
  return video;
}

function loaded(video, address) {
  return new Promise((resolve, reject) => {
    video.onloadeddata = () => (video.videoWidth > 0 ? resolve() : reject(new Error("no picture")));
    video.onerror = () => reject(new Error("format"));
    video.src = address;
  });
}
