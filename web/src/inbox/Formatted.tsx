import { h, type ComponentChild } from "preact";
import { useMemo } from "preact/hooks";
import { parse, type Rich } from "./rich.ts";

/** Text as it was formatted: made of elements we know, never of HTML. */
export function Formatted({ html }: { html: string }) {
  return <Drawn read={useMemo(() => parse(html), [html])} />;
}

/** What was read as formatted, drawn. */
export function Drawn({ read }: { read: Rich[] }) {
  return <div class="text rich" dir="auto">{read.map(draw)}</div>;
}

/** One piece of it. */
export function draw(one: Rich): ComponentChild {
  if (typeof one === "string") return one;
  const link = one.tag === "a" && one.href ? { href: one.href, target: "_blank", rel: "noopener noreferrer nofollow" } : {};
  return h(one.tag, { ...link, ...(one.tag === "ol" && one.start ? { start: Number(one.start) } : {}) }, ...one.inner.map(draw));
}
