import { useEffect, useRef, useState } from "preact/hooks";
import { call, get } from "../api/client.ts";
import type { Contact, ContactPage, ConversationRow, Found, TicketPage } from "../api/types.ts";
import { titled } from "../inbox/titled.ts";
import { spoken } from "../i18n/words.ts";
import { WORDS } from "./words.ts";

type Findable = "conversation" | "contact" | "ticket";
export interface Named { id: string; name: string; more: string }

/** Choose a conversation, contact or ticket: the newest, or those that were looked for. */
export function Finder({ kind, taken, title, onClose, onChosen }: { kind: Findable; taken: readonly string[]; title?: string; onClose: () => void; onChosen: (id: string, name: string) => void }) {
  const words = spoken(WORDS);
  const box = useRef<HTMLDialogElement>(null);
  const [query, ask] = useState("");
  const [found, show] = useState<Named[]>([]);
  useEffect(() => { box.current?.showModal(); }, []);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => void lookFor(kind, query).then((rows) => { if (!gone) show(rows); }, () => undefined), 200);
    return () => { gone = true; clearTimeout(timer); };
  }, [query]);
  const heading = title ?? { contact: words.linkContact, conversation: words.linkConversation, ticket: words.linkTicket }[kind];
  return (
    <dialog ref={box} class="ticket-finder" aria-labelledby="finder-title" onClose={onClose}>
      <h2 id="finder-title">{heading}</h2>
      <input type="search" aria-label={words.look} placeholder={words.look} value={query} maxLength={200} onInput={(event) => ask(event.currentTarget.value)} />
      <ul>{found.filter((one) => !taken.includes(one.id)).map((one) => (
        <li key={one.id}><button type="button" class="bare" onClick={() => { onChosen(one.id, one.name || words.nameless); box.current?.close(); }}>{one.name || words.nameless} <small>{one.more}</small></button></li>
      ))}</ul>
      <p class="ticket-line"><button type="button" onClick={() => box.current?.close()}>{words.cancel}</button></p>
    </dialog>
  );
}

async function lookFor(kind: Findable, query: string): Promise<Named[]> {
  if (kind === "ticket") return (await call<TicketPage>("POST", "/tickets/search", { body: { text: query.trim(), limit: 20 } })).items.map((one) => ({ id: one.ticket_id, name: one.name, more: one.contact_name }));
  if (kind === "contact") return (await call<ContactPage>("POST", "/contacts/search", { body: { text: query, limit: 20 } })).items.map(contact);
  if (!query.trim()) return (await get<{ items: ConversationRow[] }>("/conversations", { view: "open", limit: 20 })).items.map(conversation);
  return (await call<Found>("POST", "/search", { body: { query, limit: 20 } })).items.map((one) => conversation(one.conversation));
}

export const conversation = (row: ConversationRow): Named => ({ id: row.conversation_id, name: titled(row), more: row.contact_name || row.contact_address || "" });
export const contact = (row: Contact): Named => ({ id: row.contact_id, name: row.name, more: row.identities?.[0]?.value ?? "" });
