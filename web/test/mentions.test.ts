import assert from "node:assert/strict";
import { test } from "node:test";
import { called, completed, matching, typed } from "../src/inbox/mentions.ts";

const PEOPLE = [{ user_id: "1", name: "Ann" }, { user_id: "2", name: "Ann Lee" }, { user_id: "3", name: "Żaneta Łoś" }];

test("what follows an @ is looked for in names and their parts", () => {
  assert.equal(typed("Hi @An", 6), "An");
  assert.equal(typed("@", 1), "");
  assert.equal(typed("mail a@b", 8), null);
  assert.equal(typed("done @Ann.\nnext", 15), null);
  assert.deepEqual(matching(PEOPLE, "an").map((one) => one.user_id), ["1", "2"]);
  assert.deepEqual(matching(PEOPLE, "ło").map((one) => one.user_id), ["3"]);
});

test("a name is completed where the caret is", () => {
  assert.deepEqual(completed("Hi @An, ok", 6, "Ann Lee"), { text: "Hi @Ann Lee , ok", caret: 12 });
});

test("those called are found, the longer name first", () => {
  assert.deepEqual(called("@ann lee and @ŻANETA ŁOŚ", PEOPLE).toSorted(), ["2", "3"]);
  assert.deepEqual(called("@Ann @Ann Lee", PEOPLE).toSorted(), ["1", "2"]);
  assert.deepEqual(called("Ann", PEOPLE), []);
});
