/** Tokens the server knows; see `domain/canned/tokens.py`. */
export const TOKENS = ["contact.first_name", "contact.name", "agent.first_name", "agent.name", "conversation.subject", "ticket.name", "company.name"] as const;

const TOKEN = /\{\{\s*([\w.]+)\s*(?:\|([^{}]*))?\}\}/g;

/** A text with its tokens filled in, and those that have neither value nor fallback, which stay visible. */
export function filled(text: string, values: Readonly<Record<string, string>>): { text: string; missing: string[] } {
  const missing = new Set<string>();
  const made = text.replace(TOKEN, (whole, name: string, fallback: string | undefined) => {
    const known = values[name] || (fallback ?? "").trim();
    if (known || fallback !== undefined) return known;
    missing.add(name);
    return whole;
  });
  return { text: made, missing: [...missing] };
}

/** Known tokens that are left in a text: nobody outside is to read them. */
export function left(text: string): string[] {
  const known: readonly string[] = TOKENS;
  return [...new Set([...text.matchAll(TOKEN)].map((found) => found[1] ?? "").filter((name) => known.includes(name)))];
}

/** Where a `/` that asks for a canned reply stands just before the caret: at a word's start; null: nowhere. */
export function asked(text: string, caret: number): number | null {
  const at = caret - 1;
  if (text[at] !== "/") return null;
  return at === 0 || /\s/.test(text[at - 1] ?? "") ? at : null;
}

/** Those whose name, shortcut or text has every word that was typed, those that begin with it first. */
export function matching<T extends { name: string; shortcut: string; text: string }>(all: readonly T[], typed: string): T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const first = words[0] ?? "";
  const rank = (one: T) => (one.shortcut === first ? 0 : one.name.toLowerCase().startsWith(first) ? 1 : one.name.toLowerCase().includes(first) ? 2 : 3);
  return all
    .filter((one) => { const said = `${one.shortcut} ${one.name} ${one.text}`.toLowerCase(); return words.every((word) => said.includes(word)); })
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
