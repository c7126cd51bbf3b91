import { h, type ComponentChild } from "preact";
import { useMemo } from "preact/hooks";
import { parse, type Rich } from "./rich.ts";

/** Text as it was formatted: made of elements we know, never of HTML. */
export function Formatted({ html }: { html: string }) {
  const read = useMemo(() => parse(html), [html]);
  return <div class="text rich" dir="auto">{read.map(draw)}</div>;
}

function draw(one: Rich): ComponentChild {
  if (typeof one === "string") return one;
  const link = one.tag === "a" && one.href ? { href: one.href, target: "_blank", rel: "noopener noreferrer nofollow" } : {};
  return h(one.tag, { ...link, ...(one.tag === "ol" && one.start ? { start: Number(one.start) } : {}) }, ...one.inner.map(draw));
}
