import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Contact, ConversationRow, ConversationRowPage, Ticket, TicketPage } from "../api/types.ts";
import { full, short } from "../app/moments.ts";
import { may } from "../app/people.ts";
import { address, START } from "../app/route.ts";
import { arrive } from "../inbox/arriving.ts";
import { titled } from "../inbox/titled.ts";
import { spoken, t } from "../i18n/words.ts";
import { follow } from "../parts/follow.ts";
import type { NewTicket } from "../tickets/NewTicket.tsx";
import { needPipelines, stagesOf } from "../tickets/one.ts";
import { WORDS } from "./words.ts";

const SHOWN = 20;

/** Somebody's conversations and tickets, but the conversation that is open beside. */
export function Related({ person, beside }: { person: Contact; beside?: string }) {
  const words = spoken(WORDS);
  const [rows, show] = useState<ConversationRow[]>([]);
  const [tickets, list] = useState<Ticket[]>([]);
  const [Making, make] = useState<typeof NewTicket | null>(null);
  useEffect(() => {
    let wanted = true;
    const query = { contact_id: person.contact_id, limit: SHOWN };
    const conversations = get<ConversationRowPage>("/conversations", query).then((page) => { if (wanted) show(page.items); });
    const matters = get<TicketPage>("/tickets", query).then((page) => { if (wanted) list(page.items); });
    void Promise.allSettled([conversations, matters, needPipelines()]).then(() => { if (wanted) arrive("related", person.contact_id); });
    return () => { wanted = false; };
  }, [person.contact_id, person.position, beside]);
  useEffect(() => () => arrive("related", ""), []);
  const others = rows.filter((row) => row.conversation_id !== beside);
  return (
    <>
      <section><h3>{beside ? words.otherConversations : words.conversations}</h3>
        {others.length === 0 && <p><small>{words.nothing}</small></p>}
        <ul class="person-related">{others.map((row) => {
          const to = { ...START, conversation: row.conversation_id };
          return (
            <li key={row.conversation_id}><a href={address(to)} onClick={follow(to)}>{titled(row)}</a>
              <small>{t().thread.status[row.status as keyof ReturnType<typeof t>["thread"]["status"]] ?? row.status} · <time dateTime={row.active_at} title={full(row.active_at)}>{short(row.active_at)}</time></small></li>
          );
        })}</ul></section>
      {tickets.length > 0 && <section><h3>{words.tickets}</h3>
        <ul class="person-related">{tickets.map((one) => {
          const to = { ...START, page: "tickets" as const, id: one.ticket_id };
          return <li key={one.ticket_id}><a href={address(to)} onClick={follow(to)}>{one.name}</a><small><span class="chip">{stagesOf(one).find((stage) => stage.key === one.stage)?.name ?? one.stage}</span></small></li>;
        })}</ul></section>}
      {!beside && may("ticket_write") && <p><button type="button" onClick={() => void import("../tickets/NewTicket.tsx").then((part) => make(() => part.NewTicket))}>{words.openTicket}</button></p>}
      {Making && <Making contact={person.contact_id} onClose={() => make(null)} />}
    </>
  );
}
