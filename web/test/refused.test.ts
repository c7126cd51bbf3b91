import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { refused } from "../src/i18n/refused-pl.ts";

test("every refusal that has words here is one of the server's", () => {
  const root = new URL("../../", import.meta.url).pathname;
  const source = globSync("{api,application,domain}/**/*.py", { cwd: root }).map((path) => readFileSync(root + path, "utf8")).join("\n");
  for (const said of Object.keys(refused)) assert.ok(source.includes(`"${said}"`), said);
});
