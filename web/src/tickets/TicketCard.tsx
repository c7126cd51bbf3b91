import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Thread, Ticket } from "../api/types.ts";
import { may } from "../app/people.ts";
import { address, route, START } from "../app/route.ts";
import { slowly } from "../app/slowly.ts";
import { arrive } from "../inbox/arriving.ts";
import { spoken } from "../i18n/words.ts";
import { watch } from "../live/stream.ts";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { Fields } from "./Fields.tsx";
import { Finder } from "./Finder.tsx";
import { NewTicket } from "./NewTicket.tsx";
import { link } from "./one.ts";
import { WORDS } from "./words.ts";
import "./tickets.css";

/** The tickets of a conversation beside it: opened by hand, and changed in place (TKT-01, TKT-04). */
export default function TicketCard({ thread }: { thread: Thread }) {
  const words = spoken(WORDS);
  const [tickets, setTickets] = useState<Ticket[]>([]);
  const [making, make] = useState(false);
  const [finding, find] = useState(false);
  const id = thread.conversation_id;
  useEffect(() => {
    let gone = false;
    const again = slowly(150, () => get<{ items: Ticket[] }>("/tickets", { conversation_id: id }).then(({ items }) => { if (!gone) setTickets(items); }).catch(() => undefined).then(() => { if (!gone) arrive("tickets", id); }));
    const stop = watch((frame) => { if (frame.kind === "reset" || (frame.kind.startsWith("ticket.") && (frame.ids["conversation_id"] === id || tickets.some((one) => one.ticket_id === frame.ids["ticket_id"])))) again(); });
    again();
    return () => { gone = true; stop(); };
  }, [id, tickets.length]);
  useEffect(() => () => arrive("tickets", ""), []);
  const idle = route.value.at !== null;
  return (
    <>
      {tickets.map((ticket) => {
        const to = { ...START, page: "tickets" as const, id: ticket.ticket_id };
        return <div key={ticket.ticket_id} class="card"><p class="ticket-line"><a href={address(to)} onClick={follow(to)}>{ticket.name}</a>
          {!idle && may("ticket_write") && ticket.conversation_id !== id && <button type="button" class="bare" aria-label={words.unlink(ticket.name)} title={words.unlink(ticket.name)} onClick={() => void link(ticket, "conversation", id, false)}><Icon name="x" /></button>}</p><Fields ticket={ticket} idle={idle} /></div>;
      })}
      {!idle && may("ticket_write") && <button type="button" onClick={() => make(true)}><Icon name="plus" />{words.open}</button>}
      {!idle && may("ticket_write") && <button type="button" class="bare" onClick={() => find(true)}>{words.linkTicket}</button>}
      {finding && <Finder kind="ticket" taken={tickets.map((one) => one.ticket_id)} onClose={() => find(false)} onChosen={(ticket_id) => void link({ ticket_id }, "conversation", id, true)} />}
      {making && <NewTicket conversation={{ id, subject: thread.subject ?? "" }} onClose={() => make(false)} />}
    </>
  );
}
