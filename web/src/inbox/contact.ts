import { computed, effect, signal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { Contact, Ticket } from "../api/types.ts";
import { t } from "../i18n/words.ts";
import { watch } from "../live/stream.ts";
import { thread } from "./thread.ts";

/** The person; where contacts were merged, the one they count for. */
export const contact = signal<Contact | null>(null);
export const ticket = signal<Ticket | null>(null);
/** What to call the person of the chosen conversation. */
export const contactName = computed(() => contact.value?.name || contact.value?.identities[0]?.value || t().list.unknown);

/** Read a contact; of a merged one, the one it counts for. */
export async function survivorOf(id: string): Promise<Contact> {
  const found = await get<Contact>(`/contacts/${id}`);
  return found.survivor_id === found.contact_id ? found : get<Contact>(`/contacts/${found.survivor_id}`);
}

/** Whether a frame tells of a contact, or of one that counts for it. */
export const isAbout = (person: Contact, id: string | undefined): boolean => id === person.contact_id || person.merged.some((one) => one.contact_id === id);

/** Keep the contact and the ticket of the chosen conversation. */
export function startContact(): void {
  const person = keeper(contact, () => thread.value?.contact_id ?? null, survivorOf);
  const matter = keeper(ticket, () => thread.value?.ticket_id ?? null, (id) => get<Ticket>(`/tickets/${id}`));
  watch((frame) => {
    const [who, what] = [contact.peek(), ticket.peek()];
    if (who && frame.kind.startsWith("contact.") && isAbout(who, frame.ids["contact_id"])) void person();
    if (what && frame.ids["ticket_id"] === what.ticket_id) void matter();
  });
}

/** Keep what an id stands for; returns what reads it anew. */
function keeper<T>(kept: { value: T | null }, wanted: () => string | null, read: (id: string) => Promise<T>): () => Promise<void> {
  let shown: string | null = null;
  const again = async () => {
    const id = shown;
    const found = id === null ? null : await read(id).catch(() => null);
    if (found && id === shown) kept.value = found;
  };
  effect(() => {
    const id = wanted();
    if (id === shown) return;
    shown = id;
    kept.value = null;
    void again();
  });
  return again;
}
