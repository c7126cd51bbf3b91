import { effect, signal } from "@preact/signals";
import { choose, chooseBy } from "../inbox/choosing.ts";
import { type Mode, mode } from "../inbox/Composer.tsx";
import { order } from "../inbox/views.ts";
import { handle } from "../inbox/handling.ts";
import { rows } from "../inbox/list.ts";
import { stepBy } from "../inbox/stepping.ts";
import { unsee } from "../inbox/reading.ts";
import { toggle } from "../inbox/ThreadHead.tsx";
import { assign, before, thread } from "../inbox/thread.ts";
import { openSearch } from "../search/opening.ts";
import { t } from "../i18n/words.ts";
import type { WORDS } from "./help-words.ts";
import { attempt, tell } from "./notices.ts";
import { openNewMail, openPalette } from "./overlay.ts";
import { may, whoami } from "./people.ts";
import { go, route } from "./route.ts";
import { tomorrow } from "./times.ts";

/** One key and the one thing it does; the list of keys shows this table. */
export interface Key {
  key: string;
  does: keyof typeof WORDS.en.does;
  act: () => void;
  /** On every page, not only in the inbox. */
  everywhere?: true;
  /** Held with Ctrl or Cmd, so that it also works while something is typed. */
  chord?: true;
}

export const KEYS: readonly Key[] = [
  { key: "k", does: "palette", act: () => void openPalette(), everywhere: true, chord: true },
  { key: "?", does: "help", act: () => { helpOpen.value = true; }, everywhere: true },
  { key: "/", does: "search", act: openSearch, everywhere: true },
  { key: "j", does: "next", act: () => move(1) },
  { key: "k", does: "previous", act: () => move(-1) },
  { key: "Enter", does: "open", act: () => document.querySelector<HTMLElement>(".log")?.focus() },
  { key: "Escape", does: "back", act: () => go(route.value.at === null ? { conversation: null } : { at: null }) },
  { key: "x", does: "select", act: () => { if (route.value.conversation) choose(route.value.conversation); } },
  { key: "J", does: "selectNext", act: () => chooseBy(1) },
  { key: "K", does: "selectPrevious", act: () => chooseBy(-1) },
  { key: "u", does: "unread", act: () => void unsee() },
  { key: "r", does: "reply", act: () => write("reply") },
  { key: "c", does: "compose", act: () => { if (may("conversation_write")) void openNewMail(); }, everywhere: true },
  { key: "n", does: "note", act: () => write("note") },
  { key: "a", does: "mine", act: mine },
  { key: "e", does: "close", act: () => { if (thread.value && writes()) void toggle(thread.value); } },
  { key: "s", does: "snooze", act: snooze },
  { key: "h", does: "earlier", act: () => past(-1) },
  { key: "l", does: "later", act: () => past(1) },
  { key: "[", does: "viewBefore", act: () => view(-1) },
  { key: "]", does: "viewAfter", act: () => view(1) },
];

export const helpOpen = signal(false);
/** Whether single keys act; whoever speaks to the machine or hits keys unawares can switch them off (WCAG 2.1.4). */
export const single = signal(localStorage.getItem("postroom.keys") !== "off");

const TYPED = "input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]";

/** Listen to the keys of the table: single ones wherever nothing is being typed. */
export function startKeys(): void {
  effect(() => localStorage.setItem("postroom.keys", single.value ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || (event.target as HTMLElement).closest("dialog")) return;
    // the browser closes the menu, and no more is meant
    if (event.key === "Escape" && document.querySelector(":popover-open")) return;
    const found = KEYS.find((one) => meant(one, event));
    if (!found || (route.value.page !== "inbox" && !found.everywhere)) return;
    event.preventDefault();
    found.act();
  });
}

function meant(one: Key, event: KeyboardEvent): boolean {
  const held = event.ctrlKey || event.metaKey;
  if (one.key !== event.key || held !== (one.chord ?? false)) return false;
  const at = event.target as HTMLElement;
  if (held) return true;
  if (at.closest(TYPED) || (one.key.length === 1 && !single.value)) return false;
  return one.key !== "Enter" || !at.closest("a, button, summary");
}

const writes = () => route.value.at === null && may("conversation_write");

function mine(): void {
  const one = thread.value;
  if (one && writes()) void attempt(() => assign(one.conversation_id, whoami.value?.user_id ?? null)).then((done) => { if (done) tell(t().assigned); });
}

function snooze(): void {
  if (thread.value && writes()) void handle([before(thread.value)], { do: "snooze", until: tomorrow(new Date()).toISOString() });
}

/** Begin to write to the chosen conversation. */
export function write(as: Mode): void {
  mode.value = as;
  const focus = () => { if (document.activeElement?.id !== as) document.getElementById(as)?.focus(); };
  // drawn by then, and before another key is read: what is typed at once must not be taken for keys
  queueMicrotask(focus);
  requestAnimationFrame(focus);
}

function move(distance: number): void {
  const all = rows.value;
  const now = all.findIndex((row) => row.conversation_id === route.value.conversation);
  const next = all[now < 0 ? 0 : Math.min(Math.max(0, now + distance), all.length - 1)];
  if (next) go({ conversation: next.conversation_id });
}

function past(distance: number): void {
  if (thread.value && (route.value.at !== null || distance < 0)) stepBy(distance);
}

function view(distance: number): void {
  const all = order();
  const next = all[(all.indexOf(route.value.view) + distance + all.length) % all.length];
  if (next) go({ view: next, conversation: null });
}
