import type { ConversationRow } from "../api/types.ts";
import type { View } from "../app/route.ts";

/** Whether a conversation is in a view of this user, as the server sees it. */
export function belongs(row: ConversationRow, view: View, user: string | null): boolean {
  if (view === "mine") return row.shelf === "open" && row.assignee_id === user;
  if (view === "unassigned") return row.shelf === "open" && row.assignee_id === null;
  return row.shelf === view;
}

/** Put rows together, each conversation once in its newest state, most recently active first, as the server sorts. */
export function merged(known: readonly ConversationRow[], more: readonly ConversationRow[]): ConversationRow[] {
  const byId = new Map<string, ConversationRow>();
  for (const row of [...known, ...more]) {
    const before = byId.get(row.conversation_id);
    if (!before || row.version >= before.version) byId.set(row.conversation_id, row);
  }
  return [...byId.values()].sort((a, b) => descending(a.active_at, b.active_at) || descending(a.conversation_id, b.conversation_id));
}

function descending(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0;
}
