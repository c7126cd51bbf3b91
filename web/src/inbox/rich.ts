const TAGS = ["p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "h3", "h4"] as const;
const KNOWN: ReadonlySet<string> = new Set(TAGS);
const PIECES = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*\/?>|[^<]+|</g;
const SAFE = /^(?:https?:|mailto:|tel:)/i;
const CHARACTERS: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", nbsp: "\u00a0" };

export type Tag = (typeof TAGS)[number];
export interface Element {
  tag: Tag;
  href: string;
  start: string;
  inner: Rich[];
}
/** A piece of formatted text: words, or something around others. */
export type Rich = string | Element;

/**
 * Read the HTML of a message of ours as plain data. Whatever it holds, only the elements named here come of it, and of
 * their attributes only a link's safe address: there is nothing in the result that could run or load anything.
 */
export function parse(html: string): Rich[] {
  const root: Rich[] = [];
  const open: { tag: string; inner: Rich[] }[] = [{ tag: "", inner: root }];
  for (const [piece, end, tag, attributes = ""] of html.matchAll(PIECES)) {
    const inner = open.at(-1)?.inner ?? root;
    if (!tag) inner.push(unescaped(piece));
    else if (!KNOWN.has(tag)) continue;
    else if (end) {
      const at = open.findLastIndex((one) => one.tag === tag);
      if (at > 0) open.length = at;
    } else {
      const made: Element = { tag: tag as Tag, href: address(attributes), start: valueOf(attributes, "start"), inner: [] };
      inner.push(made);
      if (tag !== "br") open.push(made);
    }
  }
  return root;
}

function address(attributes: string): string {
  const href = unescaped(valueOf(attributes, "href")).trim();
  return SAFE.test(href) ? href : "";
}

const valueOf = (attributes: string, name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
const unescaped = (text: string): string => text.replace(/&(#?\w+);/g, (whole, name: string) => CHARACTERS[name.toLowerCase()] ?? whole);
