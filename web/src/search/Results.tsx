import type { ComponentChildren } from "preact";
import type { FoundContact, FoundMessage, Segment, Ticket } from "../api/types.ts";
import { full, short } from "../app/moments.ts";
import { address, type Route, route, START } from "../app/route.ts";
import { nameless, untitled } from "../app/people.ts";
import { LOADERS } from "../app/pages.ts";
import { spoken, t } from "../i18n/words.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { contacts, items, look, lookFurther, next, phase, refusal, text, tickets, widen } from "./looking.ts";
import { remember } from "./recent.ts";
import { reveal } from "./reveal.ts";
import { WORDS } from "./words.ts";

const MARGIN = 300;

/** What was found, or why there is nothing. */
export function Results({ filtered }: { filtered: boolean }) {
  const words = spoken(WORDS);
  if (phase.value === "failed") return <div class="nothing"><p>{refusal.value || words.failed}</p><button type="button" onClick={() => void look()}>{t().composer.again}</button></div>;
  const nothing = items.value.length === 0 && contacts.value.length === 0 && tickets.value.length === 0;
  if (phase.value === "looking" && nothing) return <div class="waiting-rows" aria-hidden="true">{Array.from({ length: 8 }, (_, index) => <i key={index} />)}</div>;
  if (nothing && next.value === null && phase.value === "ready") return <div class="nothing"><p>{words.none}</p><p>{words.noneHint}</p>{filtered && <button type="button" onClick={widen}>{words.wider}</button>}</div>;
  const scrolled = (event: Event) => {
    const box = event.currentTarget as HTMLElement;
    if (box.scrollTop + box.clientHeight > box.scrollHeight - MARGIN) void lookFurther();
  };
  return (
    <div class="search-results" aria-busy={phase.value !== "ready"} onScroll={scrolled}>
      {contacts.value.length > 0 && <><h3>{words.contacts}</h3><ul>{contacts.value.map((one) => <Person key={one.contact_id} contact={one} />)}</ul></>}
      {tickets.value.length > 0 && <><h3>{words.tickets}</h3><ul aria-label={words.tickets}>{tickets.value.map((one) => <Matter key={one.ticket_id} ticket={one} />)}</ul></>}
      {(contacts.value.length > 0 || tickets.value.length > 0) && items.value.length > 0 && <h3>{words.conversations}</h3>}
      <ul aria-label={words.conversations}>{items.value.map((one) => <Conversation key={one.message_id} found={one} />)}</ul>
      {next.value !== null && <button type="button" class="search-more" disabled={phase.value !== "ready"} onClick={() => void lookFurther()}>{words.more}</button>}
    </div>
  );
}

function Conversation({ found }: { found: FoundMessage }) {
  const row = found.conversation;
  const who = row.contact_name || row.contact_address || nameless(row.channel_id);
  const to = { ...START, view: route.value.view, conversation: row.conversation_id };
  const open = (event: MouseEvent) => {
    follow(to)(event);
    if (!event.defaultPrevented) return;
    remember(text.value);
    void reveal(row.conversation_id, found.message_id);
  };
  return (
    <li>
      <a class="search-row" href={address(to)} aria-current={route.value.conversation === row.conversation_id ? "true" : undefined} onClick={open}>
        <span class="row-line"><span class="row-who">{who}</span>{found.direction === "note" && <span class="chip warn">{t().composer.note}</span>}{row.shelf !== "open" && row.shelf !== "merged" && <span class="chip">{t().views[row.shelf]}</span>}<time dateTime={found.at} title={full(found.at)}>{short(found.at)}</time></span>
        <span class="row-subject">{found.subject.length > 0 ? <Marked segments={found.subject} /> : row.subject || untitled(row.channel_id)}</span>
        <span class="search-snippet">{found.direction === "out" ? `${t().list.you}: ` : ""}<Marked segments={found.snippet} /></span>
      </a>
    </li>
  );
}

function Matter({ ticket }: { ticket: Ticket }) {
  const to = { ...START, page: "tickets", id: ticket.ticket_id } as const;
  return <li><Way to={to}><Icon name="ticket" /><span class="row-who">{ticket.name}</span><span class="row-preview">{ticket.contact_name}</span></Way></li>;
}

/** A link away from the search: what was looked for is remembered. */
function Way({ to, children }: { to: Route; children: ComponentChildren }) {
  const open = (event: MouseEvent) => {
    follow(to)(event);
    if (event.defaultPrevented) remember(text.value);
  };
  return <a class="search-person" href={address(to)} onClick={open}>{children}</a>;
}

function Person({ contact }: { contact: FoundContact }) {
  const name = contact.name.map((one) => one.text).join("") || contact.address.map((one) => one.text).join("");
  const shown = <><Avatar name={name} of={contact.contact_id} small /><span class="row-who">{contact.name.length > 0 && <Marked segments={contact.name} />}</span><span class="row-preview"><Marked segments={contact.address} /></span><Icon name="contacts" /></>;
  if (!("contacts" in LOADERS)) return <li class="search-person">{shown}</li>;
  const to = { ...START, page: "contacts", id: contact.contact_id } as const;
  return <li><Way to={to}>{shown}</Way></li>;
}

function Marked({ segments }: { segments: readonly Segment[] }) {
  return <>{segments.map((one, index) => (one.hit ? <mark key={index}>{one.text}</mark> : one.text))}</>;
}
