import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Contact, ConversationRow, Ticket } from "../api/types.ts";
import { may } from "../app/people.ts";
import { address, type Route, START } from "../app/route.ts";
import { spoken, t } from "../i18n/words.ts";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { contact, conversation, Finder, type Named } from "./Finder.tsx";
import { link } from "./one.ts";
import { WORDS } from "./words.ts";

type Kind = "conversation" | "contact";

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
        const called = one ? one.name || t().list.unknown : kind === "contact" ? t().list.unknown : words.unseen;
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

async function namesOf(kind: Kind, ids: readonly string[]): Promise<Named[]> {
  if (ids.length === 0) return [];
  if (kind === "conversation") return (await get<{ items: ConversationRow[] }>("/conversations/rows", { ids: ids.join(",") })).items.map(conversation);
  const found = await Promise.all(ids.map((id) => get<Contact>(`/contacts/${id}`).catch(() => null)));
  return found.filter((one) => one !== null).map(contact);
}
