import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decided as en } from "../src/i18n/decided-en.ts";
import { decided as pl } from "../src/i18n/decided-pl.ts";
import { type Called, reason, sentence } from "../src/inbox/decided.ts";

const called: Called = { user: (id) => ({ u1: "Ann" })[id] ?? "", inbox: (id) => ({ i1: "Support", i2: "Sales" })[id] ?? "", priority: (which) => which.toUpperCase(), moment: (iso) => iso.slice(0, 10) };
const say = (event: string, details: Record<string, unknown> = {}, words = en) => sentence({ event: `conversation.${event}`, details, sentence: "the server's" }, words, called);

test("who got it and why, in either language", () => {
  const details = { outcome: "assigned", assignee_id: "u1", reasons: ["longest_since_last_turn", "away:2", "at_capacity:1"] };
  assert.equal(say("assignment_decided", details), "Assigned to Ann: the longest time since the last turn, 2 away, 1 at capacity.");
  assert.equal(say("assignment_decided", details, pl), "Przypisano: Ann – najdłużej od ostatniej kolejki, niedostępni: 2, bez wolnych miejsc: 1.");
  assert.equal(say("assignment_decided", { outcome: "unassigned", assignee_id: null, reasons: [] }), "Assigned to nobody.");
  assert.equal(say("assignment_decided", { outcome: "assigned", assignee_id: "gone", reasons: [] }), "Assigned to somebody.");
});

test("moves, merges and splits name what the reader sees of them", () => {
  assert.equal(say("moved", { from_inbox_id: "i1", inbox_id: "i2" }), "Moved from Support to Sales.");
  assert.equal(say("moved", { from_inbox_id: "i1", inbox_id: "hidden" }), "Moved to another inbox.");
  assert.equal(say("messages_moved_out", { count: 1, split: true }), "A message was moved to a new conversation.");
  assert.equal(say("messages_moved_in", { count: 3 }, pl), "Wiadomości (3) przeniesiono tutaj z innej rozmowy.");
  assert.equal(say("absorbed", {}, pl), "Dołączono do tej inną rozmowę.");
  assert.equal(say("filed", { folder: "spam" }, pl), "Oznaczono jako spam.");
  assert.equal(say("snoozed", { until: "2027-01-02T09:00:00Z" }), "Put off until 2027-01-02.");
});

test("what is not known here is said as the server says it, and an unknown reason by its code", () => {
  assert.equal(say("invented", {}), "the server's");
  assert.equal(reason("never_heard_of:2", en), "2 never heard of");
});

test("every sentence of the server has words here, and every reason it names", () => {
  const source = readFileSync(new URL("../../api/why.py", import.meta.url), "utf8");
  const sentences = source.slice(source.indexOf("SENTENCES: "));
  const events = [...sentences.matchAll(/^ {4}"(\w+)":/gm)].map(([, name]) => name as string);
  const named = (from: string, to: string) => [...source.slice(source.indexOf(from), source.indexOf(to)).matchAll(/^ {4}"(\w+)":/gm)].map(([, name]) => name as string);
  const [reasons, triggers] = [named("\nREASONS", "\nTRIGGERS"), named("\nTRIGGERS", "\nFILED")];
  assert.ok(events.length > 15 && reasons.length > 25 && triggers.length > 5);
  for (const words of [en, pl]) {
    for (const event of events) assert.notEqual(say(event, { folder: "spam", why: "forwarder", reason: "transcript", result: "sent" }, words), "the server's", event);
    for (const why of ["forwarded_original", "forwarder", "person"]) assert.notEqual(say("message_reattributed", { why }, words), "the server's", why);
    for (const code of reasons) assert.ok(words.reasons[code], code);
    for (const code of triggers) assert.ok(words.triggers[code], code);
  }
});
