import type { RefObject } from "preact";
import type { Talk } from "../app/people.ts";
import { Icon } from "../parts/Icon.tsx";
import type { IconName } from "../../sprite.ts";
import { code, difference, lines, link, type Marked, wrap } from "./marks.ts";
import { words } from "./words.ts";

type Act = (one: Marked) => Marked;
type Deed = "bold" | "italic" | "struck" | "code" | "link" | "quote" | "bullets" | "numbers" | "heading";

const ACTS: Record<Deed, Act> = {
  bold: (one) => wrap(one, "**"), italic: (one) => wrap(one, "*"), struck: (one) => wrap(one, "~~"), code, link,
  quote: (one) => lines(one, "> "), bullets: (one) => lines(one, "- "), numbers: (one) => lines(one, "1. "), heading: (one) => lines(one, "# "),
};
const SHOWN: readonly Deed[] = ["bold", "italic", "struck", "heading", "bullets", "numbers", "quote", "code", "link"];
const MESSENGER: readonly Deed[] = ["bullets", "numbers"];
const KEYS: Readonly<Record<string, Deed>> = { b: "bold", i: "italic", k: "link" };

/** Buttons that mark up what is selected in a text box: those of which something is seen where it goes. */
export function Bar({ box, talk }: { box: RefObject<HTMLTextAreaElement | null>; talk?: Talk | undefined }) {
  const { bar, ...said } = words();
  const shown = talk === "messenger" ? MESSENGER : talk ? SHOWN.filter((deed) => deed !== "link" && deed !== "heading") : SHOWN;
  return (
    <div class="format-bar" role="toolbar" aria-label={bar}>{shown.map((deed) => (
      <button key={deed} type="button" class="bare" title={said[deed]} aria-label={said[deed]} onMouseDown={(event) => event.preventDefault()} onClick={() => { if (box.current) change(box.current, ACTS[deed]); }}><Icon name={deed satisfies IconName} /></button>
    ))}</div>
  );
}

/** What Ctrl+B, Ctrl+I and Ctrl+K do; null for other keys. */
export const actOf = (event: KeyboardEvent): Act | null => {
  const deed = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey ? KEYS[event.key.toLowerCase()] : undefined;
  return deed ? ACTS[deed] : null;
};

/** Change a box's text as typing would, so that the browser can undo it. */
export function change(box: HTMLTextAreaElement, act: Act): void {
  const before = { text: box.value, start: box.selectionStart, end: box.selectionEnd };
  const after = act(before);
  const { from, to, typed } = difference(before.text, after.text);
  box.focus();
  box.setSelectionRange(from, to);
  // deprecated without a successor: nothing else keeps the box's own undo
  if (from !== to || typed) document.execCommand(typed ? "insertText" : "delete", false, typed);
  box.setSelectionRange(after.start, after.end);
}
