import { signal } from "@preact/signals";
import { choose } from "../inbox/choosing.ts";
import { type Mode, mode } from "../inbox/Composer.tsx";
import { handle } from "../inbox/handling.ts";
import { rows } from "../inbox/list.ts";
import { stepBy } from "../inbox/Past.tsx";
import { toggle } from "../inbox/ThreadHead.tsx";
import { assign, before, thread } from "../inbox/thread.ts";
import { t } from "../i18n/words.ts";
import { attempt, tell } from "./notices.ts";
import { may, whoami } from "./people.ts";
import { go, route, VIEWS } from "./route.ts";
import { tomorrow } from "./times.ts";

export const helpOpen = signal(false);

const ACTS: Record<string, () => void> = {
  j: () => move(1),
  k: () => move(-1),
  Enter: () => document.querySelector<HTMLElement>(".log")?.focus(),
  Escape: () => go(route.value.at === null ? { conversation: null } : { at: null }),
  r: () => write("reply"),
  n: () => write("note"),
  x: () => { if (route.value.conversation) choose(route.value.conversation); },
  s: () => { if (thread.value && writes()) void handle([before(thread.value)], { do: "snooze", until: tomorrow(new Date()).toISOString() }); },
  e: () => { if (thread.value && writes()) void toggle(thread.value); },
  a: () => { if (thread.value && writes()) void attempt(() => assign(thread.value?.conversation_id ?? "", whoami.value?.user_id ?? null)).then((done) => { if (done) tell(t().assigned); }); },
  h: () => past(-1),
  l: () => past(1),
  "[": () => view(-1),
  "]": () => view(1),
  "?": () => { helpOpen.value = true; },
};

const EVERYWHERE = new Set(["?"]);

/** Listen to single keys wherever nothing is being typed. */
export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    const at = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || at.closest("input:not([type=range]):not([type=checkbox]), textarea, select, dialog")) return;
    if (event.key === "Enter" && at.closest("a, button, summary")) return;
    const act = ACTS[event.key];
    if (!act || (route.value.page !== "inbox" && !EVERYWHERE.has(event.key))) return;
    event.preventDefault();
    act();
  });
}

const writes = () => route.value.at === null && may("conversation_write");

function write(as: Mode): void {
  mode.value = as;
  requestAnimationFrame(() => document.getElementById(as)?.focus());
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
  const next = VIEWS[(VIEWS.indexOf(route.value.view) + distance + VIEWS.length) % VIEWS.length];
  if (next) go({ view: next, conversation: null });
}
