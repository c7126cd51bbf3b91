import assert from "node:assert/strict";
import { test } from "node:test";
import { split } from "../src/inbox/quotes.ts";

test("what was quoted is folded away", () => {
  assert.deepEqual(split("Thanks!\n\nOn Mon, 2 Nov 2026 at 10:00, Jo <jo@example.org> wrote:\n> Hello\n> there"), {
    own: "Thanks!", quoted: "On Mon, 2 Nov 2026 at 10:00, Jo <jo@example.org> wrote:\n> Hello\n> there",
  });
  assert.equal(split("Dzięki\nW dniu 2.11.2026 o 10:00, Jan napisał:\n> Dzień dobry").own, "Dzięki");
  assert.equal(split("Yes\n> Really?\n").quoted, "> Really?");
});

test("nothing is folded where nothing is quoted, or everything", () => {
  for (const text of ["On Monday we wrote:", "a > b\nc", "> only a quote", "> a quote\nand an answer below"])
    assert.deepEqual(split(text), { own: text, quoted: "" });
});
