export interface Piece {
  text: string;
  href?: string;
}

const LINK = /\b(?:https?:\/\/|mailto:)[^\s<>"']+/gi;

/** Cut a text into words and links; only addresses of the web and of mail are links, and closing signs stay outside. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const href = match[0].replace(/[.,;:!?)\]}]+$/, "");
    if (!URL.canParse(href)) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ text: href, href });
    from = match.index + href.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}
