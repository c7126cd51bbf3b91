import assert from "node:assert/strict";
import { test } from "node:test";
import { slowly } from "../src/app/slowly.ts";

const settled = async () => { for (let turn = 0; turn < 20; turn++) await Promise.resolve(); };

test("it acts at once, then once more for all that was asked meanwhile", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let times = 0;
  const act = slowly(100, () => { times++; });
  act();
  act();
  act();
  assert.equal(times, 1);
  t.mock.timers.tick(100);
  await settled();
  assert.equal(times, 2);
  t.mock.timers.tick(100);
  await settled();
  assert.equal(times, 2);
});

test("nothing is asked again before it is answered, be it by a refusal, or it never will be", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const answers: ((error: Error) => void)[] = [];
  const ask = slowly(100, () => new Promise((_, refuse) => answers.push(refuse)));
  ask();
  ask();
  t.mock.timers.tick(100);
  await settled();
  assert.equal(answers.length, 1);
  answers[0]?.(new Error("refused"));
  await settled();
  assert.equal(answers.length, 2);
  ask();
  t.mock.timers.tick(9_000);
  await settled();
  assert.equal(answers.length, 2);
  t.mock.timers.tick(1_000);
  await settled();
  assert.equal(answers.length, 3);
});
