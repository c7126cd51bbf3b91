import assert from "node:assert/strict";
import { test } from "node:test";
import { score } from "../src/palette/fuzzy.ts";
import { type Command, ranked } from "../src/palette/ranked.ts";

const all = ["Assign to Łucja", "Snooze: Tomorrow 9:00", "Close", "Language: Polski"].map(
  (title): Command => ({ id: title, group: "", title, run: () => {} }));
const titles = (typed: string, recent: string[] = []) => ranked(all, typed, recent).map((one) => one.title);

test("what was typed is found within, at words first, then with gaps, whatever the marks", () => {
  assert.equal(titles("lucja")[0], "Assign to Łucja");
  assert.equal(titles("tom")[0], "Snooze: Tomorrow 9:00");
  assert.equal(titles("sntom")[0], "Snooze: Tomorrow 9:00");
  assert.deepEqual(titles("zzz"), []);
  assert.ok((score("po", "Language: Polski") ?? 0) > (score("lp", "Language: Polski") ?? 0));
});

test("recent commands lead where nothing is typed, and among equals", () => {
  assert.deepEqual(titles("", ["Close"]).slice(0, 2), ["Close", "Assign to Łucja"]);
  assert.equal(titles("s", ["Snooze: Tomorrow 9:00"])[0], "Snooze: Tomorrow 9:00");
});
