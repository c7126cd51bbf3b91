import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { refused } from "../src/i18n/refused-pl.ts";

test("every refusal that has words here is one of the server's", () => {
  const root = new URL("../../", import.meta.url).pathname;
  const source = globSync("{api,application,domain}/**/*.py", { cwd: root }).map((path) => readFileSync(root + path, "utf8")).join("\n");
  for (const said of Object.keys(refused)) assert.ok(source.includes(`"${said}"`), said);
});

/** Whether the words of a page of its own have it. */
const POLISH = globSync("{settings,calling,writing}/**/*words*.ts", { cwd: new URL("../src/", import.meta.url).pathname }).map((path) => readFileSync(new URL(`../src/${path}`, import.meta.url), "utf8")).join("\n");
const elsewhere = (code: string): boolean => new RegExp(`\\b${code}:`).test(POLISH);

test("what is refused of writing and calling is said in Polish, too", () => {
  const root = new URL("../../", import.meta.url).pathname;
  const files = globSync(["domain/channels/*.py", "domain/channel/{paged,numbered,lined,steps}.py", "domain/template/*.py", "domain/canned/*.py", "domain/conversation/*.py", "domain/form/aggregate.py", "application/{answering,bot,messenger,whatsapp,calling,calls}.py"], { cwd: root });
  const sources = files.map((path) => readFileSync(root + path, "utf8")).join("\n");
  const constants = new Map([...sources.matchAll(/^([A-Z_, ]+) = ("[a-z_]+"(?:, "[a-z_]+")*)$/gm)].flatMap(([, names = "", values = ""]) => names.split(", ").map((name, at) => [name, values.split(", ")[at]?.slice(1, -1) ?? ""] as const)));
  const codes = new Set([...sources.matchAll(/^ {4}code(?:: ClassVar\[str\])? = (?:"(\w+)"|([A-Z_]+))$/gm)].map(([, said, constant = ""]) => said ?? constants.get(constant) ?? constant));
  assert.ok(codes.size > 40, `${codes.size}`);
  // said by whole sentences, by other words of the page, or to nobody who sits at a page
  const otherwise = new Set(["way_not_allowed", "number_taken", "no_address", "no_mailbox", "too_many_transcripts", "imap_not_supported"]);
  assert.deepEqual([...codes].filter((code) => !refused[code] && !otherwise.has(code)).filter((code) => !elsewhere(code)), []);
});
