// One card a person in view, and the mood of all of them.
import { el, find, setText } from "./dom.js";
import { EMOTIONS, STACK, named, palette } from "./emotions.js";
import { count, onLanguage, percent, t } from "./i18n.js";
import { onTheme } from "./theme.js";
import { drawCourse } from "./chart.js";

const CARDS_EVERY_MS = 100;
const COURSE_EVERY_MS = 250;
const AWAY_MS = 900;

/** The people of the chosen source. */
export class People {
  constructor(root, stage) {
    this.list = find(".people-list", root);
    this.none = find(".people-none", root);
    this.mood = find(".mood", root);
    this.stage = stage;
    this.cards = new Map();
    this.feed = null;
    this.lastCards = 0;
    this.lastCourses = 0;
    this.colours = palette();
    this.segments = this.makeMood();
    this.listen = () => this.refresh(false);
    onTheme(() => {
      this.colours = palette();
      this.refresh(true);
    });
    onLanguage(() => this.again());
    // People who left go, even where no further result comes.
    setInterval(() => this.refresh(false), 1000);
  }

  show(feed) {
    this.feed?.removeEventListener("result", this.listen);
    feed?.addEventListener("result", this.listen);
    this.feed = feed;
    this.again();
  }

  again() {
    this.list.replaceChildren();
    this.cards.clear();
    this.refresh(true);
  }

  refresh(atOnce) {
    const now = performance.now();
    if (!this.feed || document.hidden || (!atOnce && now - this.lastCards < CARDS_EVERY_MS)) {
      return;
    }
    this.lastCards = now;
    const drawCourses = atOnce || now - this.lastCourses >= COURSE_EVERY_MS;
    if (drawCourses) {
      this.lastCourses = now;
    }
    // What is over stands still.
    const at = this.feed.over ? this.feed.resultAt : now;
    const people = [...this.feed.people.values()].sort((a, b) => a.track - b.track);
    this.drop(people);
    for (const person of people) {
      this.fill(this.cards.get(person.track) ?? this.make(person.track), person, at, drawCourses);
    }
    const alone = people.length === 0;
    this.none.hidden = !alone;
    setText(this.none, this.emptyLine());
    this.fillMood(at, drawCourses);
  }

  emptyLine() {
    return this.stage.session.aggregate_only ? t("people.aggregate") : t("people.none");
  }

  drop(people) {
    const there = new Set(people.map((person) => person.track));
    for (const [track, card] of this.cards) {
      if (!there.has(track)) {
        card.node.remove();
        this.cards.delete(track);
      }
    }
  }

  make(track) {
    const thumb = el("canvas", { class: "thumb", width: 112, height: 112, "aria-hidden": "true" });
    const emotion = el("p", { class: "now", test: "person-emotion" }, el("i", { class: "dot" }), el("span"));
    const sure = el("p", { class: "sure" }, el("b", { test: "person-confidence" }), el("span"));
    const bars = EMOTIONS.map((name) => bar(name));
    const course = el("canvas", { class: "course", role: "img", "aria-label": t("course.label", { track }) });
    const node = el("li", { class: "person", test: "person", "data-track": String(track) },
      el("div", { class: "person-head" }, thumb,
        el("div", { class: "who" }, el("h3", { text: t("person", { track }) }), emotion), sure),
      el("ul", { class: "bars" }, ...bars.map((one) => one.node)),
      course,
      el("p", { class: "course-note" }, el("span", { text: t("course.then") }), el("span", { text: t("course.now") })));
    const card = { node, thumb, emotion, sure, bars, course };
    this.cards.set(track, card);
    const after = [...this.cards.keys()].filter((one) => one > track).sort((a, b) => a - b)[0];
    this.list.insertBefore(node, after === undefined ? null : this.cards.get(after).node);
    return card;
  }

  fill(card, person, now, drawCourses) {
    const { face } = person;
    const photo = this.feed.source.kind === "photo";
    const away = this.feed.resultAt - person.seen > AWAY_MS;
    card.node.classList.toggle("away", away);
    card.node.classList.toggle("unsure", Boolean(face.uncertain));
    card.node.classList.toggle("brief", photo);
    setText(card.emotion.lastChild, named(face.emotion));
    card.emotion.firstChild.dataset.emotion = face.emotion;
    setText(card.sure.firstChild, percent(face.confidence));
    setText(card.sure.lastChild, face.uncertain ? t("uncertain") : t("confidence"));
    EMOTIONS.forEach((emotion, i) => {
      const score = face.scores[emotion] ?? 0;
      card.bars[i].fill.style.transform = `scaleX(${score.toFixed(3)})`;
      setText(card.bars[i].value, percent(score));
      card.bars[i].node.classList.toggle("top", emotion === face.emotion);
    });
    if (drawCourses) {
      if (!away) {
        card.thumb.classList.toggle("absent", !this.stage.crop(card.thumb, face));
      }
      drawCourse(card.course, person.course, now, this.colours);
    }
  }

  makeMood() {
    const segments = Object.fromEntries(STACK.map((name) => [name, el("i", { "data-emotion": name })]));
    find(".mood-bar", this.mood).replaceChildren(...STACK.map((name) => segments[name]));
    return segments;
  }

  fillMood(now, drawCourses) {
    const { result, source } = this.feed;
    const mood = result?.mood ?? null;
    setText(find(".mood-emotion", this.mood), mood ? named(mood.emotion) : t("mood.none"));
    find(".dot", this.mood).dataset.emotion = mood?.emotion ?? "";
    setText(find(".mood-people", this.mood), count("people", result?.people ?? 0));
    for (const emotion of STACK) {
      this.segments[emotion].style.flexGrow = String((mood?.scores[emotion] ?? 0).toFixed(4));
    }
    const line = mood ? [...EMOTIONS].sort((a, b) => mood.scores[b] - mood.scores[a]).slice(0, 3) : [];
    setText(find(".mood-top", this.mood), line.map((one) => `${named(one)} ${percent(mood.scores[one])}`).join(" · "));
    const course = find(".mood-course", this.mood);
    course.hidden = source.kind === "photo";
    if (drawCourses) {
      drawCourse(course, this.feed.mood, now, this.colours);
    }
  }
}

function bar(emotion) {
  const fill = el("i", { "data-emotion": emotion });
  const value = el("span", { class: "value" });
  const node = el("li", {}, el("span", { class: "name", say: `emotion.${emotion}` }), el("span", { class: "bar" }, fill), value);
  return { node, fill, value };
}
