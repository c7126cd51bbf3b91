import { computed, signal } from "@preact/signals";
import type { ConversationRow } from "../api/types.ts";
import { go, route } from "../app/route.ts";
import { pages, rows, unfinished } from "./list.ts";
import { between } from "./rows.ts";
import { look } from "./views.ts";

/** So many are chosen at once at most. */
export const MOST = 1_000;
const PAGE = 100;
const ids = signal<ReadonlySet<string>>(new Set());
/** Chosen ones that the list has not loaded. */
const beyond = signal<readonly ConversationRow[]>([]);
/** Whether all that the list had were chosen, or only the first of them: there are more than can be chosen at once. */
export const whole = signal<"" | "all" | "first">("");
let from: string | null = null;

/** The chosen conversations. */
export const chosen = computed(() => {
  const loaded = rows.value.filter((row) => ids.value.has(row.conversation_id));
  const here = new Set(loaded.map((row) => row.conversation_id));
  return [...loaded, ...beyond.value.filter((row) => ids.value.has(row.conversation_id) && !here.has(row.conversation_id))];
});

/** Choose a conversation, or no longer. */
export function choose(id: string): void {
  const next = new Set(ids.value);
  if (!next.delete(id)) next.add(id);
  from = id;
  whole.value = "";
  ids.value = next;
}

/** Choose everything from the one chosen last, or the open one, up to this one. */
export function chooseTo(id: string): void {
  const range = between(rows.value, from ?? route.value.conversation ?? id, id);
  from ??= range.length ? (route.value.conversation ?? id) : null;
  ids.value = new Set([...ids.value, ...range.map((row) => row.conversation_id)]);
}

/** Go a row up or down and choose on the way. */
export function chooseBy(distance: number): void {
  const { conversation } = route.value;
  const next = rows.value[rows.value.findIndex((row) => row.conversation_id === conversation) + distance];
  if (!conversation || !next) return;
  from ??= conversation;
  chooseTo(next.conversation_id);
  go({ conversation: next.conversation_id });
}

/** Whether there are more in the list than are chosen. */
export const canChooseAll = () => chosen.value.length < MOST && ((unfinished.value && whole.value === "") || rows.value.some((row) => !ids.value.has(row.conversation_id)));

/** Choose what the list has, loaded or not, up to a thousand; what comes in later is not chosen. */
export async function chooseAll(): Promise<void> {
  const wanted = look.value;
  if (!wanted) return;
  const found: ConversationRow[] = [];
  let cursor: string | null = null;
  do {
    const page = await pages(wanted, cursor, PAGE, undefined, PAGE);
    found.push(...page.items);
    cursor = page.items.length > 0 ? page.next : null;
  } while (cursor !== null && found.length < MOST);
  whole.value = cursor !== null || found.length > MOST ? "first" : "all";
  beyond.value = found.slice(0, MOST);
  ids.value = new Set(beyond.value.map((row) => row.conversation_id));
}

/** Choose none. */
export function chooseNone(): void {
  from = null;
  beyond.value = [];
  whole.value = "";
  ids.value = new Set();
}

export const isChosen = (id: string): boolean => ids.value.has(id);
