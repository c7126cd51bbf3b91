import { computed, signal } from "@preact/signals";
import { call } from "../api/client.ts";
import type { Found, FoundContact, FoundMessage, Search, Ticket, TicketPage } from "../api/types.ts";
import { wordsOf } from "../app/notices.ts";
import { channels, doorName, inboxes, users } from "../app/people.ts";

export type Filters = Pick<Search, "place" | "inbox_ids" | "channel_ids" | "assignee_ids" | "tags" | "direction"> & { since?: string; until?: string; attached?: boolean };
export type Phase = "idle" | "looking" | "ready" | "more" | "failed";

const PAGE = 30;
const PAUSE = 220;
const TICKETS = 5;
const LONGEST = 200;

export const text = signal("");
export const filters = signal<Filters>({});
export const items = signal<FoundMessage[]>([]);
export const contacts = signal<FoundContact[]>([]);
/** Tickets with these words in name or description; like people only where nothing narrows the search. */
export const tickets = signal<Ticket[]>([]);
export const phase = signal<Phase>("idle");
/** Why nothing could be looked for, in the server's words. */
export const refusal = signal("");
export const next = signal<string | null>(null);
export const hasFilters = computed(() => Object.keys(filters.value).length > 0);
let asking = new AbortController();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Write into the field; what is written is looked for after a moment. */
export function write(written: string): void {
  text.value = written;
  clearTimeout(timer);
  if (written.trim()) timer = setTimeout(() => void look(), PAUSE);
  else clear();
}

/** Narrow by a filter, or with undefined no longer, and look again. */
export function narrow(change: { [K in keyof Filters]?: Filters[K] | undefined }): void {
  const both = { ...filters.value, ...change };
  filters.value = Object.fromEntries(Object.entries(both).filter(([, value]) => value !== undefined)) as Filters;
  if (text.value.trim()) void look();
}

/** Look everywhere again. */
export function widen(): void {
  filters.value = {};
  if (text.value.trim()) void look();
}

/** Look for what is written, from the newest on. */
export async function look(): Promise<void> {
  clearTimeout(timer);
  if (!text.value.trim()) return clear();
  phase.value = "looking";
  const asked = ask(null, (found) => {
    items.value = found.items;
    contacts.value = found.contacts;
  });
  await Promise.all([asked, askTickets(asking.signal)]);
}

/** Tickets know words and their beginnings, but no quotes and nothing to leave out. */
async function askTickets(signal: AbortSignal): Promise<void> {
  const words = text.value.replace(/(^|\s)-\S*/g, " ").replaceAll('"', " ").trim();
  const wanted = words !== "" && !hasFilters.value;
  const found = wanted ? await call<TicketPage>("POST", "/tickets/search", { body: { text: words.slice(0, LONGEST), limit: TICKETS }, signal }).catch(() => null) : null;
  if (!signal.aborted) tickets.value = found?.items ?? [];
}

/** Look further back, until something more is found or there is no more. */
export async function lookFurther(): Promise<void> {
  if (next.value === null || phase.value !== "ready") return;
  phase.value = "more";
  await ask(next.value, (found) => { items.value = [...items.value, ...found.items]; });
}

async function ask(cursor: string | null, take: (found: Found) => void): Promise<void> {
  asking.abort();
  const mine = (asking = new AbortController());
  try {
    const body = { ...asked(), limit: PAGE, cursor };
    const found = await call<Found>("POST", "/search", { body, signal: mine.signal });
    if (mine.signal.aborted) return;
    refusal.value = "";
    next.value = found.next;
    take(found);
    phase.value = "ready";
  } catch (error) {
    if (mine.signal.aborted) return;
    refusal.value = wordsOf(error);
    phase.value = "failed";
  }
}

function asked() {
  const { since, until, ...rest } = filters.value;
  return { query: text.value.trim() === text.value ? text.value : text.value.trimStart(), ...rest, ...(since ? { since: midnight(since, 0) } : {}), ...(until ? { until: midnight(until, 1) } : {}) };
}

/** The beginning of a day here, or of the one so many days later. */
function midnight(day: string, later: number): string {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + later);
  return at.toISOString();
}

function clear(): void {
  asking.abort();
  items.value = [];
  contacts.value = [];
  tickets.value = [];
  next.value = null;
  phase.value = "idle";
}

/** What a chosen id is called. */
export function nameOf(kind: "assignee_ids" | "channel_ids" | "inbox_ids", id: string): string {
  if (kind !== "channel_ids") return (kind === "assignee_ids" ? users : inboxes).value.get(id)?.name ?? "";
  return doorName(channels.value.get(id));
}
