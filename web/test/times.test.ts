import assert from "node:assert/strict";
import { test } from "node:test";
import { later, monday, tomorrow } from "../src/app/times.ts";

const at = (text: string) => new Date(`${text}`);

test("mornings are of this clock, over months and years", () => {
  assert.deepEqual(tomorrow(at("2026-12-31T23:30:00")), at("2027-01-01T09:00:00"));
  assert.deepEqual(monday(at("2026-11-22T12:00:00")), at("2026-11-23T09:00:00"));
  assert.deepEqual(monday(at("2026-11-23T08:00:00")), at("2026-11-30T09:00:00"));
  assert.deepEqual(later(at("2026-11-22T22:00:00")), at("2026-11-23T01:00:00"));
});
