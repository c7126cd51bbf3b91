import assert from "node:assert/strict";
import { test } from "node:test";
import { code, difference, entered, lines, link, type Marked, wrap } from "../src/writing/marks.ts";

/** `|` stands at the ends of the selection. */
function at(drawn: string): Marked {
  const [before = "", inner = "", after] = drawn.split("|");
  return after === undefined ? { text: before + inner, start: before.length, end: before.length } : { text: before + inner + after, start: before.length, end: before.length + inner.length };
}
const drawn = ({ text, start, end }: Marked) => (start === end ? `${text.slice(0, start)}|${text.slice(end)}` : `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`);

test("marks are put around words, and taken away again", () => {
  assert.equal(drawn(wrap(at("a |b| c"), "**")), "a **|b|** c");
  assert.equal(drawn(wrap(at("a **|b|** c"), "**")), "a |b| c");
  assert.equal(drawn(wrap(at("a **|b|** c"), "*")), "a ***|b|*** c");
  assert.equal(drawn(wrap(at("a ***|b|*** c"), "*")), "a **|b|** c");
  assert.equal(drawn(wrap(at("|"), "~~")), "~~|~~");
  assert.equal(drawn(wrap(at("~~|~~"), "~~")), "|");
  assert.equal(drawn(wrap(at("**b|**"), "**")), "**b**|");
});

test("a link asks for what is missing", () => {
  assert.equal(drawn(link(at("see |this| now"))), "see [this](|https://|) now");
  assert.equal(drawn(link(at("see |https://a.example| now"))), "see [|](https://a.example) now");
  assert.equal(drawn(link(at("see |"))), "see [|](https://)");
});

test("lines get marks, all or none", () => {
  assert.equal(lines(at("a\n|b\nc|\nd"), "- ").text, "a\n- b\n- c\nd");
  assert.equal(lines(at("a\n|- b\n- c|\nd"), "- ").text, "a\nb\nc\nd");
  assert.equal(lines(at("|b\nc|"), "1. ").text, "1. b\n2. c");
  assert.equal(lines(at("|1. b\n2. c|"), "1. ").text, "b\nc");
  assert.equal(drawn(lines(at("b|"), "> ")), "> b|");
});

test("code is marked within a line, and fenced over several", () => {
  assert.equal(drawn(code(at("a |b|"))), "a `|b|`");
  assert.equal(code(at("a |b\nc|")).text, "a \n```\nb\nc\n```\n");
});

test("Enter goes on with a list, and ends it at an empty item", () => {
  const after = (text: string) => { const made = entered(at(text)); return made && drawn(made); };
  assert.equal(after("- a|"), "- a\n- |");
  assert.equal(after("  9. a|b"), "  9. a\n  10. |b");
  assert.equal(after("> a|\nb"), "> a\n> |\nb");
  assert.equal(after("- a\n- |"), "- a\n\n|");
  assert.equal(after("a|"), null);
  assert.equal(after("-| a"), null);
});

test("only what differs is typed", () => {
  assert.deepEqual(difference("abc", "abXc"), { from: 2, to: 2, typed: "X" });
  assert.deepEqual(difference("aa", "aaa"), { from: 2, to: 2, typed: "a" });
  assert.deepEqual(difference("abc", "ac"), { from: 1, to: 2, typed: "" });
});
