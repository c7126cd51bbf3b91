import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bot } from "../src/api/types.ts";
import { type Flow, newStep, standing, type Step, stepIn, withoutStep, withStep, withStepBack } from "../src/settings/bots/model.ts";

const say = (key: string, next = ""): Step => ({ key, do: "say", text: key, next, options: [], field: "", about: "", retry: "" });

test("a new step has a key of its own, and the last one leads to it", () => {
  const first = newStep("say", "Hello", "", []);
  const second = newStep("say", "Again", "", [first]);
  assert.deepEqual([first.key, second.key], ["say", "say_2"]);
  assert.deepEqual(withStep([first], second).map((one) => one.next), ["say_2", ""]);
});

test("what was decided stays: neither an end nor a choice is led on", () => {
  const end = { ...say("a"), do: "end" as const };
  const choose = newStep("choose", "Which?", "One", []);
  assert.equal(withStep([end], say("b"))[0]?.next, "");
  assert.equal(withStep([choose], say("b"))[0]?.next, "");
});

test("what led to a step that goes leads to what followed it", () => {
  const choose = { ...newStep("choose", "Which?", "One", []), options: [{ label: "One", next: "b" }] };
  const left = withoutStep([say("a", "b"), choose, say("b", "c"), say("c")], say("b", "c"));
  assert.deepEqual(left.map((one) => one.key), ["a", "choose", "c"]);
  assert.equal(left[0]?.next, "c");
  assert.equal(left[1]?.options[0]?.next, "c");
  assert.equal(withoutStep([say("a", "b"), say("b", "b")], say("b", "b"))[0]?.next, "");
});

test("a refusal says which step it is about", () => {
  assert.equal(stepIn("steps.what.options"), "what");
  assert.equal(stepIn("name"), "");
});

test("a step that comes back stands where it stood, and what was written since stays", () => {
  const choose = { ...newStep("choose", "Which?", "One", []), options: [{ label: "One", next: "b" }, { label: "Two", next: "c" }] };
  const before = [say("a", "b"), choose, say("b", "c"), say("c")];
  const without = withoutStep(before, say("b", "c"));
  assert.deepEqual(withStepBack(without, before, say("b", "c")), before);
  const since = withStep(without.map((one) => (one.key === "a" ? { ...one, text: "Changed", next: "" } : one)), say("d"));
  const back = withStepBack(since, before, say("b", "c"));
  assert.deepEqual(back.map((one) => one.key), ["a", "choose", "b", "c", "d"]);
  assert.deepEqual([back[0]?.text, back[0]?.next, back[3]?.next], ["Changed", "", "d"]);
  assert.deepEqual(back[1]?.options.map((one) => one.next), ["b", "c"]);
});

test("a step that comes back is there once, under a key of its own, and leads to nothing that went", () => {
  const before = [say("a", "b"), say("b", "c"), say("c")];
  assert.deepEqual(withStepBack(before, before, say("b", "c")), before);
  const other = { ...say("b"), text: "Another" };
  const back = withStepBack([say("a"), other], before, say("b", "c"));
  assert.deepEqual(back.map((one) => [one.key, one.next]), [["a", ""], ["b_2", ""], ["b", ""]]);
  assert.deepEqual(withStepBack([say("c")], [say("a", "a"), say("c")], say("a", "a"))[0], say("a", "a"));
});

const flow = (text: string): Flow => ({ name: "Robin", when: "always", steps: [{ ...say("hello"), text }] });
const bot = (version: number, ...texts: string[]): Bot => ({ on: false, version, versions: texts.map((text, at) => ({ bot_version: at + 1, flow: flow(text) })) });

test("a draft is saved over the bot as it is, unless a colleague made a version meanwhile", () => {
  const stand = (base: Bot, now: Bot, text: string) => standing(base, now, flow(text), flow("first"));
  assert.deepEqual(stand(bot(1, "a"), bot(2, "a"), "mine"), { isTouched: true, isBehind: false, version: 2 });
  assert.deepEqual(stand(bot(1, "a"), bot(2, "a", "b"), "mine"), { isTouched: true, isBehind: true, version: 1 });
  assert.deepEqual(stand(bot(1, "a"), bot(2, "a", "b"), "a"), { isTouched: false, isBehind: false, version: 2 });
  const { name, when, steps: [step] } = flow("a");
  // what is read again names its parts in another order
  assert.equal(standing(bot(1, "a"), bot(1, "a"), { when, name, steps: [{ ...newStep("say", "", "", []), ...step }] } as Flow, flow("first")).isTouched, false);
  // just saved, and not read again yet
  assert.deepEqual(stand(bot(2, "a", "b"), bot(1, "a"), "more"), { isTouched: true, isBehind: false, version: 2 });
});

test("a first draft that somebody wrote is not replaced by a colleague's first version", () => {
  const stand = (text: string) => standing(bot(0), bot(1, "theirs"), flow(text), flow("first"));
  assert.deepEqual(stand("mine"), { isTouched: true, isBehind: true, version: 0 });
  assert.equal(stand("first").isTouched, false);
});
