import assert from "node:assert/strict";
import { test } from "node:test";
import { doers, faded, heard, noted, type Places } from "../src/live/present.ts";

const NONE: Places = new Map();
const says = (places: Places, user: string, doing: string, now: number) => noted(places, "c", user, doing, now);

test("who types is known for six seconds, and looks on for the rest of thirty", () => {
  const typing = says(NONE, "ann", "typing", 0);
  assert.deepEqual(doers(typing, "c", "typing", null), ["ann"]);
  assert.equal(faded(typing, 5_999), typing);
  const stopped = faded(typing, 6_000);
  assert.deepEqual([doers(stopped, "c", "typing", null), doers(stopped, "c", "viewing", null)], [[], ["ann"]]);
  assert.equal(faded(stopped, 29_999), stopped);
  assert.equal(faded(stopped, 30_000).size, 0);
});

test("who leaves is gone at once, and a place without anybody is forgotten", () => {
  const both = says(says(NONE, "ann", "viewing", 0), "bo", "viewing", 0);
  const left = says(both, "ann", "left", 1);
  assert.deepEqual(doers(left, "c", "viewing", null), ["bo"]);
  assert.equal(says(left, "bo", "left", 2).size, 0);
});

test("nobody is told of themselves", () => {
  const both = says(says(NONE, "ann", "typing", 0), "bo", "typing", 0);
  assert.deepEqual(doers(both, "c", "typing", "ann"), ["bo"]);
});

test("a frame says who does what where; one that does not changes nothing", () => {
  const frame = { kind: "presence", position: 0, ids: { conversation_id: "c", inbox_id: "i", user_id: "ann", doing: "typing" } };
  assert.deepEqual(doers(heard(NONE, frame, 0), "c", "typing", null), ["ann"]);
  assert.equal(heard(NONE, { ...frame, ids: {} }, 0), NONE);
});
