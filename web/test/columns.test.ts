import assert from "node:assert/strict";
import { test } from "node:test";
import type { Column, Ticket } from "../src/api/types.ts";
import { age } from "../src/tickets/age.ts";
import { EVERYTHING, fits, found, further, moved, placed, towards, wanted } from "../src/tickets/columns.ts";
import { author, sentence } from "../src/tickets/history.ts";
import { WORDS } from "../src/tickets/words.ts";

const BLANK = { contact_id: "jo", contact_name: "Jo", conversation_id: "c", channel_id: "h", inbox_id: "i", pipeline_id: "p", priority: "medium", category: "", source: "manual", owner_id: null, version: 1, position: 1 } as const;
const ticket = (id: string, stage: string, minute: number, more: Partial<Ticket> = {}): Ticket =>
  ({ ...BLANK, properties: [], contact_ids: ["jo"], conversation_ids: ["c"], follows: false, closed_at: null, reopened_at: null, ticket_id: id, name: id, stage, opened_at: at(0), moved_at: at(minute), ...more });
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const column = (key: string, items: Ticket[], next: string | null = null): Column => ({ stage: { key, name: key, closed: false }, count: items.length, items, next });
const ids = (columns: readonly Column[]) => columns.map((one) => one.items.map((each) => each.ticket_id));
const BOARD = [column("new", [ticket("b", "new", 2), ticket("a", "new", 1)]), column("waiting", []), column("done", [ticket("z", "done", 3)])];

test("a moved ticket comes first in its new column, and the counts go with it", () => {
  const after = moved(BOARD, ticket("a", "new", 1), "done", at(9), EVERYTHING);
  assert.deepEqual(ids(after), [["b"], [], ["a", "z"]]);
  assert.deepEqual(after.map((one) => one.count), [1, 0, 2]);
  const back = moved(after, found(after, "a") as Ticket, "new", at(1), EVERYTHING);
  assert.deepEqual([ids(back), back.map((one) => one.count)], [ids(BOARD), [2, 0, 1]]);
});

test("what the server tells of is put in its place, unless more is known already", () => {
  assert.deepEqual(ids(placed(BOARD, ticket("n", "waiting", 4), EVERYTHING)), [["b", "a"], ["n"], ["z"]]);
  const newer = placed(BOARD, ticket("a", "waiting", 5, { version: 3 }), EVERYTHING);
  assert.deepEqual(ids(placed(newer, ticket("a", "new", 1, { version: 2 }), EVERYTHING)), ids(newer));
});

test("a ticket older than what is loaded of a column waits for its page", () => {
  const more = [column("new", [ticket("b", "new", 5)], "cursor")];
  assert.deepEqual(ids(placed(more, ticket("old", "new", 1), EVERYTHING)), [["b"]]);
  assert.deepEqual(ids(placed(more, ticket("young", "new", 6), EVERYTHING)), [["young", "b"]]);
});

test("who no longer fits what was asked for goes", () => {
  const mine = { ...EVERYTHING, owner: "ann" };
  const board = [column("new", [ticket("a", "new", 1, { owner_id: "ann" })])];
  assert.deepEqual(ids(placed(board, ticket("a", "new", 1, { owner_id: "bo", version: 2 }), mine)), [[]]);
});

test("fitting is as the server does it", () => {
  const one = ticket("Broken leg", "new", 1, { priority: "urgent" });
  assert.ok(fits(one, { ...EVERYTHING, owner: "none", priority: "urgent", contact: "jo" }));
  for (const wrong of [{ owner: "ann" }, { priority: "low" }, { contact: "bo" }, { owner: "none", priority: "high" }]) assert.ok(!fits(one, { ...EVERYTHING, ...wrong }));
});

test("the further filters fit as the server does it, days being those of whoever looks", () => {
  const [noon, day] = [new Date(2026, 4, 3, 12).toISOString(), "2026-05-03"];
  const one = ticket("Lamp", "new", 1, { category: "Delivery", source: "email", opened_at: noon, properties: [{ property_id: "size", kind: "choice", value: "small" }] });
  for (const right of [{ category: " Delivery " }, { source: "email" }, { done: "open" }, { property: "size" }, { property: "size", value: "small" }, { from: day, to: day }] as const) assert.ok(fits(one, { ...EVERYTHING, ...right }), JSON.stringify(right));
  for (const wrong of [{ category: "delivery" }, { source: "form" }, { done: "done" }, { property: "size", value: "big" }, { property: "colour" }, { from: "2026-05-04" }, { to: "2026-05-02" }] as const) assert.ok(!fits(one, { ...EVERYTHING, ...wrong }), JSON.stringify(wrong));
  const { opened_from: from, opened_to: to } = wanted({ ...EVERYTHING, from: day, to: day });
  assert.deepEqual([from, to], [new Date(2026, 4, 3).toISOString(), new Date(2026, 4, 4).toISOString()]);
});

test("keys lead from card to card and from stage to stage", () => {
  assert.equal(further(BOARD, "new", 1), "waiting");
  assert.equal(further(BOARD, "new", -1), null);
  assert.equal(towards(BOARD, "b", "ArrowDown"), "a");
  assert.equal(towards(BOARD, "a", "ArrowDown"), null);
  assert.equal(towards(BOARD, "a", "ArrowRight"), "z");
  assert.equal(towards(BOARD, "z", "ArrowLeft"), "b");
});

test("an age is as short as a card needs, in both languages", () => {
  const then = Date.parse(at(0));
  assert.equal(age(at(0), then, "en"), "0 min");
  assert.equal(age(at(0), then + 90 * 60_000, "en"), "1 hr");
  assert.match(age(at(0), then + 50 * 3_600_000, "pl"), /^2 dni$/);
});

test("what happened to a ticket is said in words", () => {
  const called = { stage: (key: string) => key.toUpperCase(), user: (id: string) => `user ${id}`, pipeline: (id: string) => `pipeline ${id}`, property: (id: string) => `property ${id}` };
  const say = (event: string, facts: Record<string, unknown>) => sentence({ event, facts }, WORDS.en, called);
  assert.equal(say("ticket.moved", { stage: "done", previous: "new" }), "Moved from NEW to DONE");
  assert.equal(say("ticket.owner_set", { owner_id: "7" }), "Given to user 7");
  assert.equal(say("ticket.owner_set", { owner_id: null }), "Taken from its owner");
  assert.equal(say("ticket.priority_set", { priority: "high" }), "Priority: High");
  assert.equal(say("ticket.category_set", { category: "" }), "Category removed");
  assert.equal(say("ticket.owner_set", { owner_id: "7", followed: true }), "Followed its conversation to user 7");
  assert.equal(say("ticket.pipeline_changed", { pipeline_id: "2" }), "Moved to the pipeline pipeline 2");
  assert.equal(say("ticket.property_set", { property_id: "s" }), "property s set");
  assert.equal(say("ticket.conversation_linked", {}), "Conversation linked");
  assert.equal(say("contact.ticket_associated", {}), "");
  assert.equal(author("user:7", WORDS.en, called), "user 7");
  assert.equal(author("system:ingest", WORDS.en, called), "By itself");
});
