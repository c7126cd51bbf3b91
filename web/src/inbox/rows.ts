import type { ConversationRow } from "../api/types.ts";
import { comparing, type Look, PLAIN } from "./look.ts";

/** Put rows together, each conversation once in its newest state, in the order of the list. */
export function merged(known: readonly ConversationRow[], more: readonly ConversationRow[], look: Look = PLAIN): ConversationRow[] {
  const byId = new Map<string, ConversationRow>();
  for (const row of [...known, ...more]) {
    const before = byId.get(row.conversation_id);
    if (!before || row.version >= before.version) byId.set(row.conversation_id, row);
  }
  return [...byId.values()].sort(comparing(look));
}

/** The rows from one to another, both with them, whichever comes first; none where one is not there. */
export function between(rows: readonly ConversationRow[], from: string | null, to: string): ConversationRow[] {
  const [a, b] = [from, to].map((id) => rows.findIndex((row) => row.conversation_id === id)) as [number, number];
  return a < 0 || b < 0 ? [] : rows.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** Into which of the chosen conversations the others can be merged: the one with the newest message, if all are of one contact. */
export function mergeable(rows: readonly ConversationRow[]): ConversationRow | undefined {
  const [first, ...others] = [...rows].sort((a, b) => b.active_at.localeCompare(a.active_at));
  return others.length > 0 && others.every((row) => row.contact_id === first?.contact_id) ? first : undefined;
}
