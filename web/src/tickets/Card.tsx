import type { Ticket } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { may, users } from "../app/people.ts";
import { address, START } from "../app/route.ts";
import { language, spoken } from "../i18n/words.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { age } from "./age.ts";
import { asked, columns, move } from "./board.ts";
import { dragged, grab } from "./dragging.ts";
import { WORDS } from "./words.ts";

/** Pixels a card takes in its column, the space below it included. */
export const HEIGHT = 116;

/** A ticket on the board. */
export function Card({ ticket }: { ticket: Ticket }) {
  const words = spoken(WORDS);
  const owner = users.value.get(ticket.owner_id ?? "");
  const to = { ...START, page: "tickets" as const, id: ticket.ticket_id };
  const writes = may("ticket_write");
  const shown = dragged.value?.ticket.ticket_id === ticket.ticket_id ? "ticket-card away" : "ticket-card";
  return (
    <li class="ticket-place">
      <article class={shown} onPointerDown={writes ? (event) => grab(event, ticket) : undefined}>
        <p class="ticket-line">
          <a href={address(to)} data-ticket={ticket.ticket_id} draggable={false} onClick={follow(to)} title={ticket.name}>{ticket.name}</a>
          {writes && <span class="grip" title={words.drag} aria-hidden="true"><Icon name="grip" /></span>}
        </p>
        <p class="ticket-line">
          <button type="button" class="bare" onClick={() => { asked.value = { ...asked.value, contact: ticket.contact_id }; }} title={words.only(ticket.contact_name)}>{ticket.contact_name}</button>
          <time dateTime={ticket.opened_at} title={full(ticket.opened_at)}>{age(ticket.opened_at, Date.now(), language.value)}</time>
        </p>
        <p class="ticket-line">
          {(ticket.priority === "high" || ticket.priority === "urgent") && <Icon name="priority" />}
          <span class={`ticket-priority ${ticket.priority}`}>{words.priorities[ticket.priority]}</span>
          {writes && (
            <select aria-label={`${words.move} ${ticket.name}`} value="" onChange={(event) => void move(ticket, event.currentTarget.value)}>
              <option value="" disabled>{words.move}</option>
              {columns.value.filter((column) => column.stage.key !== ticket.stage).map((column) => <option key={column.stage.key} value={column.stage.key}>{column.stage.name}</option>)}
            </select>
          )}
          {owner ? <span title={owner.name}><Avatar name={owner.name} of={owner.user_id} small /><span class="hidden">{owner.name}</span></span> : <small>{words.nobody}</small>}
        </p>
      </article>
    </li>
  );
}
