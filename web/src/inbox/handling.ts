import { call } from "../api/client.ts";
import type { BulkResults, ConversationRow } from "../api/types.ts";
import { attempt, refusedFor, tell } from "../app/notices.ts";
import { t } from "../i18n/words.ts";

/** What can be done to one conversation or many at once. */
export type Deed =
  | { do: "assign"; user_id: string | null; team_id?: string | null }
  | { do: "close" | "wake" }
  | { do: "reopen"; undo?: true }
  | { do: "snooze"; until: string }
  | { do: "file"; folder: "" | "spam" | "trash" | "archive" }
  | { do: "tag" | "untag"; tag: string }
  | { do: "priority"; priority: string }
  | { do: "move"; inbox_id: string }
  | { do: "merge"; into_id: string };

const AT_ONCE = 100;

type Before = Pick<ConversationRow, "conversation_id" | "assignee_id" | "team_id" | "shelf" | "priority" | "snoozed_until"> & { inbox_id?: string };

/** Do something to conversations, say how many, and offer to undo it. */
export async function handle(rows: readonly Before[], deed: Deed): Promise<void> {
  await attempt(async () => {
    const { items } = await send(rows.map((row) => row.conversation_id), deed);
    const refused = items.filter((item) => !item.done);
    const words = t().bulk;
    const done = rows.filter((row) => !refused.some((item) => item.conversation_id === row.conversation_id));
    const first = refused[0] ? ` ${words.refused(refused.length)}: ${refusedFor(refused[0])}` : "";
    tell(words.done(done.length) + first, { bad: done.length === 0, undo: () => void attempt(() => undo(done, deed)) });
  });
}

/** Into which of the chosen conversations the others can be merged: the one with the newest message, if all are of one contact. */
export function mergeable(rows: readonly ConversationRow[]): ConversationRow | undefined {
  const [first, ...others] = [...rows].sort((a, b) => b.active_at.localeCompare(a.active_at));
  return others.length > 0 && others.every((row) => row.contact_id === first?.contact_id) ? first : undefined;
}

/** What takes a deed back for a conversation as it was before. */
export function reversed(before: Before, deed: Deed): Deed | { do: "unmerge" } {
  const folder = before.shelf === "spam" || before.shelf === "trash" || before.shelf === "archive" ? before.shelf : "";
  switch (deed.do) {
    case "assign": return { do: "assign", user_id: before.assignee_id, ...(before.team_id ? { team_id: before.team_id } : {}) };
    case "close": return { do: "reopen", undo: true };
    case "reopen": return { do: "close" };
    case "snooze": return before.snoozed_until ? { do: "snooze", until: before.snoozed_until } : { do: "wake" };
    case "wake": return { do: "snooze", until: before.snoozed_until ?? "" };
    case "file": return { do: "file", folder };
    case "tag": return { do: "untag", tag: deed.tag };
    case "untag": return { do: "tag", tag: deed.tag };
    case "move": return { do: "move", inbox_id: before.inbox_id ?? deed.inbox_id };
    case "merge": return { do: "unmerge" };
    case "priority": return { do: "priority", priority: before.priority };
  }
}

async function undo(rows: readonly Before[], deed: Deed): Promise<void> {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const back = JSON.stringify(reversed(row, deed));
    groups.set(back, [...(groups.get(back) ?? []), row.conversation_id]);
  }
  for (const [back, ids] of groups) await send(ids, JSON.parse(back) as Deed);
  if (deed.do === "close") await undo(rows.filter((row) => row.snoozed_until), { do: "wake" });
  if (deed.do === "move") await undo(rows.filter((row) => row.assignee_id), { do: "assign", user_id: null });
}

/** Send a deed in parts that the server takes at once. */
async function send(ids: string[], deed: Deed | { do: "unmerge" }): Promise<BulkResults> {
  const all: BulkResults = { position: 0, items: [] };
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    if (ids.length > AT_ONCE) tell(t().bulk.working(at, ids.length));
    const part = await call<BulkResults>("POST", "/conversations/bulk", { body: { conversation_ids: ids.slice(at, at + AT_ONCE), ...deed }, key: crypto.randomUUID() });
    all.position = Math.max(all.position, part.position);
    all.items.push(...part.items);
  }
  return all;
}
