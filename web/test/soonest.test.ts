import assert from "node:assert/strict";
import { test } from "node:test";
import type { Promise as Promised } from "../src/api/types.ts";
import { parts, soonest } from "../src/promises/soonest.ts";

const NONE: Promised = { conversation_id: "c", policy_id: null, reply_goal: "", reply_due: null, reply_state: "", resolution_due: null, resolution_state: "", due_at: null, met: 0, breached: 0 };

test("what is due first is shown (CNV-10)", () => {
  const reply: Promised = { ...NONE, reply_goal: "next_reply", reply_due: "2026-11-22T10:00:00Z", reply_state: "warned" };
  assert.equal(soonest(NONE), null);
  assert.deepEqual(soonest(reply), { goal: "next_reply", due: "2026-11-22T10:00:00Z", state: "warned" });
  assert.equal(soonest({ ...reply, resolution_due: "2026-11-22T09:00:00Z" })?.goal, "resolution");
  assert.equal(soonest({ ...reply, resolution_due: "2026-11-22T11:00:00Z" })?.goal, "next_reply");
});

test("time that is left, and time that is over, in days, hours and minutes (CNV-10)", () => {
  const now = Date.parse("2026-11-22T10:00:00Z");
  assert.deepEqual(parts("2026-11-23T12:05:30Z", now), { days: 1, hours: 2, minutes: 5, over: false });
  assert.deepEqual(parts("2026-11-22T09:30:00Z", now), { days: 0, hours: 0, minutes: 30, over: true });
});
