import { pieces } from "./links.ts";
import { h, host } from "./made.ts";
import type { Say } from "./say.ts";
import type { Line } from "./thread.ts";
import { clock, size } from "./times.ts";
import type { Attached, Face } from "./types.ts";

/** What a line can do when it is pressed. */
export interface Deeds {
  again: (client_id: string) => void;
  save: (file: Partial<Attached>) => void;
  choose: (text: string, index: number, message_id?: string) => void;
}

/** A line as it is drawn; `follow` shows what became of it, and the choices it brings while it is the last. */
export interface Drawn {
  element: HTMLElement;
  follow: (line: Line, last: boolean) => void;
}

/** A picture of somebody, or the first letter of their name where there is none. */
export function face({ name, picture_url: src }: Face): HTMLElement {
  const picture = h("img", { alt: "", onerror: () => picture.remove() });
  if (src) picture.src = new URL(src, host).href;
  return h("span.face", { ariaHidden: "true" }, [...name][0], src && picture);
}

/** A text as people wrote it, with its links, which tell nothing of the page they stand on. */
export function prose(text: string): HTMLElement {
  return h("p", { dir: "auto" }, ...pieces(text).map(({ text: words, href }) => (
    href ? h("a", { href, target: "_blank", rel: "noopener noreferrer nofollow ugc" }, words) : words
  )));
}

/** Buttons to answer with. */
export function choices(texts: string[], ariaLabel: string, choose: (text: string, index: number) => void): HTMLElement {
  return h("div.choices", { role: "group", ariaLabel }, ...texts.map((text, index) => h("button.choice", { onclick: () => choose(text, index) }, text)));
}

/** Draw a line of the conversation; the same element follows what becomes of it, so that it is read out once. */
export function drawn(line: Line, first: boolean, say: Say, language: string, deeds: Deeds): Drawn {
  const own = line.from === "visitor";
  const name = own ? say("you") : line.name || say("bot");
  const progress = h("span");
  const files = h("div");
  const foot = h("div");
  let shown = "";
  return {
    element: h(own ? "li.own" : "li", {},
      !own && first && h("div.who", { ariaHidden: "true" }, face({ name, picture_url: line.picture_url! }), name),
      h("div.bubble", {}, h("span.hear", {}, `${name}: `), line.text && prose(line.text), files),
      h("div.small", {}, h("time", { dateTime: line.at }, clock(line.at, new Date(), language)), progress), foot),
    follow(now, last) {
      const { progress: far, files: attached, choices: offered } = now;
      const next = JSON.stringify([far, last, attached]);
      if (next === shown) return;
      shown = next;
      files.replaceChildren(...attached.map((file) => {
        const label = `${file.filename}, ${size(file.size!, language)}`;
        return file.url ? h("button.file", { ariaLabel: say("download", label), onclick: () => deeds.save(file) }, label) : h("span.file", {}, label);
      }));
      const stuck = far === "waiting" || far === "refused";
      progress.textContent = far && (last || stuck || far === "sending") ? ` · ${say(far)} ` : "";
      if (stuck) progress.append(h("button.again", { onclick: () => deeds.again(now.key) }, say("again")));
      foot.replaceChildren(...last && offered?.length ? [choices(offered, say("choices"), (text, index) => deeds.choose(text, index, now.id))] : []);
    },
  };
}
