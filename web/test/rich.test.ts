import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, type Rich } from "../src/inbox/rich.ts";

const shown = (all: Rich[]): string => all.map((one) => (typeof one === "string" ? one : `${one.tag}${one.href && `@${one.href}`}(${shown(one.inner)})`)).join("");

test("formatted text is read as plain data", () => {
  assert.equal(shown(parse('<p>It is <strong>on <em>its</em></strong> way<br>\nnow &lt;b&gt; &amp;amp;</p>')), "p(It is strong(on em(its)) waybr()\nnow <b> &amp;)");
  assert.equal(shown(parse('<p><a href="https://a.example/?x=1&amp;y=2" target="_blank" rel="noopener">there</a></p>')), "p(a@https://a.example/?x=1&y=2(there))");
  assert.deepEqual(parse('<ol start="3"><li>x</li></ol>').map((one) => (typeof one === "string" ? one : one.start)), ["3"]);
});

test("nothing that runs or loads comes of whatever is in it", () => {
  assert.equal(shown(parse('<script>alert(1)</script><img src="x" onerror="alert(1)"><p onclick="alert(1)">a</p>')), "alert(1)p(a)");
  for (const bad of ["javascript:alert(1)", "&#x6a;avascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//evil.example"])
    assert.equal(shown(parse(`<a href="${bad}">a</a>`)), "a(a)");
  assert.equal(shown(parse("</p></div>a<p>b<blockquote>c</p>d<")), "ap(bblockquote(c))d<");
});
