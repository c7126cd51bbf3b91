import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Template } from "../src/api/types.ts";
import { next, standing, type Told } from "../src/messenger/window.ts";
import { isFinal, REASONS } from "../src/whatsapp/reasons.ts";
import type { Rich } from "../src/inbox/rich.ts";
import { marked, spans } from "../src/whatsapp/marks.ts";
import { blanks, empty, filled, isFull, matching, plain, put } from "../src/whatsapp/template.ts";
import { wordsIn } from "../src/settings/whatsapp/model.ts";

const TEMPLATE: Template = {
  id: "1", name: "order_ready", language: "en", category: "utility", status: "approved", reason: "",
  header: { format: "text", text: "Order {{1}}" }, body: "Hello {{1}}, your order from {{2}} is ready. {{1}}!", footer: "Acme",
  buttons: [{ type: "url", text: "Track", url: "https://acme.example/{{1}}" }],
  variables: { header: ["1"], body: ["1", "2"], buttons: ["1"] },
};

test("what is to be filled in is asked for from top to bottom, and only with all of it a template is whole", () => {
  const all = blanks(TEMPLATE);
  assert.deepEqual(all.map(({ part, name }) => `${part} ${name}`), ["header 1", "body 1", "body 2", "buttons 1"]);
  let values = empty(TEMPLATE);
  for (const one of all) {
    assert.equal(isFull(TEMPLATE, values), false);
    values = put(values, one, `${one.part}${one.name}`);
  }
  assert.equal(isFull(TEMPLATE, values), true);
  assert.deepEqual(values, { header: ["header1"], body: ["body1", "body2"], buttons: ["buttons1"] });
  assert.equal(plain(TEMPLATE, values), "Order header1\n\nHello body1, your order from body2 is ready. body1!\n\nAcme");
  assert.equal(isFull(TEMPLATE, put(values, all[0]!, "  ")), false);
});

test("what is not filled in stays visible, and named variables are filled as numbered ones", () => {
  assert.equal(filled("Hello {{1}} and {{2}}", ["1", "2"], ["Ann", ""]), "Hello Ann and {{2}}");
  assert.equal(filled("Hello {{ first_name }}", ["first_name"], ["Ann"]), "Hello Ann");
  assert.equal(filled("Hello {{other}}", ["first_name"], ["Ann"]), "Hello {{other}}");
  assert.equal(filled("{{1}}", ["1"], ["{{2}}"]), "{{2}}");
});

test("templates are found by every word of their name or text", () => {
  assert.deepEqual(matching([TEMPLATE], "READY order").length, 1);
  assert.deepEqual(matching([TEMPLATE], "ready nothing").length, 0);
  assert.deepEqual(matching([TEMPLATE], "").length, 1);
});

/** What was read, as one would write it with tags. */
const seen = (all: Rich[]): string => all.map((one) => (typeof one === "string" ? one : `<${one.tag}${one.start && ` ${one.start}`}>${seen(one.inner)}</${one.tag}>`)).join("");

test("WhatsApp's marks are shown as WhatsApp does, one within another, too", () => {
  for (const [text, shown] of [
    ["A *bold* and _slanted_ ~gone~ ```x = 1```, `y`.", "A <strong>bold</strong> and <em>slanted</em> <s>gone</s> <code>x = 1</code>, <code>y</code>."],
    ["*_both_* *one _and_ two*", "<strong><em>both</em></strong> <strong>one <em>and</em> two</strong>"],
    ["(*zażółć*), _ęą_!", "(<strong>zażółć</strong>), <em>ęą</em>!"],
    ["`*as it is*`", "<code>*as it is*</code>"],
    ["*x\ny*", "*x\ny*"],
  ] as const) assert.equal(seen(spans(text)), shown);
  for (const text of ["2*3*4", "snake_case_name", "* no *", "a ~ b", "", "*", "**", "```", "5* or 4*", "ą_ć_ę", "https://a.example/x_y_z"]) assert.equal(seen(spans(text)), text);
});

test("quotes, lists and lines of code are read, and lines stay lines", () => {
  for (const [text, shown] of [
    ["one\ntwo\n\nthree", "<p>one<br></br>two</p><p>three</p>"],
    ["> so you said\n> *twice*\nYes", "<blockquote>so you said<br></br><strong>twice</strong></blockquote><p>Yes</p>"],
    ["To bring:\n- a\n* b\n\n3. c\n4. d", "<p>To bring:</p><ul><li>a</li><li>b</li></ul><ol 3><li>c</li><li>d</li></ol>"],
    ["```a\n  *b*```\nafter", "<pre><code>a\n  *b*</code></pre><p>after</p>"],
    ["-1 degrees, >5, 3.5", "<p>-1 degrees, >5, 3.5</p>"],
    ["  \n ", ""],
  ] as const) assert.equal(seen(marked(text)), shown);
});

test("what looks like HTML stays words, and a long text is read at once", () => {
  assert.deepEqual(spans("<b onclick=x>*y*</b>"), ["<b onclick=x>", { tag: "strong", href: "", start: "", inner: ["y"] }, "</b>"]);
  const began = performance.now();
  for (const bit of ["*a ", "_*~", "```", "> ", "`", "*_a_* "]) marked(bit.repeat(20_000));
  assert.ok(performance.now() - began < 5_000);
});

const HEARD = Date.parse("2026-11-23T08:00:00Z");
const DAY = 24 * 3_600_000;
const OPEN: Told = { state: "open", closes_at: new Date(HEARD + DAY).toISOString(), human_until: null };

test("a number's window goes from anything to templates only, and is never more open than the server said", () => {
  assert.deepEqual(standing(OPEN, HEARD + DAY - 60_000), { state: "open", minutes: 1 });
  assert.equal(standing(OPEN, HEARD + DAY).state, "template_only");
  assert.equal(standing({ ...OPEN, state: "template_only" }, HEARD).state, "template_only");
  assert.equal(standing({ state: "template_only", closes_at: null, human_until: null }, HEARD).state, "template_only");
  assert.equal(next({ state: "template_only", closes_at: null, human_until: null }, HEARD), 60_000);
});

test("each of the server's words for Meta's codes is said in both languages, and what can never arrive is not tried again", () => {
  const server = readFileSync(new URL("../../domain/channels/whatsapp_failures.py", import.meta.url), "utf8");
  const [, all = "", worth = ""] = /WORDS:([\s\S]*)WORTH_TRYING([\s\S]*?)\)  # fmt/.exec(server) ?? [];
  const named = [...all.matchAll(/"([a-z_]+)"/g)].map((one) => one[1] ?? "");
  const trying = [...worth.matchAll(/"([a-z_]+)"/g)].map((one) => one[1] ?? "");
  assert.ok(named.length > 30 && trying.length > 5);
  for (const reason of [...named, "provider_refused", "template_not_approved", "opted_out"]) for (const words of [REASONS.en, REASONS.pl]) assert.ok(words[reason], reason);
  for (const reason of new Set(named)) assert.equal(isFinal(reason), !trying.includes(reason), reason);
});

test("words are read one a line", () => {
  assert.deepEqual(wordsIn(" STOP \n\nNO MORE\n"), ["STOP", "NO MORE"]);
});
