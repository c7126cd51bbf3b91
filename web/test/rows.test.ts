import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConversationRow } from "../src/api/types.ts";
import { belongs, merged } from "../src/inbox/rows.ts";

const row = (id: string, active_at: string, more: Partial<ConversationRow> = {}) =>
  ({ conversation_id: id, active_at, version: 1, status: "open", assignee_id: null, ...more }) as ConversationRow;

test("each conversation is there once, in its newest state, in the server's order", () => {
  const found = merged([row("a", "2026-01-02"), row("b", "2026-01-01")], [row("b", "2026-01-03", { version: 2 }), row("a", "2026-01-01", { version: 0 })]);
  assert.deepEqual(found.map(({ conversation_id, version }) => [conversation_id, version]), [["b", 2], ["a", 1]]);
});

test("equal times are told apart by the id, as the server does", () => {
  assert.deepEqual(merged([], [row("a", "t"), row("c", "t"), row("b", "t")]).map((one) => one.conversation_id), ["c", "b", "a"]);
});

test("a row is in the views it belongs to", () => {
  const views = ["open", "mine", "unassigned", "closed"] as const;
  const inViews = (one: ConversationRow) => views.filter((view) => belongs(one, view, "me"));
  assert.deepEqual(inViews(row("a", "t")), ["open", "unassigned"]);
  assert.deepEqual(inViews(row("a", "t", { assignee_id: "me" })), ["open", "mine"]);
  assert.deepEqual(inViews(row("a", "t", { assignee_id: "other" })), ["open"]);
  assert.deepEqual(inViews(row("a", "t", { status: "closed", assignee_id: "me" })), ["closed"]);
});
