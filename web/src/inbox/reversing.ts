import type { Before, Deed } from "./handling.ts";

type Send = (ids: string[], deed: Deed | { do: "unmerge" }) => Promise<unknown>;

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

/** Take a deed back for conversations as they were before, by what sends deeds. */
export async function undo(rows: readonly Before[], deed: Deed, send: Send): Promise<void> {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const back = JSON.stringify(reversed(row, deed));
    groups.set(back, [...(groups.get(back) ?? []), row.conversation_id]);
  }
  for (const [back, ids] of groups) await send(ids, JSON.parse(back) as Deed);
  if (deed.do === "close") await undo(rows.filter((row) => row.snoozed_until), { do: "wake" }, send);
  if (deed.do === "move") await undo(rows.filter((row) => row.assignee_id), { do: "assign", user_id: null }, send);
}
