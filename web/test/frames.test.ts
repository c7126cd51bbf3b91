import assert from "node:assert/strict";
import { test } from "node:test";
import { Reader } from "../src/live/frames.ts";

const STREAM = 'retry: 2000\n\nid: 7\nevent: conversation.closed\ndata: {"conversation_id":"c"}\n\nid: 9\n\n';

test("frames are the same however the stream is cut", () => {
  for (let cut = 0; cut <= STREAM.length; cut++) {
    const reader = new Reader(0);
    const frames = [...reader.read(STREAM.slice(0, cut)), ...reader.read(STREAM.slice(cut))];
    assert.deepEqual(frames, [{ kind: "conversation.closed", position: 7, ids: { conversation_id: "c" } }]);
    assert.equal(reader.reached, 9);
  }
});

test("half a frame is not one yet, and does not move the place to resume after", () => {
  const reader = new Reader(3);
  assert.deepEqual(reader.read('id: 4\nevent: x\ndata: {}\n'), []);
  assert.equal(reader.reached, 3);
});
