import type { OpenState } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { spoken } from "../i18n/words.ts";
import { WORDS } from "./words.ts";

/** Whether something is open now, and when that changes, in one line. */
export function State({ state }: { state: OpenState }) {
  const words = spoken(WORDS);
  const { open, next_opening: opening, next_closing: closing } = state;
  const change = open ? (closing ? words.closes(full(closing)) : words.always) : opening ? words.opens(full(opening)) : words.never;
  return <span><span class={open ? "chip good" : "chip"}>{open ? words.openNow : words.closedNow}</span> <small>{change}</small></span>;
}
