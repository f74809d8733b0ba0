// The list of sources: each with its state, one of them chosen.
import { el, icon, setText } from "./dom.js";
import { onLanguage, t } from "./i18n.js";
import { nameOf, stateTone, stateWord } from "./status.js";

/** Chips in the bar; kept in the order in which sources came. */
export class Tabs {
  /** @param actions choose(feed), remove(feed) */
  constructor(list, actions) {
    this.list = list;
    this.actions = actions;
    this.tabs = new Map();
    this.chosen = null;
    onLanguage(() => this.tabs.forEach((tab) => this.describe(tab)));
  }

  add(feed) {
    const dot = el("i", { class: "state-dot", "aria-hidden": "true" });
    const name = el("span", { class: "tab-name" });
    const word = el("span", { class: "tab-state" });
    const choose = el("button", { type: "button", class: "tab", test: "source-tab" }, dot, el("span", { class: "tab-text" }, name, word));
    const remove = el("button", { type: "button", class: "quiet small", test: "source-remove" }, icon("close"));
    const node = el("li", {}, choose, remove);
    const tab = { feed, node, dot, name, word, choose, remove };
    choose.addEventListener("click", () => this.actions.choose(feed));
    remove.addEventListener("click", () => this.actions.remove(feed));
    tab.listen = () => this.describe(tab);
    feed.addEventListener("state", tab.listen);
    feed.addEventListener("socket", tab.listen);
    this.tabs.set(feed.key, tab);
    this.list.append(node);
    this.describe(tab);
  }

  remove(feed) {
    const tab = this.tabs.get(feed.key);
    if (tab) {
      feed.removeEventListener("state", tab.listen);
      feed.removeEventListener("socket", tab.listen);
      tab.node.remove();
      this.tabs.delete(feed.key);
    }
  }

  choose(feed) {
    this.chosen = feed?.key ?? null;
    this.tabs.forEach((tab) => this.describe(tab));
    const node = this.tabs.get(this.chosen)?.node;
    node?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  describe(tab) {
    const { feed } = tab;
    const name = nameOf(feed.source);
    setText(tab.name, name);
    setText(tab.word, stateWord(feed));
    tab.dot.dataset.tone = stateTone(feed);
    tab.choose.dataset.state = feed.source.state;
    tab.choose.title = feed.source.reason ?? "";
    tab.remove.setAttribute("aria-label", t("remove.name", { name }));
    if (this.chosen === feed.key) {
      tab.choose.setAttribute("aria-current", "true");
    } else {
      tab.choose.removeAttribute("aria-current");
    }
  }
}
