import assert from "node:assert/strict";
import { test } from "node:test";
import { type Deed, reversed } from "../src/inbox/handling.ts";

const before = { conversation_id: "c", assignee_id: "ann", shelf: "trash" as const, priority: "low" as const, snoozed_until: null };

test("each deed has one that takes it back", () => {
  const pairs: [Deed, Deed][] = [
    [{ do: "assign", user_id: null }, { do: "assign", user_id: "ann" }],
    [{ do: "close" }, { do: "reopen" }],
    [{ do: "snooze", until: "t" }, { do: "wake" }],
    [{ do: "file", folder: "spam" }, { do: "file", folder: "trash" }],
    [{ do: "tag", tag: "x" }, { do: "untag", tag: "x" }],
    [{ do: "priority", priority: "high" }, { do: "priority", priority: "low" }],
  ];
  for (const [deed, back] of pairs) assert.deepEqual(reversed(before, deed), back);
  assert.deepEqual(reversed({ ...before, snoozed_until: "s" }, { do: "wake" }), { do: "snooze", until: "s" });
});
