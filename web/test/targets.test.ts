import assert from "node:assert/strict";
import { test } from "node:test";
import { promised, put } from "../src/settings/promises/targets.ts";

test("a priority has a target while anything is promised at it (CNV-10)", () => {
  const one = put([], "urgent", "first_reply", 15);
  assert.equal(promised(one, "urgent", "first_reply"), 15);
  assert.equal(promised(one, "low", "first_reply"), null);
  const two = put(one, "urgent", "resolution", 60);
  assert.deepEqual(put(put(two, "urgent", "resolution", null), "urgent", "first_reply", null), []);
});
