import assert from "node:assert/strict";
import { test } from "node:test";
import { chosen, meant, offered } from "../src/answering/ways.ts";
import type { Way } from "../src/api/types.ts";

const way = (channel_id: string, identity: string, own: boolean, addresses: string[] = []) => ({ channel_id, identity, own, addresses, allowed: true, reason: "" }) as Way;
const [chat, mail, other] = [way("chat", "visitor", true), way("mail", "email", false, ["a@x.example", "b@x.example"]), way("other", "email", false, ["a@x.example"])];

test("recipients of another kind go with the way they were for, copies too", () => {
  assert.deepEqual(chosen(mail, chat), { channel_id: "mail", to: ["a@x.example"], cc: [], bcc: [] });
  assert.deepEqual(chosen(chat, mail), { channel_id: "chat", to: [], cc: [], bcc: [] });
});

test("nobody is named where people just talk, though a number is known", () => {
  assert.deepEqual(chosen(way("number", "whatsapp_id", false, ["48600100200"]), mail), { channel_id: "number", to: [], cc: [], bcc: [] });
});

test("recipients of the same kind stay", () => {
  assert.deepEqual(chosen(other, mail), { channel_id: "other" });
});

test("what began by a call is answered by another way that can, and a line is offered for no text", () => {
  const line = { ...way("line", "phone", true), allowed: false, reason: "calls_only" } as Way;
  const second = { ...way("second", "phone", false), allowed: false, reason: "calls_only" } as Way;
  const called = [{ direction: "in", automatic: "", channel_id: "line" }] as Parameters<typeof meant>[1];
  assert.equal(meant([line, mail], called), mail);
  assert.equal(meant([line], called), line);
  assert.deepEqual(offered([line, second, mail]), [line, mail]);
});
