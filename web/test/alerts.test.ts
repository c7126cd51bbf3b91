import assert from "node:assert/strict";
import { test } from "node:test";
import { kindOf, parsed, wanted } from "../src/alerts/kinds.ts";

const frame = (kind: string, ids: Record<string, string>) => ({ kind, position: 7, ids: { conversation_id: "c", ...ids } });

test("one is told of what is given to oneself, of messages, of being called in notes, and of one's phone", () => {
  assert.equal(kindOf(frame("conversation.assignment_decided", { assignee_id: "ann" }), "ann"), "assigned");
  assert.equal(kindOf(frame("conversation.assignment_decided", { assignee_id: "bo" }), "ann"), null);
  assert.equal(kindOf(frame("conversation.assignment_decided", {}), "ann"), null);
  assert.equal(kindOf(frame("conversation.message_received", {}), "ann"), "message");
  assert.equal(kindOf(frame("conversation.note_written", { mentions: "bo,ann" }), "ann"), "mention");
  assert.equal(kindOf(frame("conversation.note_written", { mentions: "bo" }), "ann"), null);
  assert.equal(kindOf(frame("call.rung", { agent_id: "ann" }), "ann"), "call");
  assert.equal(kindOf(frame("call.rung", { agent_id: "bo" }), "ann"), null);
  assert.equal(kindOf(frame("conversation.closed", {}), "ann"), null);
  assert.equal(kindOf(frame("conversation.message_received", {}), null), null);
});

test("until somebody chooses, and where nothing can be read, it is quiet", () => {
  for (const text of [null, "", "{", "7", '{"assigned": true}']) assert.ok(!wanted(parsed(text), "assigned"));
  const chosen = parsed('{"message": {"sound": true, "desktop": "yes"}, "other": {}}');
  assert.deepEqual(chosen.message, { desktop: false, sound: true });
  assert.ok(wanted(chosen, "message"));
});
