// The page as a whole: which source is shown, and what happens when something is asked for.
import { find, setText } from "./dom.js";
import { api, ApiError, onReach } from "./api.js";
import { onLanguage, t } from "./i18n.js";
import { Announcer } from "./announce.js";
import { Controls } from "./controls.js";
import { ask, askText } from "./dialogs.js";
import { openCamera, openVideo } from "./localfeed.js";
import { People } from "./people.js";
import { openPhoto } from "./photofeed.js";
import { Player } from "./player.js";
import { Rules } from "./rules.js";
import { Sources } from "./sources.js";
import { Stage } from "./stage.js";
import { nameOf } from "./status.js";
import { Tabs } from "./tabs.js";
import { Timeline } from "./timeline.js";
import { Toasts } from "./toast.js";
import { choices } from "./start.js";

const LIST_EVERY_MS = 2000;

/** Wires the parts together once the session and the models are known. */
export class App {
  constructor(session, models) {
    this.session = session;
    this.models = models;
    this.chosen = null;
    this.asked = false;
    this.toasts = new Toasts(find("#toasts"));
    this.announcer = new Announcer(find("#announcer"));
    this.sources = new Sources();
    this.tabs = new Tabs(find("#tabs"), {
      choose: (feed) => this.choose(feed),
      remove: (feed) => this.remove(feed),
    });
    this.stage = new Stage(find("#stage"), session);
    const fail = (error) => this.fail(error);
    this.views = [
      this.stage,
      new Controls(find("#controls"), session, models.models, {
        fail,
        remove: (feed) => this.remove(feed),
        mirror: (on) => this.stage.mirror(on),
        confirmRecording: () => ask(find("#recording-dialog")),
      }),
      new Player(find("#player")),
      new People(find("#people"), this.stage),
      new Timeline(find("#timeline")),
      this.announcer,
    ];
    this.rules = new Rules(find("#rules-dialog"), find("#events"), {
      fail,
      toast: (text, tone) => this.toasts.show(text, tone),
      nameOf: (id) => nameOf(this.sources.ofSource(id)?.source ?? { id }),
    });
    this.listen();
  }

  listen() {
    const actions = {
      demo: () => this.attempt(() => this.playDemo()),
      camera: () => this.attempt(() => this.startCamera()),
      file: () => this.pickFile(),
      stream: () => this.attempt(() => this.addStream()),
    };
    find("#start-choices").replaceChildren(choices("start", actions));
    find("#add-choices").replaceChildren(choices("add", actions));
    find("#add").addEventListener("click", () => find("#add-dialog").showModal());
    find("#rules").addEventListener("click", () => find("#rules-dialog").showModal());
    find("#rules-here").addEventListener("click", () => find("#rules-dialog").showModal());
    find("#file").addEventListener("change", (event) => this.openFiles(event.target));
    this.sources.addEventListener("added", (event) => this.added(event.detail));
    this.sources.addEventListener("removed", (event) => this.gone(event.detail));
    onReach((there) => this.reach(there));
    onLanguage(() => this.title());
    document.addEventListener("visibilitychange", () => this.rest(document.hidden));
    addEventListener("pagehide", () => this.sources.feeds.forEach((feed) => feed.local && feed.end()));
    this.listenToDrops();
  }

  listenToDrops() {
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", (event) => {
      event.preventDefault();
      [...event.dataTransfer.files].forEach((file) => this.attempt(() => this.openFile(file)));
    });
  }

  async begin() {
    this.rules.begin();
    await this.refresh();
    setInterval(() => this.refresh(), LIST_EVERY_MS);
  }

  async refresh() {
    if (document.hidden || this.asked) {
      return;
    }
    this.asked = true;
    try {
      const askedAt = performance.now();
      this.sources.reconcile((await api.sources()).sources, askedAt);
    } catch (error) {
      // That the server is away is told by the banner, that it asks for the token by the dialog.
      if (error.status !== 0 && error.status !== 401) {
        this.fail(error);
      }
    }
    this.asked = false;
    find("#start").hidden = this.sources.size > 0;
    find("#work").hidden = this.sources.size === 0;
  }

  reach(there) {
    const banner = find("#banner");
    banner.hidden = there;
    setText(banner, there ? "" : t("banner.gone"));
  }

  /** Runs what may fail; the reason is shown in one line. */
  async attempt(action) {
    find("#add-dialog").close();
    try {
      await action();
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error) {
    const text = error instanceof ApiError ? error.message : this.explain(error);
    this.toasts.show(text, "bad");
    this.announcer.say(text);
  }

  // What browsers say of cameras, in words.
  explain(error) {
    const known = ["NotAllowedError", "NotFoundError", "NotReadableError", "SecurityError"];
    return known.includes(error.name) ? t(`camera.${error.name}`) : error.message || String(error);
  }

  get model() {
    return this.chosen?.source.model ?? this.models.default;
  }

  async playDemo() {
    const source = await api.add({ input: "demo", loop: true });
    this.choose(this.sources.take(source));
  }

  async startCamera() {
    if (await ask(find("#consent-dialog"))) {
      const feed = await openCamera(t("camera.name"), this.model);
      feed.addEventListener("unplugged", () => {
        this.toasts.show(t("camera.unplugged"), "bad");
        this.sources.remove(feed);
      });
      this.choose(this.sources.add(feed));
    }
  }

  async addStream() {
    const input = await askText(find("#stream-dialog"));
    if (input) {
      this.choose(this.sources.take(await api.add({ input })));
    }
  }

  pickFile() {
    find("#add-dialog").close();
    find("#file").click();
  }

  async openFiles(input) {
    const files = [...input.files];
    input.value = "";
    for (const file of files) {
      await this.attempt(() => this.openFile(file));
    }
  }

  async openFile(file) {
    const open = file.type.startsWith("image/") ? openPhoto : openVideo;
    let feed;
    try {
      feed = await open(file, this.model);
    } catch {
      throw new Error(t("file.unplayable", { name: file.name }));
    }
    this.choose(this.sources.add(feed));
  }

  added(feed) {
    this.tabs.add(feed);
    feed.addEventListener("trouble", (event) => this.toasts.show(event.detail, "bad"));
    // What a lost connection left behind at the server is the same camera to who looks.
    feed.addEventListener("reborn", (event) => this.sources.removed.add(event.detail));
    if (!this.chosen) {
      this.choose(feed);
    }
  }

  gone(feed) {
    this.tabs.remove(feed);
    if (this.chosen === feed) {
      this.choose(this.sources.first());
    }
  }

  async remove(feed) {
    const { id } = feed.source;
    this.sources.remove(feed);
    if (id !== null) {
      try {
        await api.remove(id);
      } catch (error) {
        if (error.status !== 404) {
          this.fail(error);
        }
      }
    }
  }

  choose(feed) {
    if (feed === this.chosen && feed !== null) {
      return;
    }
    const hadFocus = document.activeElement === document.body;
    this.chosen?.rest();
    this.chosen = feed;
    find("#start").hidden = feed !== null;
    find("#work").hidden = feed === null;
    this.tabs.choose(feed);
    this.views.forEach((view) => view.show(feed));
    feed?.watch();
    this.title();
    if (hadFocus) {
      find("#main").focus({ preventScroll: true });
    }
  }

  title() {
    document.title = this.chosen ? `${nameOf(this.chosen.source)} · Mimika` : t("title");
  }

  // Nobody looks: no pictures are fetched. What this browser plays stops sending by itself.
  rest(hidden) {
    if (hidden) {
      this.chosen?.rest();
    } else {
      this.chosen?.watch();
      this.stage.kick();
      this.refresh();
    }
  }
}
