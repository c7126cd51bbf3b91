import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConversationRow } from "../src/api/types.ts";
import { VIEWS } from "../src/app/route.ts";
import { belongs, merged } from "../src/inbox/rows.ts";

const row = (id: string, active_at: string, more: Partial<ConversationRow> = {}) =>
  ({ conversation_id: id, active_at, version: 1, shelf: "open", assignee_id: null, ...more }) as ConversationRow;

test("each conversation is there once, in its newest state, in the server's order", () => {
  const found = merged([row("a", "2026-01-02"), row("b", "2026-01-01")], [row("b", "2026-01-03", { version: 2 }), row("a", "2026-01-01", { version: 0 })]);
  assert.deepEqual(found.map(({ conversation_id, version }) => [conversation_id, version]), [["b", 2], ["a", 1]]);
});

test("equal times are told apart by the id, as the server does", () => {
  assert.deepEqual(merged([], [row("a", "t"), row("c", "t"), row("b", "t")]).map((one) => one.conversation_id), ["c", "b", "a"]);
});

test("a row is in the views it belongs to", () => {
  const inViews = (more: Partial<ConversationRow>) => VIEWS.filter((view) => belongs(row("a", "t", more), view, "me"));
  assert.deepEqual(inViews({}), ["open", "unassigned"]);
  assert.deepEqual(inViews({ assignee_id: "me" }), ["open", "mine"]);
  assert.deepEqual(inViews({ assignee_id: "other" }), ["open"]);
  for (const shelf of ["snoozed", "closed", "spam", "trash", "archive"] as const)
    assert.deepEqual(inViews({ shelf, assignee_id: "me" }), [shelf]);
});
