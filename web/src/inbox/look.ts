import type { ConversationRow, SavedView, WantedProperty } from "../api/types.ts";
import { type Fixed, type View, VIEWS } from "../app/route.ts";

export const SORTS = ["newest", "oldest", "waiting", "priority", "due"] as const;
export type Sort = (typeof SORTS)[number];
export const PRIORITIES = ["none", "low", "medium", "high", "urgent"] as const;
const OPEN: readonly string[] = ["open", "mine", "unassigned"];

/** Which conversations a list shows, and in what order: what the server is asked for. */
export interface Look {
  base: Fixed;
  inbox_ids: string[];
  channel_ids: string[];
  assignee_ids: string[];
  tags: string[];
  priorities: string[];
  kinds: string[];
  waiting: boolean;
  unread: boolean;
  team_ids: string[];
  dues: string[];
  properties: WantedProperty[];
  sort: Sort;
}

export const PLAIN: Look = { base: "open", inbox_ids: [], channel_ids: [], assignee_ids: [], tags: [], priorities: [], kinds: [], waiting: false, unread: false, team_ids: [], dues: [], properties: [], sort: "newest" };

/** What a list of the rail shows; a saved view that is not known shows nothing, which null says. */
export function lookOf(view: View, saved: readonly SavedView[]): Look | null {
  const id = view.slice(2);
  if (view.startsWith("c-")) return { ...PLAIN, channel_ids: [id] };
  if (view.startsWith("i-")) return { ...PLAIN, inbox_ids: [id] };
  if (!view.startsWith("v-")) return { ...PLAIN, base: VIEWS.find((one) => one === view) ?? "open" };
  const found = saved.find((one) => one.view_id === id);
  return found ? picked(found) : null;
}

/** The part of a saved view that says what it shows to this reader; null where all it names is hidden from them. */
export function picked(view: SavedView): Look | null {
  const all = Object.fromEntries(Object.keys(PLAIN).map((name) => [name, view[name as keyof Look]])) as unknown as Look;
  const [inbox_ids, channel_ids] = [all.inbox_ids, all.channel_ids].map((ids) => ids.filter((id) => !view.unseen.includes(id))) as [string[], string[]];
  const hidden = inbox_ids.length < Math.min(1, all.inbox_ids.length) || channel_ids.length < Math.min(1, all.channel_ids.length);
  return hidden ? null : { ...all, inbox_ids, channel_ids };
}

/** Whether two looks show the same. */
export const same = (one: Look, other: Look): boolean => (Object.keys(PLAIN) as (keyof Look)[]).every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));

/** The orders a list can be shown in. */
export const sortsOf = (base: Fixed): readonly Sort[] => (OPEN.includes(base) ? SORTS : SORTS.slice(0, 2));

/** Whether a conversation is in a list of this user, as the server sees it. */
export function fits(row: ConversationRow, look: Look, user: string | null): boolean {
  const one = (values: readonly string[], value: string | null) => values.length === 0 || (value !== null && values.includes(value));
  return (
    inBase(row, look.base, user) && one(look.inbox_ids, row.inbox_id) && one(look.channel_ids, row.channel_id) && one(look.assignee_ids, row.assignee_id)
    && one(look.team_ids, row.team_id) && one(look.dues, row.due) && look.properties.every((wanted) => look.properties.some((either) => either.property_id === wanted.property_id && has(row, either)))
    && one(look.priorities, row.priority) && one(look.kinds, row.kind) && (!look.waiting || row.waiting_since !== null)
    && (!look.unread || (look.base === "mentions" ? row.mention_unseen : row.unread))
    && (look.tags.length === 0 || row.tags.some((tag) => look.tags.some((wanted) => wanted.toLowerCase() === tag.toLowerCase())))
  );
}

function has(row: ConversationRow, { property_id, how, value }: WantedProperty): boolean {
  const found = row.properties[property_id];
  return how === "is" ? found === value : (found === undefined) === (how === "unset");
}

function inBase(row: ConversationRow, base: Fixed, user: string | null): boolean {
  if (base === "mentions") return row.mention !== null && row.shelf !== "spam" && row.shelf !== "trash";
  if (base === "mine") return row.shelf === "open" && row.assignee_id === user;
  if (base === "unassigned") return row.shelf === "open" && row.assignee_id === null;
  return row.shelf === base;
}

/** Compare two rows as the server orders them. */
export function comparing(look: Look): (a: ConversationRow, b: ConversationRow) => number {
  if (look.base === "mentions") return (a, b) => (look.sort === "oldest" ? 1 : -1) * ((a.mention ?? 0) - (b.mention ?? 0));
  const activity = (a: ConversationRow, b: ConversationRow) => ascending(a.active_at, b.active_at) || ascending(a.conversation_id, b.conversation_id);
  switch (look.sort) {
    case "newest": return (a, b) => -activity(a, b);
    case "oldest": return activity;
    case "waiting": return (a, b) => ascending(a.waiting_since ?? "9999", b.waiting_since ?? "9999") || activity(a, b);
    case "due": return (a, b) => ascending(a.due_at ?? "9999", b.due_at ?? "9999") || activity(a, b);
    case "priority": return (a, b) => rank(b) - rank(a) || -activity(a, b);
  }
}

const rank = (row: ConversationRow): number => (PRIORITIES as readonly string[]).indexOf(row.priority);

function ascending(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
