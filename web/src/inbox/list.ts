import { effect, signal, untracked } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { AllCounters, ConversationRow, Few } from "../api/types.ts";
import { whoami } from "../app/people.ts";
import { type Fixed, route, type View, VIEWS } from "../app/route.ts";
import { slowly } from "../app/slowly.ts";
import { until } from "../app/until.ts";
import { state, watch } from "../live/stream.ts";
import { comparing, fits, type Look, same } from "./look.ts";
import { merged } from "./rows.ts";
import { look, saved } from "./views.ts";

type Page = { items: ConversationRow[]; next: string | null };
export type Phase = "loading" | "ready" | "more" | "failed" | "gone";

export const rows = signal<ConversationRow[]>([]);
export const phase = signal<Phase>("loading");
/** Whether there may be more than is loaded. */
export const unfinished = signal(false);
/** Whether the reader is further down than the first rows, and how many came in above meanwhile. */
export const scrolled = signal(false);
export const news = signal(0);
export const counters = signal<AllCounters>({ items: [], channels: [], unread: none(), mentions: none() });
const PAGE = 50;
const AT_ONCE = 50;
const ROUNDS = 8;
const KEPT = 5;
let next: string | null = null;
let asking = new AbortController();
let shown: { view: View; look: Look } | null = null;
const changed = new Set<string>();
/** What was read of the lists before, so that going back shows it at once and where it was. */
const before = new Map<View, { look: Look; rows: ConversationRow[]; next: string | null }>();

/** Keep the list of the chosen view, its rows as they change, and the counters of all views. */
export function startList(): void {
  const again = slowly(1_000, read);
  const count = slowly(500, readCounts);
  effect(() => {
    const { view } = route.value;
    const wanted = look.value;
    if (wanted) untracked(() => { if (shown?.view !== view || !same(shown.look, wanted)) void read(); });
    else {
      asking.abort();
      [shown, rows.value, phase.value] = [null, [], saved.value === null ? "loading" : "gone"];
    }
  });
  watch((frame) => {
    if (frame.kind === "reset") {
      before.clear();
      void read();
      count();
    } else if (frame.kind.startsWith("promise.")) {
      if (shown?.look.sort === "due" || shown?.look.dues.length) again();
    } else if (frame.kind.startsWith("contact.")) {
      const theirs = rows.peek().filter((row) => (row.survivor_id ?? row.contact_id) === frame.ids["contact_id"] || row.contact_id === frame.ids["contact_id"]);
      for (const row of theirs) changed.add(row.conversation_id);
      if (theirs.length) fetchChanged();
    } else if (frame.ids["conversation_id"]) {
      changed.add(frame.ids["conversation_id"]);
      fetchChanged();
      count();
    }
  });
  // what could not be read while nothing answered
  effect(() => { if (state.value === "live") untracked(fetchChanged); });
  recount = count;
  void firstRows().then(count);
}

/** Wait until the first rows are there, or it is known that they are not to come now. */
export const firstRows = (): Promise<void> => until(() => phase.value !== "loading" || !look.value);

/** Count again, soon. */
export let recount: () => void = () => undefined;

/** Read the chosen list anew from its beginning; what was read of it before is shown meanwhile. */
export async function read(): Promise<void> {
  const wanted = look.value;
  if (!wanted) return;
  asking.abort();
  const mine = (asking = new AbortController());
  const { view } = route.value;
  if (shown) remember();
  const known = before.get(view);
  const again = known !== undefined && same(known.look, wanted) ? known : null;
  if (shown?.view !== view || !same(shown.look, wanted)) rows.value = again?.rows ?? [];
  shown = { view, look: wanted };
  news.value = 0;
  phase.value = "loading";
  try {
    const page = await pages(wanted, null, PAGE, mine.signal);
    const last = page.items.at(-1);
    const compare = comparing(wanted);
    const below = again && last ? again.rows.filter((row) => compare(row, last) > 0) : [];
    rows.value = below.length ? merged(page.items, below, wanted) : page.items;
    next = below.length ? (again?.next ?? null) : page.next;
    for (const row of below) changed.add(row.conversation_id);
    unfinished.value = next !== null;
    phase.value = "ready";
    fetchChanged();
  } catch {
    if (!mine.signal.aborted) phase.value = "failed";
  }
}

