import assert from "node:assert/strict";
import { test } from "node:test";
import { refusedFile } from "../src/contacts/importing.ts";

test("refused rows say where and why, and no spreadsheet runs them", () => {
  const why = { number: 7, result: "refused", code: "invalid", field: "email", detail: "No address." };
  const text = refusedFile(["Name", "Note"], [{ row: { number: 7, cells: ['=1+1 "x"', " +48"] }, why }]);
  assert.equal(text, '"line","field","rule","why","Name","Note"\r\n"7","email","invalid","No address.","\'=1+1 ""x""","\' +48"\r\n');
});
