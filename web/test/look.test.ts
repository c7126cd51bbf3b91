import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConversationRow, SavedView } from "../src/api/types.ts";
import { type Fixed, VIEWS } from "../src/app/route.ts";
import { comparable } from "../src/inbox/filters/comparable.ts";
import { comparing, fits, type Look, lookOf, picked, PLAIN, same, sortsOf } from "../src/inbox/look.ts";

const row = (id: string, more: Partial<ConversationRow> = {}) =>
  ({ conversation_id: id, active_at: "2026-01-01", version: 1, shelf: "open", assignee_id: null, inbox_id: "i", channel_id: "c", kind: "email", priority: "none", tags: [], waiting_since: null, team_id: null, properties: {}, due: "", due_at: null, mention: null, unread: false, mention_unseen: false, ...more }) as ConversationRow;

test("a row is in the lists it belongs to", () => {
  const inLists = (more: Partial<ConversationRow>) => VIEWS.filter((base) => fits(row("a", more), { ...PLAIN, base }, "me"));
  assert.deepEqual(inLists({}), ["open", "unassigned"]);
  assert.deepEqual(inLists({ assignee_id: "me" }), ["open", "mine"]);
  assert.deepEqual(inLists({ assignee_id: "other", mention: 4 }), ["open", "mentions"]);
  assert.deepEqual(inLists({ shelf: "spam", mention: 4 }), ["spam"]);
  for (const shelf of ["snoozed", "closed", "spam", "trash", "archive"] as const) assert.deepEqual(inLists({ shelf, assignee_id: "me" }), [shelf]);
});

test("every condition of a filter holds, and of several values one is enough", () => {
  const one = row("a", { tags: ["VIP"], priority: "high", assignee_id: "me", unread: true, waiting_since: "2026", team_id: "t", due: "soon", properties: { size: "L", order: "" } });
  const wanted: Partial<Look> = { inbox_ids: ["x", "i"], channel_ids: ["c"], assignee_ids: ["me"], tags: ["vip", "x"], priorities: ["high"], kinds: ["email"], waiting: true, unread: true, team_ids: ["t"], dues: ["soon", "overdue"], properties: [{ property_id: "size", how: "is", value: "S" }, { property_id: "size", how: "is", value: "L" }, { property_id: "order", how: "set", value: "" }, { property_id: "gone", how: "unset", value: "" }] };
  assert.ok(fits(one, { ...PLAIN, ...wanted }, "me"));
  const others: Partial<ConversationRow>[] = [{ inbox_id: "z" }, { channel_id: "z" }, { assignee_id: null }, { tags: [] }, { priority: "low" }, { kind: "sms" }, { waiting_since: null }, { unread: false }, { team_id: null }, { due: "ahead" }, { properties: { size: "M", order: "" } }, { properties: { size: "L" } }, { properties: { size: "L", order: "", gone: "" } }];
  for (const other of others) assert.ok(!fits({ ...one, ...other }, { ...PLAIN, ...wanted }, "me"));
  assert.ok(fits(row("a", { mention: 3, mention_unseen: true }), { ...PLAIN, base: "mentions", unread: true }, "me"));
});

test("rows are in the order of the server", () => {
  const rows = [row("a", { active_at: "2026-01-03", priority: "low", due_at: "2026-02-02", mention: 1 }), row("b", { active_at: "2026-01-02", waiting_since: "2026-01-02", mention: 3 }), row("c", { active_at: "2026-01-02", waiting_since: "2026-01-01", priority: "urgent", due_at: "2026-02-01", mention: 2 })];
  const ids = (base: Fixed, sort: Look["sort"]) => [...rows].sort(comparing({ ...PLAIN, base, sort })).map((one) => one.conversation_id).join("");
  assert.equal(ids("open", "newest"), "acb");
  assert.equal(ids("open", "oldest"), "bca");
  assert.equal(ids("open", "waiting"), "cba");
  assert.equal(ids("open", "priority"), "cab");
  assert.equal(ids("open", "due"), "cab");
  assert.equal(ids("mentions", "newest"), "bca");
  assert.deepEqual(sortsOf("closed"), ["newest", "oldest"]);
});

test("each address of a list says what it shows", () => {
  const id = "5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11";
  const view = { ...PLAIN, view_id: id, name: "Late", base: "mine", tags: ["VIP"], shared: "nobody", unseen: [] } as unknown as SavedView;
  assert.deepEqual(lookOf(`v-${id}`, [view]), { ...PLAIN, base: "mine", tags: ["VIP"] });
  assert.equal(lookOf(`v-${id}`, []), null);
  assert.deepEqual(lookOf(`c-${id}`, []), { ...PLAIN, channel_ids: [id] });
  assert.deepEqual(lookOf(`i-${id}`, []), { ...PLAIN, inbox_ids: [id] });
  assert.ok(same(picked(view) ?? PLAIN, { ...PLAIN, base: "mine", tags: ["VIP"] }));
});

test("of a shared view a reader is asked only for what they see, and for nothing where that is nothing", () => {
  const view = { ...PLAIN, inbox_ids: ["a", "b"], channel_ids: ["c"], unseen: ["b"] } as unknown as SavedView;
  assert.deepEqual(picked(view), { ...PLAIN, inbox_ids: ["a"], channel_ids: ["c"] });
  assert.equal(picked({ ...view, unseen: ["a", "b"] }), null);
  assert.equal(picked({ ...view, unseen: ["c"] }), null);
  assert.deepEqual(picked({ ...view, inbox_ids: [], unseen: [] }), { ...PLAIN, channel_ids: ["c"] });
});

test("equal numbers are compared as one text", () => {
  const pairs: [string, string][] = [["12.50", "12.5"], ["007", "7"], ["-0", "0"], ["0.0", "0"], ["+3", "3"], ["100", "100"], ["-1.20", "-1.2"], ["many", "many"]];
  for (const [text, same_] of pairs) assert.equal(comparable("number", text), same_);
  assert.equal(comparable("choice", " 1.0 "), "1.0");
});
