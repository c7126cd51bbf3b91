import type { Element, Rich, Tag } from "../inbox/rich.ts";

const MARKS: Readonly<Record<string, Tag>> = { "*": "strong", _: "em", "~": "s" };
const LINES_OF_CODE = /```([^`]*\n[^`]*)```/;
const MARKED = /```([^`\n]+)```|`([^`\n]+)`|(?<![\p{L}\p{N}])([*_~])(?=\S)((?:(?!\3)[^\n])*?(?!\3)\S)\3(?![\p{L}\p{N}])/gu;
const ROW = /^(?:(> ?)|([-*] )|(\d{1,3})\. )(?=.)/;

/**
 * Read a text as WhatsApp shows it: *bold*, _slanted_, ~struck out~, `code`, quotes and lists. What comes of it is data of a
 * few known elements, never HTML. Source: faq.whatsapp.com, How to format your messages (WAB-02).
 */
export function marked(text: string): Rich[] {
  return text.trim().split(LINES_OF_CODE).flatMap((part, at) => (at % 2 ? [made("pre", [made("code", [part.replace(/^\n|\n$/g, "")])])] : blocks(part)));
}

/** Words within a line, with what is around them. */
export function spans(text: string): Rich[] {
  const found: Rich[] = [];
  let from = 0;
  for (const one of text.matchAll(MARKED)) {
    const [whole, long, short, mark = "", inner = ""] = one;
    const code = long ?? short;
    found.push(text.slice(from, one.index), code === undefined ? made(MARKS[mark] ?? "em", spans(inner)) : made("code", [code]));
    from = one.index + whole.length;
  }
  return [...found, text.slice(from)].filter(Boolean);
}

function blocks(text: string): Rich[] {
  const found: Element[] = [];
  let apart = true;
  for (const line of text.split("\n")) {
    if (!line.trim()) { apart = true; continue; }
    const [head = "", quote, dash, number] = ROW.exec(line) ?? [];
    const tag: Tag = quote ? "blockquote" : dash ? "ul" : number ? "ol" : "p";
    const inner = spans(line.slice(head.length));
    const last = found.at(-1);
    const goes = !apart && last?.tag === tag;
    apart = false;
    if (tag === "ul" || tag === "ol") {
      if (goes) last.inner.push(made("li", inner));
      else found.push({ ...made(tag, [made("li", inner)]), start: number ?? "" });
    } else if (goes) last.inner.push(made("br", []), ...inner);
    else found.push(made(tag, inner));
  }
  return found;
}

const made = (tag: Tag, inner: Rich[]): Element => ({ tag, href: "", start: "", inner });
