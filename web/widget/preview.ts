import { dress, h } from "./dom.ts";
import { Fake } from "./fake.ts";
import { keeping } from "./kept.ts";
import loader from "./loader.css?inline";
import { mount } from "./panel.ts";
import type { Words } from "./say.ts";
import type { Config, State } from "./types.ts";
import en from "./words/en.json";

export type { Config, State } from "./types.ts";
export type Device = "desktop" | "tablet" | "phone";

const WORDS: Record<string, () => Promise<{ default: Words }>> = { pl: () => import("./words/pl.json") };
/** What the panel is in a preview: part of its frame, a page that is light, instead of the window. */
const FRAME = `section { position: absolute; inset: 0; color-scheme: light; }
.panel, .launch, .prompt { position: absolute; animation: none; }
.panel { width: min(384px, 100% - 32px); height: min(640px, 100% - 100px); }
.phone .panel { inset: 0 !important; width: auto; height: auto; border: 0; border-radius: 0; }
.phone .launch { display: none; }`;

/** A page that was opened just now: the button, and the welcome beside it where it is to open by itself (CHT-04). */
function beside(all: HTMLElement, config: Config, words: Words, open: () => void): void {
  const launcher = h("button.launch", { ariaLabel: words.open!, onclick: open }, h("i"));
  const prompt = h("div.prompt", {}, h("button", { onclick: open }, config.welcome), h("button", { ariaLabel: words.dismiss!, onclick() { prompt.remove(); launcher.focus(); } }, "×"));
  all.append(...config.prompt && config.welcome ? [prompt] : [], launcher);
}

/**
 * Mount the very panel that visitors see, with a server that is played, in an element of one's own (CHT-09).
 * It fills `root`, a positioned box, which becomes the host of a shadow tree; each call shows
 * anew; a hidden launcher shows nothing; returns how to end it. With `open` it is a page on which
 * nobody opened the chat yet, and tells when somebody does.
 */
export async function preview(root: HTMLElement, config: Config, state: State, device: Device, open?: () => void): Promise<() => void> {
  const shadow = root.shadowRoot ?? root.attachShadow({ mode: "open" });
  const language = config.language === "auto" ? document.documentElement.lang || "en" : config.language;
  const words = (await WORDS[language]?.())?.default ?? en;
  const all = h(`section.${config.look.side}${open ? "" : ` ${device}`}`, { lang: language, dir: words.direction });
  all.style.setProperty("--colour", config.look.colour);
  all.style.setProperty("--ink", config.look.ink);
  shadow.adoptedStyleSheets = [];
  dress(shadow, loader);
  shadow.replaceChildren(all);
  if (state.launcher && open) {
    beside(all, config, words, open);
    dress(shadow, FRAME);
  }
  if (!state.launcher || open) return () => undefined;
  all.append(h("button.launch", { inert: true, ariaHidden: "true" }, h("i")));
  const panel = await mount({
    config, words, language, root: shadow, all, dom: { h, dress }, url: "", page: false, transport: new Fake(state, () => "", config.consent), keeping: keeping(),
    closed: () => undefined, changed: () => undefined, tell: () => undefined,
  });
  dress(shadow, FRAME);
  // looking at a preview takes nobody's place, neither in what they write nor on the page
  all.inert = true;
  panel.open();
  all.inert = false;
  return () => panel.end();
}
