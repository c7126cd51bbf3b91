import { signal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { ConversationRow, Found } from "../api/types.ts";

type Page = { items: ConversationRow[] };
const PAUSE = 220;

export const same = signal<ConversationRow[]>([]);
export const found = signal<ConversationRow[] | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;
let asking = new AbortController();

/** Begin with the other conversations of a contact. */
export async function begin(contact: string, but: string): Promise<void> {
  clearTimeout(timer);
  asking.abort();
  [same.value, found.value] = [[], null];
  same.value = others((await get<Page>("/conversations", { contact_id: contact, limit: 20 })).items, but);
}

/** Look for conversations by words, in a moment. */
export function look(words: string, but: string): void {
  clearTimeout(timer);
  asking.abort();
  if (!words.trim()) found.value = null;
  else timer = setTimeout(() => void ask(words, but), PAUSE);
}

async function ask(query: string, but: string): Promise<void> {
  const { signal } = (asking = new AbortController());
  try {
    const hits = await call<Found>("POST", "/search", { body: { query, limit: 30 }, signal });
    const ids = [...new Set(hits.items.map((hit) => hit.conversation.conversation_id))].slice(0, 20);
    const rows = ids.length ? (await get<Page>("/conversations/rows", { ids: ids.join(",") }, signal)).items : [];
    found.value = others(rows, but);
  } catch {
    if (!signal.aborted) found.value = [];
  }
}

function others(rows: readonly ConversationRow[], but: string): ConversationRow[] {
  return rows.filter((row) => row.conversation_id !== but && row.shelf !== "merged");
}
