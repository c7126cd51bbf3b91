import { asking, consent } from "./cards.ts";
import { chatting } from "./chat.ts";
import { composer, menu, tool } from "./composer.ts";
import type { Dom } from "./dom.ts";
import { told } from "./header.ts";
import { keeping, type Keeping } from "./kept.ts";
import { choices, drawn, face, prose, type Drawn } from "./line.ts";
import { borrow, h } from "./made.ts";
import css from "./panel.css?inline";
import { saying, type Words } from "./say.ts";
import type { Thread } from "./thread.ts";
import { http, type Transport } from "./transport.ts";
import type { Attached, Config, Message, State } from "./types.ts";

const FONTS = { system: "system-ui", serif: "Georgia, serif", rounded: "ui-rounded, 'Arial Rounded MT Bold'", mono: "monospace" };

/** What the loader gives the panel, and hears from it. */
export interface Given {
  config: Config;
  language: string;
  root: ShadowRoot;
  all: HTMLElement;
  dom: Dom;
  url: string;
  /** Whether the chat is the whole page, and is never closed. */
  page: boolean;
  identity?: string | undefined;
  /** A preview plays these. */
  transport?: Transport;
  keeping?: Keeping;
  words?: Words;
  closed: () => void;
  changed: (state: State, unread: number) => void;
  tell: (name: string, detail?: unknown) => unknown;
}

/** What the loader may ask of the panel. */
export interface Mounted {
  open(): void;
  close(): void;
  end(): void;
  refresh(): Promise<void>;
  identify(token: string): Promise<void>;
}