/** Read the page after the last row, if there is one. */
export async function readMore(): Promise<void> {
  if (next === null || phase.value !== "ready" || !shown) return;
  const { signal } = asking;
  phase.value = "more";
  try {
    const page = await pages(shown.look, next, 1, signal);
    next = page.next;
    rows.value = merged(rows.value, page.items, shown.look);
    unfinished.value = next !== null;
  } catch {
    if (signal.aborted) return;
  }
  if (signal.aborted) return;
  phase.value = "ready";
  fetchChanged();
}

/** Read pages until so many rows are there: the server looks at a bounded part of a list for each, and may find few. */
export async function pages(wanted: Look, cursor: string | null, enough: number, signal?: AbortSignal, limit = PAGE): Promise<Page> {
  const found: Page = { items: [], next: cursor };
  for (let round = 0; round < ROUNDS; round++) {
    const body = { ...wanted, limit, ...(found.next === null ? {} : { cursor: found.next }) };
    const page = await call<Page>("POST", "/conversations/query", { body, ...(signal ? { signal } : {}) });
    found.items.push(...page.items);
    found.next = page.next;
    if (page.next === null || found.items.length >= enough) break;
  }
  return found;
}

/** Show a row otherwise at once, before the server says so. */
export function touch(id: string, change: Partial<ConversationRow>): void {
  rows.value = rows.value.map((row) => (row.conversation_id === id ? { ...row, ...change } : row));
}

/** Only ever one at a time, so that no older answer about a row comes after a newer one. */
const fetchChanged = slowly(100, refreshRows);

/** Read the rows that changed; while a page is read they wait, since the page may be older than what they would say. */
async function refreshRows(): Promise<void> {
  while (changed.size && phase.value !== "loading" && phase.value !== "more") {
    const ids = [...changed].slice(0, AT_ONCE);
    for (const id of ids) changed.delete(id);
    const page = await get<Page>("/conversations/rows", { ids: ids.join(",") }).catch(() => null);
    if (page === null) for (const id of ids) changed.add(id);
    if (page === null || shown === null || shown.view !== route.value.view) return;
    take(ids, page.items, shown.look);
  }
}

function take(ids: readonly string[], found: readonly ConversationRow[], wanted: Look): void {
  const user = whoami.value?.user_id ?? null;
  const compare = comparing(wanted);
  const last = rows.value.at(-1);
  const had = new Set(rows.value.map((row) => row.conversation_id));
  const here = found.filter((row) => fits(row, wanted, user) && (next === null || last === undefined || compare(row, last) <= 0));
  rows.value = merged(rows.value.filter((row) => !ids.includes(row.conversation_id)), here, wanted);
  if (scrolled.value) news.value += here.filter((row) => !had.has(row.conversation_id)).length;
}

function remember(): void {
  if (!shown || phase.value !== "ready") return;
  before.delete(shown.view);
  before.set(shown.view, { look: shown.look, rows: rows.value, next });
  for (const oldest of before.keys()) if (before.size > KEPT) before.delete(oldest);
}

async function readCounts(): Promise<void> {
  counters.value = await get<AllCounters>("/conversations/counters");
}

/** How many conversations a fixed list has, as far as it is counted. */
export function counted(view: Fixed): Few {
  if (view === "mentions") return counters.value.mentions;
  return { count: counters.value.items.reduce((total, inbox) => total + inbox[view], 0), more: false };
}

/** How many each fixed list has. */
export const counts = (): Record<Fixed, Few> => Object.fromEntries(VIEWS.map((view) => [view, counted(view)])) as Record<Fixed, Few>;

/** A number as it is shown: 99+ where nobody counted further. */
export const shownCount = (few: Few | undefined): string => (!few || (few.count === 0 && !few.more) ? "" : few.more ? `${Math.min(few.count, 99)}+` : String(few.count));

function none(): Few {
  return { count: 0, more: false };
}
