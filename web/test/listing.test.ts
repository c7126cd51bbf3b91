import assert from "node:assert/strict";
import { test } from "node:test";
import type { Ticket } from "../src/api/types.ts";
import { keyOf, placed } from "../src/settings/pipelines/order.ts";
import { reversed } from "../src/tickets/listing.ts";

const BEFORE = { owner_id: "ann", stage: "new", pipeline_id: "p", priority: "low", category: "Legs", properties: [{ property_id: "size", kind: "text", value: "L" }] } as unknown as Ticket;

test("what was changed about many tickets is taken back to what each was", () => {
  assert.deepEqual(reversed(BEFORE, { do: "owner", owner_id: null }), { do: "owner", owner_id: "ann" });
  assert.deepEqual(reversed(BEFORE, { do: "stage", stage: "done" }), { do: "stage", stage: "new" });
  assert.deepEqual(reversed(BEFORE, { do: "pipeline", pipeline_id: "q" }), { do: "pipeline", pipeline_id: "p", stage: "new" });
  assert.deepEqual(reversed(BEFORE, { do: "priority", priority: "high" }), { do: "priority", priority: "low" });
  assert.deepEqual(reversed(BEFORE, { do: "category", category: "" }), { do: "category", category: "Legs" });
  assert.deepEqual(reversed(BEFORE, { do: "property", property_id: "size", value: "S" }), { do: "property", property_id: "size", value: "L" });
  assert.deepEqual(reversed(BEFORE, { do: "property", property_id: "colour", value: "red" }), { do: "property", property_id: "colour", value: null });
});

test("a stage goes to another place, never out of the list", () => {
  const stages = ["a", "b", "c"].map((key) => ({ key, name: key, closed: false }));
  const keys = (from: number, to: number) => placed(stages, from, to).map((one) => one.key).join("");
  assert.deepEqual([keys(0, 2), keys(2, 0), keys(1, 1), keys(0, -1), keys(2, 3)], ["bca", "cab", "abc", "abc", "abc"]);
});

test("a new stage has a key of its own", () => {
  assert.equal(keyOf("Waiting on us!", []), "waiting_on_us");
  assert.equal(keyOf("Waiting on us", ["waiting_on_us", "waiting_on_us_2"]), "waiting_on_us_3");
  assert.equal(keyOf("等待", ["stage"]), "stage_2");
});
