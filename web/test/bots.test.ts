import assert from "node:assert/strict";
import { test } from "node:test";
import { newStep, type Step, stepIn, withoutStep, withStep } from "../src/settings/bots/model.ts";

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
