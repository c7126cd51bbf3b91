import { computed, effect, signal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { Contact, Ticket } from "../api/types.ts";
import { t } from "../i18n/words.ts";
import { watch } from "../live/stream.ts";
import { thread } from "./thread.ts";

export const contact = signal<Contact | null>(null);
export const ticket = signal<Ticket | null>(null);
/** What to call the person of the chosen conversation. */
export const contactName = computed(() => contact.value?.name || contact.value?.identities[0]?.value || t().list.unknown);

/** Keep the contact and the ticket of the chosen conversation. */
export function startContact(): void {
  effect(() => void keep("contact", contact, thread.value?.contact_id ?? null, (one) => one.contact_id));
  effect(() => void keep("ticket", ticket, thread.value?.ticket_id ?? null, (one) => one.ticket_id));
  watch((frame) => {
    const [person, matter] = [contact.peek(), ticket.peek()];
    if (person && frame.ids["contact_id"] === person.contact_id && frame.kind.startsWith("contact.")) void read("contact", contact, person.contact_id);
    if (matter && frame.ids["ticket_id"] === matter.ticket_id) void read("ticket", ticket, matter.ticket_id);
  });
}

interface Kept<T> {
  value: T | null;
  peek(): T | null;
}

async function keep<T>(kind: string, kept: Kept<T>, id: string | null, idOf: (one: T) => string): Promise<void> {
  const before = kept.peek();
  if (before && idOf(before) === id) return;
  kept.value = null;
  if (id !== null) await read(kind, kept, id);
}

async function read<T>(kind: string, kept: Kept<T>, id: string): Promise<void> {
  const found = await get<T>(`/${kind}s/${id}`).catch(() => null);
  const wanted = kind === "contact" ? thread.peek()?.contact_id : thread.peek()?.ticket_id;
  if (found && wanted === id) kept.value = found;
}
