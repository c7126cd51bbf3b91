import { call } from "../api/client.ts";
import type { BulkResults, ConversationRow } from "../api/types.ts";
import { attempt, refusedFor, tell } from "../app/notices.ts";
import { t } from "../i18n/words.ts";
import { answersSent } from "./sending.ts";

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

/** A conversation as far as it takes to bring it back to that. */
export type Before = Pick<ConversationRow, "conversation_id" | "assignee_id" | "team_id" | "shelf" | "priority" | "snoozed_until"> & { inbox_id?: string };

/** Do something to conversations, say how many, and offer to undo it. */
export async function handle(rows: readonly Before[], deed: Deed): Promise<void> {
  await attempt(async () => {
    const { items } = await send(rows.map((row) => row.conversation_id), deed);
    const refused = items.filter((item) => !item.done);
    const words = t().bulk;
    const done = rows.filter((row) => !refused.some((item) => item.conversation_id === row.conversation_id));
    const first = refused[0] ? ` ${words.refused(refused.length)}: ${refusedFor(refused[0])}` : "";
    tell(words.done(done.length) + first, { bad: done.length === 0, undo: () => void attempt(async () => (await import("./reversing.ts")).undo(done, deed, send)) });
  });
}

/** Send a deed in parts that the server takes at once, after the answers that were sent before it. */
async function send(ids: string[], deed: Deed | { do: "unmerge" }): Promise<BulkResults> {
  await answersSent(ids);
  const all: BulkResults = { position: 0, items: [] };
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    if (ids.length > AT_ONCE) tell(t().bulk.working(at, ids.length));
    const part = await call<BulkResults>("POST", "/conversations/bulk", { body: { conversation_ids: ids.slice(at, at + AT_ONCE), ...deed }, key: crypto.randomUUID() });
    all.position = Math.max(all.position, part.position);
    all.items.push(...part.items);
  }
  return all;
}
