/** A text with what is selected in it. */
export interface Marked {
  text: string;
  start: number;
  end: number;
}

const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})([.)])|(>))( +)/;

/** Put a mark around what is selected, or take it away where it is there; at the end of what is marked, step out of it. */
export function wrap({ text, start, end }: Marked, mark: string): Marked {
  const inner = text.slice(start, end);
  const size = mark.length;
  if (start === end && text.slice(start, start + size) === mark && text.slice(start - size, start) !== mark) return { text, start: start + size, end: start + size };
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark && !longer(text, start, end, mark))
    return { text: text.slice(0, start - size) + inner + text.slice(end + size), start: start - size, end: end - size };
  return { text: text.slice(0, start) + mark + inner + mark + text.slice(end), start: start + size, end: end + size };
}

/** One star around words is no sign of italics where it is part of two. */
function longer(text: string, start: number, end: number, mark: string): boolean {
  return mark === "*" && text[start - 2] === "*" && text[end + 1] === "*" && text[start - 3] !== "*";
}

/** Make a link of what is selected; what is typed next is its address, or its words where it is an address. */
export function link({ text, start, end }: Marked): Marked {
  const inner = text.slice(start, end);
  const isAddress = /^(https?:\/\/|mailto:)\S+$/i.test(inner);
  const made = isAddress ? `[](${inner})` : `[${inner}](https://)`;
  const at = start + (isAddress || !inner ? 1 : inner.length + 3);
  return { text: text.slice(0, start) + made + text.slice(end), start: at, end: isAddress || !inner ? at : at + 8 };
}

/** Begin each selected line with a mark, or with none where all have it; `1. ` counts. */
export function lines({ text, start, end }: Marked, mark: string): Marked {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const to = next < 0 ? text.length : next;
  const all = text.slice(from, to).split("\n");
  const marked = (line: string) => (mark === "1. " ? /^\d+\. /.test(line) : line.startsWith(mark));
  const taken = all.every(marked);
  const made = all.map((line, index) => (taken ? line.replace(mark === "1. " ? /^\d+\. / : mark, "") : (mark === "1. " ? `${index + 1}. ` : mark) + line)).join("\n");
  return { text: text.slice(0, from) + made + text.slice(to), start: start === end ? from + made.length : from, end: from + made.length };
}

/** Set what is selected as code: within a line, or as lines of its own. */
export function code(one: Marked): Marked {
  const inner = one.text.slice(one.start, one.end);
  if (!inner.includes("\n")) return wrap(one, "`");
  const before = one.start > 0 && one.text[one.start - 1] !== "\n" ? "\n```\n" : "```\n";
  const after = one.text[one.end] === "\n" ? "\n```" : "\n```\n";
  return { text: one.text.slice(0, one.start) + before + inner + after + one.text.slice(one.end), start: one.start + before.length, end: one.start + before.length + inner.length };
}

/** What Enter does within a list or a quote: the next item, or the end of it, a line away, where the item is empty; null elsewhere. */
export function entered({ text, start, end }: Marked): Marked | null {
  if (start !== end) return null;
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const found = ITEM.exec(text.slice(from));
  if (!found || start < from + found[0].length) return null;
  const rest = text.indexOf("\n", from);
  const line = text.slice(from, rest < 0 ? text.length : rest);
  if (!line.slice(found[0].length).trim()) return { text: `${text.slice(0, from)}\n${text.slice(from + line.length)}`, start: from + 1, end: from + 1 };
  const [, indent = "", dash, number, dot, quote, space = " "] = found;
  const next = `\n${indent}${dash ?? quote ?? `${Number(number) + 1}${dot}`}${space}`;
  const at = start + next.length;
  return { text: text.slice(0, start) + next + text.slice(start), start: at, end: at };
}

/** The part that differs, so that it alone is typed and can be undone. */
export function difference(before: string, after: string): { from: number; to: number; typed: string } {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from++;
  let tail = 0;
  while (tail < before.length - from && tail < after.length - from && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { from, to: before.length - tail, typed: after.slice(from, after.length - tail) };
}
