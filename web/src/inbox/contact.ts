import { computed, effect, signal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { Contact, Ticket } from "../api/types.ts";
import { nameless } from "../app/people.ts";
import { slowly } from "../app/slowly.ts";
import { watch } from "../live/stream.ts";
import { arrive } from "./arriving.ts";
import { rows } from "./list.ts";
import { thread } from "./thread.ts";

/** The person; where contacts were merged, the one they count for. */
export const contact = signal<Contact | null>(null);
export const ticket = signal<Ticket | null>(null);
/** What to call the person of the chosen conversation: what the list says until more is read. */
export const contactName = computed(() => {
  if (contact.value) return contact.value.name || contact.value.identities[0]?.value || nameless(thread.value?.channel_id);
  const row = rows.value.find((one) => one.conversation_id === thread.value?.conversation_id);
  const wrote = thread.value?.messages.find((one) => one.direction === "in");
  return row?.contact_name || row?.contact_address || wrote?.sender_name || wrote?.sender || nameless(thread.value?.channel_id);
});

/** Read a contact; of a merged one, the one it counts for. */
export async function survivorOf(id: string): Promise<Contact> {
  const found = await get<Contact>(`/contacts/${id}`);
  return found.survivor_id === found.contact_id ? found : get<Contact>(`/contacts/${found.survivor_id}`);
}

/** Whether a frame tells of a contact, or of one that counts for it. */
export const isAbout = (person: Contact, id: string | undefined): boolean => id === person.contact_id || person.merged.some((one) => one.contact_id === id);

/** Keep the contact and the ticket of the chosen conversation. */
export function startContact(): void {
  const person = keeper(contact, () => thread.value?.contact_id ?? null, survivorOf, (id) => arrive("person", id));
  const matter = keeper(ticket, () => thread.value?.ticket_id ?? null, (id) => get<Ticket>(`/tickets/${id}`));
  const [personAgain, matterAgain] = [slowly(100, person), slowly(100, matter)];
  watch(({ kind, ids }) => {
    const [who, what] = [contact.peek(), ticket.peek()];
    if (kind === "reset" || (who && kind.startsWith("contact.") && isAbout(who, ids["contact_id"]))) personAgain();
    if (kind === "reset" || (what && ids["ticket_id"] === what.ticket_id)) matterAgain();
  });
}

/** Keep what an id stands for; returns what reads it anew. */
function keeper<T>(kept: { value: T | null }, wanted: () => string | null, read: (id: string) => Promise<T>, told: (id: string) => void = () => undefined): () => Promise<void> {
  let shown: string | null = null;
  const again = async () => {
    const id = shown;
    const found = id === null ? null : await read(id).catch(() => null);
    if (found && id === shown) kept.value = found;
    if (id !== null && id === shown) told(id);
  };
  effect(() => {
    const id = wanted();
    if (id === shown) return;
    shown = id;
    kept.value = null;
    told("");
    void again();
  });
  return again;
}
