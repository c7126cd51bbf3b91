import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, filled, left, matching } from "../src/canned/fill.ts";

test("tokens are filled in, fall back, or stay and are named", () => {
  const values = { "contact.first_name": "Jo", "contact.name": "" };
  assert.deepEqual(filled("Hi {{contact.first_name}}, {{ contact.name | there }}", values), { text: "Hi Jo, there", missing: [] });
  assert.deepEqual(filled("Hi {{contact.name|}}!", values), { text: "Hi !", missing: [] });
  assert.deepEqual(filled("{{ticket.name}} {{ticket.name}}", values), { text: "{{ticket.name}} {{ticket.name}}", missing: ["ticket.name"] });
});

test("only known tokens keep a text from leaving", () => {
  assert.deepEqual(left("{{contact.name|x}} {{agent.name}} {{ their own }} {{loop.index}}"), ["contact.name", "agent.name"]);
});

test("a slash asks at a word's start only", () => {
  assert.equal(asked("/", 1), 0);
  assert.equal(asked("Hello /", 7), 6);
  assert.equal(asked("Hello\n/", 7), 6);
  assert.equal(asked("and/", 4), null);
  assert.equal(asked("https:/", 7), null);
  assert.equal(asked("", 0), null);
});

test("several words find what has them all, in whatever order, the shortcut first", () => {
  const one = (name: string, shortcut: string, text: string) => ({ name, shortcut, text });
  const all = [one("Parcel is late", "", "We are sorry"), one("Late fee", "fee", "You owe us a parcel"), one("Bye", "late", "Goodbye")];
  assert.deepEqual(matching(all, "PARCEL late").map((each) => each.name), ["Parcel is late", "Late fee"]);
  assert.deepEqual(matching(all, "late").map((each) => each.name), ["Bye", "Late fee", "Parcel is late"]);
  assert.equal(matching(all, "nothing").length, 0);
  assert.equal(matching(all, "").length, 3);
});