/** Put the panel beside the launcher, closed. Raises where its words cannot be had. */
export async function mount(given: Given): Promise<Mounted> {
  const { config, root, all, page, dom } = given;
  // its own kind of a language, as the browser has it, for hours and numbers
  // a system without a language gives "en-US@posix", of which `Intl` knows nothing
  const language = navigator.languages.find((one) => one.startsWith(given.language) && !one.includes("@")) ?? given.language;
  borrow(dom, config.host || location.origin);
  const say = saying(given.words ?? await (await fetch(given.url)).json() as Words);
  const kept = given.keeping ?? keeping(`postroom:${config.key}`);
  const lines = new Map<string, Drawn>();
  const shown: string[] = [];
  let title = "";
  let asked = false;
  let talk: Thread | undefined;

  const chat = chatting(config, given.transport ?? http(config, kept, given.identity), kept, given.language, () => draw(), (messages: Message[]) => {
    for (const detail of messages) given.tell("message", detail);
    if (document.hidden && !title) {
      title = document.title;
      document.title = `(${say("new")}) ${title}`;
    }
  });
  const { queue, attention } = chat;

  /** Redraw a part only where what it shows has changed, so that nobody loses their place in it. */
  const anew = (part: number, of: unknown, draw_it: () => void) => {
    const now = JSON.stringify(of);
    if (shown[part] === now) return;
    shown[part] = now;
    draw_it();
  };
  const down = () => { body.scrollTop = body.scrollHeight; };
  const write = () => writer.field.focus();
  const card = (made: HTMLElement) => {
    cards.replaceChildren(made);
    made.querySelector("input")?.focus();
    down();
  };
  const fetched = async ({ url, filename: download }: Partial<Attached>) => {
    const href = URL.createObjectURL(await chat.file(url!));
    h("a", { href, download: download! }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  };
  const choose = (text: string, index: number, message_id?: string) => queue.add(text, [], { message_id: message_id ?? null, index });
  const item = (label: string, act: () => void) => h("button", { onclick() { more.open = false; act(); } }, label);

  const writer = composer(say, language, config.limits, (text, files) => { queue.add(text, files); down(); }, attention.typed);
  const who = h("div.who-all");
  const transcript = item(say("transcript"), () => card(asking(say, "transcript", "send", "transcript_sent", false, (email) => chat.transcript(email), write)));
  const withdraw = item(say("withdraw"), () => void chat.withdraw().then(() => "withdrawn" as const, () => "failed" as const).then((word) => card(h("p.card", { role: "status" }, say(word)))));
  const more = menu("⋮", say("menu"), transcript, withdraw);
  const earlier = h("button.plain", { onclick: () => void chat.back().then(() => earlier.hidden && body.focus()).catch(() => 0) }, say("earlier"));
  const start = h("div");
  const list = h("ol");
  const log = h("div", { role: "log", ariaLabel: say("log") }, list);
  const typing = h("p.small", { role: "status" });
  const terms = h("div");
  const cards = h("div");
  const body = h("div.body", { tabIndex: 0 }, earlier, start, log, typing, terms, cards);
  const notice = h("p.notice", { role: "status" });
  const element = h("div.panel", {
    tabIndex: -1, hidden: true, role: page ? null : "dialog",
    onkeydown(event) {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      const unfolded = element.querySelector<HTMLDetailsElement>("details[open]");
      if (unfolded) {
        unfolded.open = false;
        unfolded.querySelector("summary")!.focus();
      } else if (!page) given.closed();
    },
    ondragover: (event) => event.preventDefault(),
    ondrop(event) {
      event.preventDefault();
      if (!chat.gated()) writer.bring(event.dataTransfer!.files);
    },
  }, h("div.head", {}, who, more, !page && tool("×", say("close"), given.closed)), body, notice, writer.element);

  const draw_lines = () => {
    const now = chat.thread.lines(queue.pending);
    for (const [key, { element: old }] of lines) {
      if (!now.some((one) => one.key === key)) {
        old.remove();
        lines.delete(key);
      }
    }
    const own = now.findLast((one) => one.from === "visitor");
    now.forEach((line, at) => {
      const before = now[at - 1];
      let one = lines.get(line.key);
      if (!one) {
        one = drawn(line, before?.from !== line.from || before.name !== line.name, say, language, {
          again: queue.again, choose, save: (file) => void fetched(file).catch(() => 0),
        });
        lines.set(line.key, one);
      }
      if (list.children[at] !== one.element) list.insertBefore(one.element, list.children[at] ?? null);
      one.follow(line, line === own || line === now.at(-1));
    });
    return now.length > 0;
  };

  const draw = () => {
    if (signal.aborted) return;
    const { state, thread } = chat;
    if (talk !== thread) {
      talk = thread;
      asked = false;
      cards.replaceChildren();
      writer.empty();
    }
    const gated = chat.gated();
    const low = body.scrollHeight - body.scrollTop - body.clientHeight < 80;
    const begun = draw_lines();
    const faces = state.heading!;
    anew(0, [faces, state], () => {
      const names = faces.map((one) => one.name);
      const called = names.length ? new Intl.ListFormat(language).format(names) : config.look.title || state.company || say("chat");
      element.ariaLabel = called;
      who.replaceChildren(h("div.faces", {}, ...faces.map(face)), h("div", {}, h("h2", {}, called), ...told(state, say, language).map((line) => h("p", {}, line))));
    });
    anew(1, [begun, gated], () => {
      // what was said before the first message stays above it; what was asked is answered
      for (const asks of start.querySelectorAll(".choices")) asks.remove();
      if (begun && !gated) return;
      const said = [{ text: config.welcome, choices: [] }, ...(!gated && config.opening) || []];
      start.replaceChildren(...said.flatMap((one) => [
        one.text && h("div.bubble", {}, prose(one.text)), one.choices.length && choices(one.choices, say("choices"), choose),
      ].filter((made) => !!made)));
    });
    // writing agrees to a text only where it is in sight
    anew(2, [gated, chat.consent], () => terms.replaceChildren(...gated || chat.consent?.mode === "implied" && !chat.consent.agreed ? [consent(chat, say, write)] : []));
    // who is away asks for an address, once
    if (state.ask_email && !asked && !chat.given() && !gated) {
      asked = true;
      cards.replaceChildren(asking(say, "ask_email", "save", "saved", true, (email, name) => chat.details({ email, ...name && { name } }), write));
    }
    earlier.hidden = !chat.earlier;
    typing.textContent = chat.typing && say("typing", chat.typing);
    notice.textContent = !chat.connected ? say("no_connection") : thread.closed ? say("ended") : "";
    writer.element.hidden = gated;
    transcript.hidden = !thread.position;
    withdraw.hidden = !chat.consent || gated || !kept.get().token;
    more.hidden = transcript.hidden && withdraw.hidden;
    if (low) down();
    given.changed(state, chat.unread());
  };

  const visible = () => {
    chat.visible();
    if (document.hidden || !title) return;
    document.title = title;
    title = "";
  };
  // above the keyboard of a phone, which covers the page without changing its height
  const resized = () => all.style.setProperty("--high", `${visualViewport!.height}px`);
  const ending = new AbortController();
  const { signal } = ending;
  document.addEventListener("visibilitychange", visible, { signal });
  addEventListener("online", chat.online, { signal });
  addEventListener("offline", chat.online, { signal });
  visualViewport?.addEventListener("resize", resized, { signal });
  if (page) all.classList.add("page");
  all.style.setProperty("--font", FONTS[config.look.font]);
  dom.dress(root, css);
  all.append(element);
  draw();
  void chat.start();
  return {
    open() {
      element.hidden = false;
      chat.show(true);
      draw();
      down();
      // a phone would raise its keyboard over what there is to read
      if (chat.gated() || matchMedia("(pointer: coarse)").matches) element.focus();
      else write();
    },
    close() {
      element.hidden = true;
      chat.show(false);
    },
    end() {
      chat.end();
      ending.abort();
      element.remove();
    },
    refresh: chat.refresh,
    identify: chat.identify,
  };
}
