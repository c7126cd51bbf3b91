import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { en } from "../src/i18n/en.ts";
import { pl } from "../src/i18n/pl.ts";
import { type Language, language } from "../src/i18n/words.ts";

const SRC = new URL("../src/", import.meta.url).pathname;
const MODULES = globSync("**/{*words,*-words,reasons,help-words}.ts", { cwd: SRC }).filter((path) => path !== "i18n/words.ts" && path !== "writing/words.ts");

type Both = [name: string, en: unknown, pl: unknown];

/** All words there are, in both languages, as the pages get them. */
async function all(): Promise<Both[]> {
  const found: Both[] = [["app", en, pl]];
  for (const path of MODULES) {
    const exported = (await import(SRC + path)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) {
      const both = typeof value === "function" && /words/i.test(name) ? inBoth(value as () => unknown) : (value as Record<Language, unknown>);
      if (both && typeof both === "object" && "en" in both && "pl" in both) found.push([`${path} ${name}`, both.en, both.pl]);
    }
  }
  return found;
}

function inBoth(words: () => unknown): Record<Language, unknown> {
  const said = (which: Language) => { language.value = which; return words(); };
  return { pl: said("pl"), en: said("en") };
}

/** Every pair of words with the way to it; where English has none, the server's own are shown, which are English. */
function pairs(at: string, one: unknown, other: unknown): [string, unknown, unknown][] {
  const [left, right] = [one, other] as Record<string, unknown>[];
  if (!left || !right || typeof left !== "object" || typeof right !== "object") return [[at, one, other]];
  return Object.keys(left).flatMap((key) => pairs(`${at}.${key}`, left[key], right[key]));
}

test("Polish has all words that English has, everywhere, and none is empty in one of them alone", async () => {
  const words = await all();
  assert.ok(words.length > 35, `${words.length} modules`);
  for (const [name, one, other] of words) for (const [at, left, right] of pairs(name, one, other)) {
    assert.equal(typeof left, typeof right, at);
    if (typeof left === "string") assert.equal(left === "", right === "", at);
  }
});

test("no sentence is in English in the Polish words", async () => {
  for (const [name, one, other] of await all()) for (const [at, left, right] of pairs(name, one, other)) {
    if (typeof left === "string" && left.split(/[^\p{L}]+/u).length > 3) assert.notEqual(left, right, at);
  }
});

test("no page says a sentence that is not among the words", () => {
  for (const path of globSync("**/*.tsx", { cwd: SRC })) {
    const source = readFileSync(SRC + path, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/ .*$/gm, "");
    const said = [...source.matchAll(/>\s*([A-Z][a-z]+(?: [a-z']+)+[.:!?]?)\s*<|(?:aria-label|title|placeholder|alt)="([A-Z][^"]* [^"]*)"/g)].map(([, text, label]) => text ?? label);
    assert.deepEqual(said, [], path);
  }
});
