// Rules such as "happy above 0.6 for 2 s", and the events that they raise.
import { el, find, icon, setText } from "./dom.js";
import { api } from "./api.js";
import { EMOTIONS, named } from "./emotions.js";
import { current, number, onLanguage, percent, t } from "./i18n.js";
import { LiveSocket } from "./socket.js";

const MOST_EVENTS = 50;

/** The panel of rules and the list of events. */
export class Rules {
  /** @param actions fail(error), toast(text, tone), nameOf(sourceId) */
  constructor(dialog, section, actions) {
    this.form = find("form", dialog);
    this.list = find(".rules-list", dialog);
    this.none = find(".rules-none", dialog);
    this.events = find(".events-list", section);
    this.quiet = find(".events-none", section);
    this.actions = actions;
    this.rules = [];
    this.kept = [];
    this.form.elements.emotion.replaceChildren(...EMOTIONS.map((name) => el("option", { value: name, say: `emotion.${name}` })));
    this.form.elements.emotion.value = "happy";
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.add();
    });
    onLanguage(() => this.draw());
    this.socket = new LiveSocket("events", { text: (message) => message.type === "event" && this.hear(message) });
  }

  begin() {
    this.socket.open();
    this.load();
  }

  async load() {
    try {
      const answer = await api.rules();
      this.rules = answer.rules ?? answer;
      this.draw();
    } catch (error) {
      this.actions.fail(error);
    }
  }

  async add() {
    const { emotion, above, seconds, webhook } = this.form.elements;
    const rule = {
      emotion: emotion.value,
      above: Number(above.value) / 100,
      for_ms: Math.round(Number(seconds.value) * 1000),
      source: null,
      webhook: webhook.value.trim() || null,
    };
    try {
      await api.addRule(rule);
      webhook.value = "";
      await this.load();
    } catch (error) {
      this.actions.fail(error);
    }
  }

  async remove(rule) {
    try {
      await api.removeRule(rule.id);
      await this.load();
    } catch (error) {
      this.actions.fail(error);
    }
  }

  hear(event) {
    this.kept.unshift(event);
    this.kept.length = Math.min(this.kept.length, MOST_EVENTS);
    this.actions.toast(this.line(event), "good");
    // Those before stay as they are, for who reads them.
    this.events.prepend(this.item(event));
    while (this.events.children.length > MOST_EVENTS) {
      this.events.lastChild.remove();
    }
    this.quiet.hidden = true;
  }

  item(event) {
    return el("li", { test: "event" },
      el("i", { class: "dot", "data-emotion": event.emotion }),
      el("span", { text: this.line(event) }),
      el("time", { datetime: event.at, text: new Date(event.at).toLocaleTimeString(current()) }));
  }

  line(event) {
    const values = {
      emotion: named(event.emotion), seconds: number(event.for_ms / 1000, 1), confidence: percent(event.confidence),
      track: event.track ?? "–", source: this.actions.nameOf(event.source),
    };
    return t(event.track === null || event.track === undefined ? "event.all" : "event", values);
  }

  said(rule) {
    const line = t("rule", {
      emotion: named(rule.emotion), above: percent(rule.above), seconds: number(rule.for_ms / 1000, rule.for_ms % 1000 ? 1 : 0),
    });
    return rule.webhook ? `${line} → ${rule.webhook}` : line;
  }

  draw() {
    this.none.hidden = this.rules.length > 0;
    this.list.replaceChildren(...this.rules.map((rule) => {
      const remove = el("button", {
        type: "button", class: "quiet small", test: "rule-remove", "aria-label": t("remove.name", { name: this.said(rule) }),
      }, icon("close"));
      remove.addEventListener("click", () => this.remove(rule));
      return el("li", { test: "rule" }, el("i", { class: "dot", "data-emotion": rule.emotion }), el("span", { text: this.said(rule) }), remove);
    }));
    this.drawEvents();
  }

  drawEvents() {
    this.quiet.hidden = this.kept.length > 0;
    setText(this.quiet, this.rules.length > 0 ? t("events.waiting") : t("events.none"));
    this.events.replaceChildren(...this.kept.map((event) => this.item(event)));
  }
}
