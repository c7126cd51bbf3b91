import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConversationRow } from "../src/api/types.ts";
import type { Deed } from "../src/inbox/handling.ts";
import { reversed } from "../src/inbox/reversing.ts";
import { mergeable } from "../src/inbox/rows.ts";

const before = { conversation_id: "c", assignee_id: "ann", team_id: null, shelf: "trash" as const, priority: "low" as const, snoozed_until: null };

test("each deed has one that takes it back", () => {
  const pairs: [Deed, ReturnType<typeof reversed>][] = [
    [{ do: "assign", user_id: null }, { do: "assign", user_id: "ann" }],
    [{ do: "close" }, { do: "reopen", undo: true }],
    [{ do: "snooze", until: "t" }, { do: "wake" }],
    [{ do: "file", folder: "spam" }, { do: "file", folder: "trash" }],
    [{ do: "tag", tag: "x" }, { do: "untag", tag: "x" }],
    [{ do: "merge", into_id: "d" }, { do: "unmerge" }],
    [{ do: "priority", priority: "high" }, { do: "priority", priority: "low" }],
  ];
  for (const [deed, back] of pairs) assert.deepEqual(reversed(before, deed), back);
  assert.deepEqual(reversed({ ...before, assignee_id: null, team_id: "t" }, { do: "assign", user_id: "bo" }), { do: "assign", user_id: null, team_id: "t" });
  assert.deepEqual(reversed({ ...before, snoozed_until: "s" }, { do: "wake" }), { do: "snooze", until: "s" });
});

test("those of one contact become the one with the newest message", () => {
  const row = (id: string, contact: string, active: string) => ({ conversation_id: id, contact_id: contact, active_at: active }) as ConversationRow;
  const rows = [row("a", "jo", "2026-11-01"), row("b", "jo", "2026-11-03"), row("c", "jo", "2026-11-02")];
  assert.equal(mergeable(rows)?.conversation_id, "b");
  assert.equal(mergeable([...rows, row("d", "zoe", "2026-11-04")]), undefined);
  assert.equal(mergeable(rows.slice(0, 1)), undefined);
});
