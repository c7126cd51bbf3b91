import { computed, signal } from "@preact/signals";
import { call } from "../api/client.ts";
import type { Channel, Found, FoundContact, FoundMessage, Search } from "../api/types.ts";
import { wordsOf } from "../app/notices.ts";
import { users, channels, inboxes } from "../app/people.ts";

export type Filters = Pick<Search, "place" | "inbox_ids" | "channel_ids" | "assignee_ids" | "tags" | "direction"> & { since?: string; until?: string; attached?: boolean };
export type Phase = "idle" | "looking" | "ready" | "more" | "failed";

const PAGE = 30;
const PAUSE = 220;

export const text = signal("");
export const filters = signal<Filters>({});
export const items = signal<FoundMessage[]>([]);
export const contacts = signal<FoundContact[]>([]);
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
  await ask(null, (found) => {
    items.value = found.items;
    contacts.value = found.contacts;
  });
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
  next.value = null;
  phase.value = "idle";
}

/** How a channel is known to people. */
export const addressOf = (channel: Channel): string => channel.address || channel.hosted_address;

/** What a chosen id is called. */
export function nameOf(kind: "assignee_ids" | "channel_ids" | "inbox_ids", id: string): string {
  if (kind !== "channel_ids") return (kind === "assignee_ids" ? users : inboxes).value.get(id)?.name ?? "";
  const channel = channels.value.get(id);
  return channel ? addressOf(channel) : "";
}
