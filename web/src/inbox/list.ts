import { effect, signal, untracked } from "@preact/signals";
import { get } from "../api/client.ts";
import type { ConversationRow, Counters } from "../api/types.ts";
import { whoami } from "../app/people.ts";
import { route, type View, VIEWS } from "../app/route.ts";
import { slowly } from "../app/slowly.ts";
import { watch } from "../live/stream.ts";
import { belongs, merged } from "./rows.ts";

type Page = { items: ConversationRow[]; next: string | null };
export type Phase = "loading" | "ready" | "more" | "failed";

export const rows = signal<ConversationRow[]>([]);
export const phase = signal<Phase>("loading");
export const counts = signal<Record<View, number>>(countedBy(() => 0));
const PAGE = 50;
const AT_ONCE = 50;
let next: string | null = null;
let asking = new AbortController();
const changed = new Set<string>();

/** Keep the list of the chosen view, its rows as they change, and the counters of all views. */
export function startList(): void {
  const fetchChanged = slowly(100, () => void refreshRows());
  const count = slowly(500, () => void readCounts().catch(() => undefined));
  effect(() => {
    const { view } = route.value;
    if (untracked(() => shown) !== view) void read(view);
  });
  watch((frame) => {
    if (frame.kind === "reset") {
      void read(route.value.view);
      count();
    } else if (frame.ids["conversation_id"]) {
      changed.add(frame.ids["conversation_id"]);
      fetchChanged();
      count();
    }
  });
  count();
}

let shown: View | null = null;

/** Read the first page of a view anew. */
export async function read(view: View): Promise<void> {
  asking.abort();
  const mine = (asking = new AbortController());
  if (shown !== view) rows.value = [];
  shown = view;
  phase.value = "loading";
  try {
    const page = await get<Page>("/conversations", { view, limit: PAGE }, mine.signal);
    rows.value = page.items;
    next = page.next;
    phase.value = "ready";
  } catch {
    if (!mine.signal.aborted) phase.value = "failed";
  }
}

/** Read the page after the last row, if there is one. */
export async function readMore(): Promise<void> {
  if (next === null || phase.value !== "ready") return;
  const { signal } = asking;
  phase.value = "more";
  try {
    const page = await get<Page>("/conversations", { view: route.value.view, limit: PAGE, cursor: next }, signal);
    next = page.next;
    rows.value = merged(rows.value, page.items);
    phase.value = "ready";
  } catch {
    if (!signal.aborted) phase.value = "ready";
  }
}

async function refreshRows(): Promise<void> {
  const ids = [...changed].slice(0, AT_ONCE);
  for (const id of ids) changed.delete(id);
  const { view } = route.value;
  const page = await get<Page>("/conversations/rows", { ids: ids.join(",") }).catch(() => null);
  if (page === null || view !== route.value.view) return;
  const user = whoami.value?.user_id ?? null;
  const kept = rows.value.filter((row) => !ids.includes(row.conversation_id));
  const oldest = next === null ? "" : (rows.value.at(-1)?.active_at ?? "");
  const here = page.items.filter((row) => belongs(row, view, user) && row.active_at >= oldest);
  rows.value = merged(kept, here);
}

async function readCounts(): Promise<void> {
  const { items } = await get<{ items: Counters[] }>("/conversations/counters");
  const sum = (view: View) => items.reduce((total, inbox) => total + inbox[view], 0);
  counts.value = countedBy(sum);
}

function countedBy(count: (view: View) => number): Record<View, number> {
  return Object.fromEntries(VIEWS.map((view) => [view, count(view)])) as Record<View, number>;
}
