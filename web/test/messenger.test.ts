import assert from "node:assert/strict";
import { test } from "node:test";
import { next, standing, type Told } from "../src/messenger/window.ts";
import { flowWith, instantOf, opening, tasksOf } from "../src/settings/messenger/model.ts";
import type { Bot, BotStep } from "../src/api/types.ts";

const HEARD = Date.parse("2026-11-23T08:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const told = (state: Told["state"]): Told => ({ state, closes_at: new Date(HEARD + DAY).toISOString(), human_until: new Date(HEARD + 7 * DAY).toISOString() });
const NEVER: Told = { state: "none", closes_at: null, human_until: null };

test("a window goes from anything to people only to nothing as time goes by", () => {
  const open = told("open");
  assert.deepEqual(standing(open, HEARD + DAY - (2 * HOUR + 10 * MINUTE)), { state: "open", minutes: 130 });
  assert.deepEqual(standing(open, HEARD + DAY - 1), { state: "open", minutes: 0 });
  assert.equal(standing(open, HEARD + DAY).state, "human_only");
  assert.equal(standing(open, HEARD + 7 * DAY - 1).state, "human_only");
  assert.deepEqual(standing(open, HEARD + 7 * DAY), { state: "closed", minutes: 0 });
});

test("it is never more open than the server said, whatever this clock says", () => {
  for (const now of [HEARD - DAY, HEARD, HEARD + 2 * DAY]) {
    assert.equal(standing(told("human_only"), now).state, "human_only");
    assert.equal(standing(told("closed"), now).state, "closed");
    assert.equal(standing(NEVER, now).state, "none");
  }
});

test("what is shown is looked at again once its minutes or its state change, and never at once", () => {
  for (const state of ["open", "human_only", "closed"] as const) for (const now of [HEARD, HEARD + 1, HEARD + DAY - 1, HEARD + DAY, HEARD + 7 * DAY - 30_000, HEARD + 8 * DAY]) {
    const wait = next(told(state), now);
    assert.ok(wait > 0 && wait <= MINUTE, `${state} ${now}: ${wait}`);
    const [before, within] = [standing(told(state), now), standing(told(state), now + wait - 2)];
    if (wait > 2) assert.deepEqual(within, before);
  }
  assert.equal(next(NEVER, HEARD), MINUTE);
});

test("roles are named in one order, full control as an administrator's, and what has no name is left out", () => {
  assert.deepEqual(tasksOf(["ANALYZE", "MESSAGING", "MANAGE", "VIEW_MONETIZATION_INSIGHTS"]), ["MANAGE", "MESSAGING", "ANALYZE"]);
  assert.deepEqual(tasksOf(["PROFILE_PLUS_FULL_CONTROL", "PROFILE_PLUS_MESSAGING"]), ["MANAGE", "MESSAGING"]);
  assert.deepEqual(tasksOf([]), []);
});

const bot = (...steps: BotStep[]): Bot => ({ on: true, version: 2, versions: [{ bot_version: 1, flow: { name: "Robin", when: "available", steps } }] });
const NO_BOT: Bot = { on: false, version: 0, versions: [] };

test("the instant reply is what the default chatflow says, and nothing of a flow of one's own", () => {
  assert.equal(instantOf(NO_BOT), "");
  assert.equal(instantOf(bot({ key: "instant_reply", do: "hand_over", text: "Soon." })), "Soon.");
  assert.equal(instantOf(bot({ key: "a", do: "say", text: "Hello!", next: "b" }, { key: "b", do: "hand_over" })), null);
  assert.deepEqual(flowWith("Soon.", NO_BOT, "Acme"), { name: "Acme", when: "always", steps: [{ key: "instant_reply", do: "hand_over", text: "Soon." }] });
  assert.equal(flowWith("", bot({ key: "x", do: "hand_over" }), "Acme").when, "available");
});

test("a chatflow opens with what it says until somebody answers or a person has it", () => {
  const asks: BotStep = { key: "c", do: "choose", text: "Which?", options: [{ label: "One", next: "d" }] };
  const says = bot({ key: "a", do: "say", text: "Hello!", next: "b" }, { key: "b", do: "ticket", text: "Call back", next: "c" }, asks, { key: "d", do: "say", text: "Later" });
  assert.deepEqual(opening(says), ["Hello!", "Which?"]);
  assert.deepEqual(opening(NO_BOT), []);
});
