import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces } from "../src/inbox/quotes.ts";

test("a text without parts is one piece", () => {
  assert.deepEqual(pieces({ text: " Thanks!\n> really\n", parts: [] }), [{ kind: "reply", text: "Thanks!\n> really" }]);
});

test("parts are counted in characters, and what is blank is left out", () => {
  const text = "\u{1f600} Yes\n\n> Tuesday?\n\n-- \nJo";
  const parts = [
    { kind: "reply", start: 0, end: 7 }, { kind: "quote", start: 7, end: 19 }, { kind: "signature", start: 19, end: 25 }, { kind: "quote", start: 25, end: 25 },
  ] as const;
  assert.deepEqual(pieces({ text, parts: [...parts] }), [
    { kind: "reply", text: "\u{1f600} Yes" }, { kind: "quote", text: "> Tuesday?" }, { kind: "signature", text: "-- \nJo" },
  ]);
});
