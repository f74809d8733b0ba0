// What can be set for the chosen source: model, explanation, mirror, blur, recording, export, removal.
import { el, find, setText } from "./dom.js";
import { api, resultsAddress } from "./api.js";
import { number, onLanguage, percent, short, t } from "./i18n.js";

/** The row of controls and figures under the stage. */
export class Controls {
  /** @param actions fail(error), remove(feed), mirror(on), confirmRecording() */
  constructor(root, session, models, actions) {
    this.root = root;
    this.session = session;
    this.models = models;
    this.actions = actions;
    this.feed = null;
    this.listeners = { state: () => this.refresh(), stats: () => this.figures() };
    this.makeModels();
    this.onSwitch("explain", (on) => this.change({ explain: on }));
    this.onSwitch("mirror", (on) => this.actions.mirror(on));
    this.onSwitch("recording", (on) => this.record(on));
    find("#blur", root).addEventListener("change", (event) => this.change({ blur: event.target.value }));
    find("#remove", root).addEventListener("click", () => this.actions.remove(this.feed));
    onLanguage(() => this.refresh());
  }

  onSwitch(name, action) {
    find(`#${name}`, this.root).addEventListener("change", (event) => action(event.target.checked));
  }

  makeModels() {
    const list = find(".models", this.root);
    list.replaceChildren(...this.models.map((model) => {
      const name = title(model);
      const input = el("input", { type: "radio", name: "model", value: model.name, test: `model-${name}` });
      input.addEventListener("change", () => this.change({ model: model.name }));
      return el("label", { class: "pill" }, input, el("span", { text: name }));
    }));
    find(".model-set", this.root).hidden = this.models.length === 0;
  }

  show(feed) {
    for (const [name, listener] of Object.entries(this.listeners)) {
      this.feed?.removeEventListener(name, listener);
      feed?.addEventListener(name, listener);
    }
    this.feed = feed;
    this.refresh();
  }

  // What the server says holds: where it refuses, the switch goes back.
  async change(values) {
    const { feed } = this;
    try {
      await feed.change(api, values);
    } catch (error) {
      this.actions.fail(error);
    }
    this.refresh();
  }

  async record(on) {
    if (on && !(await this.actions.confirmRecording())) {
      this.refresh();
      return;
    }
    this.change({ recording: on });
  }

  refresh() {
    const { feed } = this;
    if (!feed) {
      return;
    }
    const source = { ...feed.source, ...feed.underWay };
    const photo = source.kind === "photo";
    const model = this.models.find((one) => one.name === source.model);
    for (const input of this.root.querySelectorAll('input[name="model"]')) {
      input.checked = input.value === source.model;
    }
    setText(find(".model-figures", this.root), model ? describe(model) : "");
    this.toggle("explain", Boolean(source.explain), !photo && !this.session.aggregate_only && model?.explains !== null);
    this.toggle("mirror", Boolean(feed.mirrored), feed.local);
    this.toggle("recording", Boolean(source.recording) && source.recording.running !== false,
      !photo && Boolean(this.session.recording_available));
    const blur = find("#blur", this.root);
    blur.value = source.blur ?? "none";
    blur.closest(".field").hidden = photo || this.session.blur !== "none" || this.session.aggregate_only;
    find(".export", this.root).hidden = photo || !source.id || Boolean(this.session.aggregate_only);
    for (const link of this.root.querySelectorAll("[data-format]")) {
      link.href = source.id ? resultsAddress(source.id, link.dataset.format) : "#";
    }
    find(".figures", this.root).hidden = photo;
    find(".switches", this.root).hidden = !find(".switches > :not([hidden])", this.root);
    this.recordingNote(feed.source.recording);
    this.figures();
  }

  toggle(name, on, there) {
    const input = find(`#${name}`, this.root);
    input.checked = on;
    input.closest(".switch").hidden = !there;
  }

  recordingNote(recording) {
    const note = find(".recording-note", this.root);
    note.hidden = !recording;
    if (recording) {
      note.classList.toggle("bad", Boolean(recording.error) || recording.dropped > 0);
      const kept = t("recording.on", { session: recording.session ?? "–", rows: number(recording.acknowledged) });
      const lost = recording.dropped > 0 ? ` ${t("recording.dropped", { frames: number(recording.dropped) })}` : "";
      setText(note, recording.error ? t("recording.error", { error: recording.error }) : kept + lost);
    }
  }

  figures() {
    const stats = this.feed?.source.stats ?? {};
    const ms = (value) => (Number.isFinite(value) ? t("ms", { n: number(value, value < 10 ? 1 : 0) }) : "–");
    setText(find('[data-figure="median"]', this.root), ms(stats.median_ms));
    setText(find('[data-figure="p95"]', this.root), ms(stats.p95_ms));
    setText(find('[data-figure="fps"]', this.root), number(stats.fps, 1));
    setText(find('[data-figure="dropped"]', this.root), percent(stats.drop_rate, 1));
    setText(find('[data-figure="frames"]', this.root), number(stats.frames));
  }
}

// A model from a file is called by its path: the folders say nothing here.
function title(model) {
  return model.name.replace(/^.*[\\/]/, "").replace(/\.onnx$/, "");
}

function describe(model) {
  const parts = [];
  if (model.architecture && model.architecture !== model.name) {
    parts.push(model.architecture);
  }
  if (model.public_test_accuracy) {
    parts.push(t("model.accuracy", { n: percent(model.public_test_accuracy, 1) }));
  }
  if (model.calibration_error !== null && model.calibration_error !== undefined) {
    parts.push(t("model.calibration", { n: percent(model.calibration_error, 1) }));
  }
  if (model.parameters) {
    parts.push(t("model.parameters", { n: short(model.parameters) }));
  }
  if (model.multiply_adds) {
    parts.push(t("model.multiply_adds", { n: short(model.multiply_adds) }));
  }
  return parts.join(" · ");
}
