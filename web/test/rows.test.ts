import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConversationRow } from "../src/api/types.ts";
import { between, merged } from "../src/inbox/rows.ts";

const row = (id: string, active_at: string, more: Partial<ConversationRow> = {}) =>
  ({ conversation_id: id, active_at, version: 1, shelf: "open", assignee_id: null, ...more }) as ConversationRow;

test("each conversation is there once, in its newest state, in the server's order", () => {
  const found = merged([row("a", "2026-01-02"), row("b", "2026-01-01")], [row("b", "2026-01-03", { version: 2 }), row("a", "2026-01-01", { version: 0 })]);
  assert.deepEqual(found.map(({ conversation_id, version }) => [conversation_id, version]), [["b", 2], ["a", 1]]);
});

test("equal times are told apart by the id, as the server does", () => {
  assert.deepEqual(merged([], [row("a", "t"), row("c", "t"), row("b", "t")]).map((one) => one.conversation_id), ["c", "b", "a"]);
});

test("a range goes either way, and is nothing where an end is missing", () => {
  const rows = ["a", "b", "c", "d"].map((id) => row(id, "t"));
  const ids = (from: string | null, to: string) => between(rows, from, to).map((one) => one.conversation_id).join("");
  assert.deepEqual([ids("b", "d"), ids("d", "b"), ids("c", "c"), ids(null, "c"), ids("x", "c")], ["bcd", "bcd", "c", "", ""]);
});
