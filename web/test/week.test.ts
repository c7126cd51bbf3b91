import assert from "node:assert/strict";
import { test } from "node:test";
import { added, copied, ofDay, overMidnight } from "../src/hours/week.ts";

const range = (day: number, from: string, to: string) => ({ day, from, to });

test("a day's ranges come in order, and another begins where the last ends (CHT-06)", () => {
  const week = [range(0, "13:00", "17:00"), range(1, "09:00", "12:00"), range(0, "09:00", "12:00")];
  assert.deepEqual(ofDay(week, 0).map((one) => one.at), [2, 0]);
  assert.deepEqual(added(week, 0).at(-1), range(0, "17:00", "00:00"));
  assert.deepEqual(added(week, 3).at(-1), range(3, "09:00", "17:00"));
  assert.deepEqual(added([range(5, "22:00", "02:00")], 5).at(-1), range(5, "09:00", "17:00"));
});

test("Monday's ranges go to all working days and leave the weekend alone (CHT-06)", () => {
  const week = copied([range(0, "08:00", "16:00"), range(2, "10:00", "11:00"), range(6, "10:00", "12:00")]);
  assert.deepEqual([1, 2, 3, 4].flatMap((day) => ofDay(week, day).map((one) => one.range.from)), ["08:00", "08:00", "08:00", "08:00"]);
  assert.equal(ofDay(week, 6).length, 1);
});

test("what ends no later than it begins ends the next day (CHT-06)", () => {
  assert.equal(overMidnight(range(0, "22:00", "06:00")), true);
  assert.equal(overMidnight(range(0, "00:00", "00:00")), true);
  assert.equal(overMidnight(range(0, "09:00", "17:00")), false);
});
