import { useEffect, useRef, useState } from "preact/hooks";
import { call, get } from "../api/client.ts";
import type { Contact, ContactPage, ConversationRow, Found, Ticket, TicketPage } from "../api/types.ts";
import { may } from "../app/people.ts";
import { address, type Route, START } from "../app/route.ts";
import { spoken, t } from "../i18n/words.ts";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { link } from "./one.ts";
import { WORDS } from "./words.ts";

type Kind = "conversation" | "contact";
type Findable = Kind | "ticket";
interface Named { id: string; name: string; more: string }

/** The conversations and contacts of a ticket, linked and unlinked here (TKT-04). */
export function Links({ ticket, idle }: { ticket: Ticket; idle: boolean }) {
  const words = spoken(WORDS);
  return <><Some kind="conversation" title={words.conversations} ticket={ticket} idle={idle} /><Some kind="contact" title={words.contacts} ticket={ticket} idle={idle} /></>;
}

function Some({ kind, title, ticket, idle }: { kind: Kind; title: string; ticket: Ticket; idle: boolean }) {
  const words = spoken(WORDS);
  const ids = kind === "contact" ? ticket.contact_ids : ticket.conversation_ids;
  const [named, name] = useState<Map<string, Named>>(new Map());
  const [adding, add] = useState(false);
  useEffect(() => {
    let gone = false;
    void namesOf(kind, ids).then((found) => { if (!gone) name(new Map(found.map((one) => [one.id, one]))); }, () => undefined);
    return () => { gone = true; };
  }, [ids.join()]);
  const writes = !idle && may("ticket_write");
  const first = kind === "contact" ? ticket.contact_id : null;
  return (
    <>
      <h2>{title}</h2>
      <ul class="ticket-links">{ids.map((id) => {
        const to: Route = kind === "contact" ? { ...START, page: "contacts", id } : { ...START, conversation: id };
        const one = named.get(id);
        const called = one?.name || (kind === "contact" ? t().list.unknown : one ? t().list.noSubject : words.unseen);
        return (
          <li key={id}>{one ? <a href={address(to)} onClick={follow(to)}>{called}</a> : <span>{called}</span>} {one?.more && <small>{one.more}</small>}
            {writes && id !== first && <button type="button" class="bare" aria-label={words.unlink(called)} title={words.unlink(called)} onClick={() => void link(ticket, kind, id, false)}><Icon name="x" /></button>}</li>
        );
      })}</ul>
      {ids.length === 0 && <p><small>{words.noLinks}</small></p>}
      {writes && <p><button type="button" class="bare" onClick={() => add(true)}><Icon name="plus" />{kind === "contact" ? words.linkContact : words.linkConversation}</button></p>}
      {adding && <Finder kind={kind} taken={ids} onClose={() => add(false)} onChosen={(id) => void link(ticket, kind, id, true)} />}
    </>
  );
}

/** Choose a conversation, contact or ticket: the newest, or those that were looked for. */
export function Finder({ kind, taken, onClose, onChosen }: { kind: Findable; taken: readonly string[]; onClose: () => void; onChosen: (id: string) => void }) {
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
  const title = { contact: words.linkContact, conversation: words.linkConversation, ticket: words.linkTicket }[kind];
  return (
    <dialog ref={box} class="ticket-finder" aria-labelledby="finder-title" onClose={onClose}>
      <h2 id="finder-title">{title}</h2>
      <input type="search" aria-label={words.look} placeholder={words.look} value={query} maxLength={200} onInput={(event) => ask(event.currentTarget.value)} />
      <ul>{found.filter((one) => !taken.includes(one.id)).map((one) => (
        <li key={one.id}><button type="button" class="bare" onClick={() => { onChosen(one.id); box.current?.close(); }}>{one.name || words.nameless} <small>{one.more}</small></button></li>
      ))}</ul>
      <p class="ticket-line"><button type="button" onClick={() => box.current?.close()}>{words.cancel}</button></p>
    </dialog>
  );
}

async function namesOf(kind: Kind, ids: readonly string[]): Promise<Named[]> {
  if (ids.length === 0) return [];
  if (kind === "conversation") return (await get<{ items: ConversationRow[] }>("/conversations/rows", { ids: ids.join(",") })).items.map(conversation);
  const found = await Promise.all(ids.map((id) => get<Contact>(`/contacts/${id}`).catch(() => null)));
  return found.filter((one) => one !== null).map(contact);
}

async function lookFor(kind: Findable, query: string): Promise<Named[]> {
  if (kind === "ticket") return (await call<TicketPage>("POST", "/tickets/search", { body: { text: query.trim(), limit: 20 } })).items.map((one) => ({ id: one.ticket_id, name: one.name, more: one.contact_name }));
  if (kind === "contact") return (await call<ContactPage>("POST", "/contacts/search", { body: { text: query, limit: 20 } })).items.map(contact);
  if (!query.trim()) return (await get<{ items: ConversationRow[] }>("/conversations", { view: "open", limit: 20 })).items.map(conversation);
  return (await call<Found>("POST", "/search", { body: { query, limit: 20 } })).items.map((one) => conversation(one.conversation));
}

const conversation = (row: ConversationRow): Named => ({ id: row.conversation_id, name: row.subject ?? "", more: row.contact_name || row.contact_address || "" });
const contact = (row: Contact): Named => ({ id: row.contact_id, name: row.name, more: row.identities?.[0]?.value ?? "" });
