import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, LEAST } from "../src/settings/account/contrast.ts";

test("contrast is what the guidelines say, whichever colour is first", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.equal(contrast("#777777", "#ffffff").toFixed(2), "4.48");
  assert.equal(contrast("#0b6470", "#ffffff"), contrast("#ffffff", "#0b6470"));
  assert.ok(contrast("#0b6470", "#ffffff") > LEAST);
});
