import { dress, h } from "./dom.ts";
import { chosen } from "./language.ts";
import css from "./loader.css?inline";
import { shownAt } from "./pages.ts";
import type { Mounted } from "./panel.ts";
import type { Config, Rule } from "./types.ts";

declare const __POSTROOM_CONFIG__: Config;

const config = __POSTROOM_CONFIG__;
const { look, words: known } = config;
const told: DOMStringMap = document.currentScript?.dataset ?? {};
const language = chosen(known, [told.language, config.language, document.documentElement.lang, ...navigator.languages]);
const words = known[language]!;
const bus = new EventTarget();
const none = () => undefined;

let host: HTMLElement | undefined;
let root: ShadowRoot;
let all: HTMLElement;
let launcher: HTMLButtonElement;
let count: HTMLElement;
let prompt: HTMLElement;
let panel: Promise<Mounted> | undefined;
let { state, pages, prompt: prompted } = config;
let isOpen = false;
let unread = 0;
let tries = "";
let identity: string | undefined;

const tell = (name: string, detail?: unknown) => bus.dispatchEvent(new CustomEvent(name, { detail }));

/** Whether this browser has something of an earlier visit; asking stores nothing. */
const known_here = () => {
  try { return localStorage.getItem(`postroom:${config.key}`); } catch { return null; }
};

const draw = () => {
  if (!host) return;
  launcher.ariaExpanded = `${isOpen}`;
  launcher.ariaLabel = isOpen ? words.close : words.open + (unread ? `. ${words.unread} ${unread}` : "");
  all.classList.toggle("open", isOpen);
  count.hidden = !unread;
  count.textContent = `${unread}`;
  launcher.hidden = !!told.mode || !isOpen && !(state.launcher && shownAt(pages, location));
  prompt.hidden = !prompted || launcher.hidden;
};

/** The panel comes with the first sign that it is wanted; nothing of it is asked for before. */
const wanted = () => {
  panel ??= import(/* @vite-ignore */ config.host + config.panel + tries).then(({ mount }: typeof import("./panel.ts")) => mount({
    config, language, root, all, identity, tell, closed: close, dom: { h, dress }, url: config.host + words.url, page: !!told.mode,
    changed: (...now) => { [state, unread] = now; draw(); },
  }));
  // a browser may remember that an address failed
  panel.catch(() => { panel = undefined; tries += "?"; isOpen = false; draw(); });
  return panel;
};

const load = () => {
  if (host) return;
  host = h("div");
  root = host.attachShadow({ mode: "closed" });
  dress(root, css);
  const toggle = () => { if (isOpen) close(); else void open().catch(none); };
  count = h("span.count");
  launcher = h("button.launch", { ariaHasPopup: "dialog", onclick: toggle, onpointerenter: wanted }, h("i"), count);
  all = h(`section.${look.side}`, { lang: language, dir: words.direction, ariaLabel: look.title || words.open });
  all.style.setProperty("--colour", look.colour);
  all.style.setProperty("--ink", look.ink);
  prompt = h("div.prompt", {}, h("button", { onclick: toggle }, config.welcome),
    h("button", { ariaLabel: words.dismiss, onclick: () => { prompted = false; draw(); launcher.focus(); } }, "×"));
  all.append(prompt, launcher);
  root.append(all);
  document.documentElement.append(host);
  // above whatever the page stacks, and outside what it transforms or clips
  host.popover = "manual";
  host.showPopover();
  if (told.mode) toggle();
  // who wrote before is told of answers; who did not is not heard of
  if (identity || known_here()) {
    prompted = false;
    void wanted();
  }
  draw();
  tell("load");
};

const open = () => {
  load();
  isOpen = true;
  prompted = false;
  draw();
  // it may be closed or removed before it is there
  return wanted().then((mounted) => { if (isOpen) { mounted.open(); tell("open"); } });
};

const close = () => {
  if (!isOpen) return;
  isOpen = false;
  draw();
  void panel?.then((mounted) => mounted.close(), none);
  launcher.focus();
  tell("close");
};

const api: Record<string, (...given: never[]) => unknown> = {
  load, open, close,
  remove() {
    void panel?.then((mounted) => mounted.end(), none);
    host?.remove();
    host = panel = undefined;
    isOpen = false;
    tell("remove");
  },
  refresh() { draw(); return panel?.then((mounted) => mounted.refresh()); },
  status: () => ({ loaded: !!host, open: isOpen, shown: !!host && !launcher.hidden, unread, state: state.state, language }),
  on: bus.addEventListener.bind(bus),
  off: bus.removeEventListener.bind(bus),
  identify(token: string) { identity = token; return host && wanted().then((mounted) => mounted.identify(token)); },
  setPages(rules: Rule[]) { pages = rules; draw(); },
  push(...calls: [string, ...never[]][]) { for (const [name, ...given] of calls) api[name]!(...given); },
};

const page = window as unknown as { Postroom?: never[] | typeof api; navigation?: EventTarget };
const waiting = page.Postroom;
page.Postroom = api;
page.navigation?.addEventListener("currententrychange", draw);
if (!told.load) load();
if (Array.isArray(waiting)) api.push!(...waiting);
