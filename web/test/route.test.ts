import assert from "node:assert/strict";
import { test } from "node:test";
import { address, PAGES, parse, START, VIEWS } from "../src/app/route.ts";

const ID = "5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11";

test("what is written as an address is read back", () => {
  for (const view of [...VIEWS, `v-${ID}`, `c-${ID}`, `i-${ID}`] as const)
    for (const conversation of [null, ID])
      for (const at of conversation ? [null, 0, 12] : [null]) {
        const [path, query] = address({ ...START, view, conversation, at }).split("?");
        assert.deepEqual(parse(path ?? "", query ?? ""), { ...START, view, conversation, at });
      }
});

test("anything else is the open conversations", () => {
  for (const path of ["/", "/inbox", "/inbox/nonsense", "/inbox/open/x", "/inbox/v-1", `/inbox/x-${ID}`])
    assert.deepEqual(parse(path, "at=-1"), START);
});

test("other pages have addresses too", () => {
  for (const page of PAGES.filter((one) => one !== "inbox"))
    for (const id of [null, ID]) assert.deepEqual(parse(address({ ...START, page, id }), ""), { ...START, page, id });
});
