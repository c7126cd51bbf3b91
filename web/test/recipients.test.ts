import assert from "node:assert/strict";
import { test } from "node:test";
import type { Message } from "../src/api/types.ts";
import { isAddress, taken, usual } from "../src/writing/recipients.ts";

const message = (some: Partial<Message>): Message => ({ direction: "in", sender: "jo@a.example", to: ["help@us.example"], cc: [], automatic: "", ...some }) as Message;

test("an answer goes to who wrote last; all are those who got it, too, but us", () => {
  const thread = [message({ sender: "old@a.example" }), message({ to: ["Help@us.example", "x@a.example"], cc: ["y@a.example", "X@A.example", "jo@a.example"] }), message({ direction: "out", sender: "help@us.example", to: ["jo@a.example"] }), message({ direction: "note", sender: "" }), message({ sender: "robot@a.example", automatic: "auto_reply" })];
  assert.deepEqual(usual(thread, ["help@us.example"]), { to: ["jo@a.example"], others: ["X@A.example", "y@a.example"] });
});

test("an answer goes to whom a person said the last one is from", () => {
  const thread = [message({ message_id: "1", sender: "old@a.example", cc: ["new@a.example", "x@a.example"] })];
  assert.deepEqual(usual(thread, ["help@us.example"], (one) => (one.message_id === "1" ? "new@a.example" : undefined)), { to: ["new@a.example"], others: ["x@a.example"] });
});

test("where nobody outside wrote yet, it goes to whom we wrote first", () => {
  assert.deepEqual(usual([message({ direction: "out", to: ["z@a.example", "w@a.example"] })], []), { to: ["z@a.example"], others: [] });
  assert.deepEqual(usual([], []), { to: [], others: [] });
});

test("addresses are taken out of what is pasted", () => {
  assert.deepEqual(taken("Jo Doe <jo@a.example>, x@a.example;y@a.example  z@a.example\nX@a.example"), ["jo@a.example", "X@a.example", "y@a.example", "z@a.example"]);
  assert.deepEqual(taken(" ,; "), []);
  for (const good of ["a@b.example", "ü.x+y@ß.example"]) assert.ok(isAddress(good), good);
  for (const bad of ["a", "a@b", "a b@c.example", "a@b.", "<a@b.example>"]) assert.ok(!isAddress(bad), bad);
});
