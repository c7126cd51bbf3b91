import { strict as assert } from "node:assert";
import { test } from "node:test";
import { inkOn, kept, PRESETS, readHex, said } from "../src/settings/chat/colour.ts";
import { USUAL } from "../src/settings/chat/model.ts";
import { facesOf, possible, stateIn } from "../src/settings/chat/previewed.ts";

const { greeting, hours, look } = USUAL;
const BACK = "2026-11-24T08:00:00Z";

test("a colour is read as people type it, and nothing else is", () => {
  for (const typed of ["#0b6470", "0B6470", " #0b6470 "]) assert.equal(readHex(typed), "#0b6470");
  assert.equal(readHex("#abc"), "#aabbcc");
  for (const typed of ["", "#", "#abcd", "red", "#0b64701", "#gggggg"]) assert.equal(readHex(typed), null);
});

test("a colour is sent in the one way the server knows, whatever is left in its field", () => {
  const sent = (colour: string) => kept({ ...look, title: "Help", colour });
  assert.deepEqual(["#abc", "a1b2c3", "#12"].map((one) => sent(one).colour), ["#aabbcc", "#a1b2c3", look.colour]);
  assert.deepEqual(sent(look.colour), { ...look, title: "Help" });
});

test("text on a colour is what can be read, and a faint button is said", () => {
  assert.deepEqual([inkOn("#0b6470"), inkOn("#ffdd00")], ["#ffffff", "#000000"]);
  assert.equal(said("#ffdd00").isFaint, true);
  for (const [name, colour] of PRESETS) assert.equal(said(colour).isFaint || inkOn(colour) !== "#ffffff" || Number(said(colour).text) < 4.5, false, name);
});

test("a chat is only in states that its basis knows", () => {
  assert.deepEqual(possible({ ...hours, basis: "always" }), ["available", "capacity"]);
  assert.deepEqual(possible({ ...hours, basis: "users" }), ["available", "away", "capacity"]);
  assert.deepEqual(possible({ ...hours, basis: "hours" }), ["available", "away", "offline", "capacity"]);
});

test("each state shows what is chosen for it", () => {
  const shown = (more: Partial<typeof hours>, state: Parameters<typeof stateIn>[1]) => stateIn({ ...hours, ...more }, state, BACK);
  assert.equal(shown({ away: "message", away_text: "Soon." }, "away").message, "Soon.");
  assert.equal(shown({ away: "reply_time", reply_time: "hours", away_text: "Soon." }, "away").message, null);
  assert.equal(shown({ away: "reply_time", reply_time: "hours" }, "away").reply_time, "hours");
  assert.equal(shown({ away: "ask_email" }, "away").ask_email, true);
  assert.equal(shown({ away: "hide" }, "away").launcher, false);
  assert.equal(shown({ offline: "return_time" }, "offline").returns_at, BACK);
  assert.equal(shown({ offline: "message", offline_text: "Closed." }, "offline").message, "Closed.");
  assert.equal(shown({ offline: "hide" }, "offline").launcher, false);
  assert.equal(shown({ capacity: "message", capacity_text: "Wait." }, "capacity").message, "Wait.");
  assert.equal(shown({ capacity: "hide" }, "capacity").launcher, false);
  assert.equal(shown({ capacity: "nothing" }, "capacity").state, "available");
  assert.equal(shown({ away: "hide", offline: "hide", capacity: "hide" }, "available").launcher, true);
});

test("the head shows whom it is told to, three at most, by the name they show", () => {
  const person = (user_id: string, team_ids: string[] = []) => ({ user_id, team_ids, name: user_id, shown_name: "", picture: null });
  const people = [person("a"), person("b", ["t"]), person("c", ["t"]), { ...person("d", ["t"]), shown_name: "Dee" }];
  const names = (more: Partial<typeof greeting>) => facesOf({ ...greeting, ...more }, people).map((one) => one.name);
  assert.deepEqual(names({}), []);
  assert.deepEqual(names({ user_ids: ["d", "a"] }), ["a", "Dee"]);
  assert.deepEqual(names({ user_ids: ["a"], team_ids: ["t"] }), ["a", "b", "c"]);
  assert.deepEqual(names({ heading: "owner", fallback: "company", user_ids: ["a"] }), []);
  assert.deepEqual(names({ heading: "owner", fallback: "people", user_ids: ["a"] }), ["a"]);
});
