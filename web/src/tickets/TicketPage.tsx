import { useEffect, useRef, useState } from "preact/hooks";
import { get, Refused } from "../api/client.ts";
import type { HistoryEvent, TicketInFull as Ticket } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { may, users } from "../app/people.ts";
import { address, go, START } from "../app/route.ts";
import { slowly } from "../app/slowly.ts";
import { usePerson } from "../contacts/person.ts";
import { spoken } from "../i18n/words.ts";
import { watch } from "../live/stream.ts";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { WriteMail } from "../writing/WriteMail.tsx";
import { pipelines } from "./board.ts";
import { Fields } from "./Fields.tsx";
import { author, sentence } from "./history.ts";
import { Links } from "./Links.tsx";
import { change, definitions, needPipelines, stagesOf } from "./one.ts";
import { WORDS } from "./words.ts";

type Read = { ticket: Ticket | null; steps: HistoryEvent[]; why: "" | "loading" | "gone" | "failed" };

/** One ticket: what it is, changed in place; what it is about; what happened, step by step (TKT-04, AUD-02). */
export function TicketPage({ id }: { id: string }) {
  const words = spoken(WORDS);
  const [at, step] = useState<number | null>(null);
  const { ticket, steps, why } = useTicket(id, at);
  const all = { ...START, page: "tickets" as const };
  const back = <a class="back" href={address(all)} onClick={follow(all)}><Icon name="back" />{words.all}</a>;
  if (!ticket) return <>{back}<p role="status">{why === "gone" ? words.gone : why === "failed" ? words.failed : words.loading}</p></>;
  return (
    <div class="ticket-page">
      {back}
      <Name key={ticket.name} ticket={ticket} idle={at !== null} />
      {steps.length > 1 && <Then steps={steps} at={at} onStep={step} />}
      <div class="ticket-parts">
        <section><Fields key={at ?? 0} ticket={ticket} idle={at !== null} /><Description key={ticket.description ?? ""} ticket={ticket} idle={at !== null} /></section>
        <section>
          <Links ticket={ticket} idle={at !== null} />
          {at === null && <Write key={ticket.contact_id} ticket={ticket} />}
          <dl><dt>{words.opened}</dt><dd>{full(ticket.opened_at)}</dd>
            {ticket.closed_at && [<dt key="closed">{words.closedAt}</dt>, <dd key="since">{full(ticket.closed_at)}</dd>]}
            {ticket.reopened_at && [<dt key="again">{words.reopenedAt}</dt>, <dd key="at">{full(ticket.reopened_at)}</dd>]}
            <dt>{words.source}</dt><dd>{words.sources[ticket.source] ?? ticket.source}</dd></dl>
        </section>
        <section><h2>{words.history}</h2><History steps={steps} ticket={ticket} at={at} onStep={step} /></section>
      </div>
    </div>
  );
}

function Write({ ticket }: { ticket: Ticket }) {
  const person = usePerson(ticket.contact_id);
  return person && <WriteMail person={person} page="ticket" id={ticket.ticket_id} />;
}

function Name({ ticket, idle }: { ticket: Ticket; idle: boolean }) {
  const words = spoken(WORDS);
  const [name, setName] = useState(ticket.name);
  // Enter keeps it, and so does leaving the field, which Enter leads to: it is renamed once
  const kept = useRef(ticket.name);
  const keep = async () => {
    const wanted = name.trim();
    if (!wanted) return setName(ticket.name);
    if (wanted === kept.current) return;
    kept.current = wanted;
    if (await change(ticket, "name", { name: wanted })) return;
    kept.current = ticket.name;
    setName(ticket.name);
  };
  if (idle || !may("ticket_write")) return <h1>{ticket.name}</h1>;
  return (
    <form class="ticket-name" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
      <h1 class="hidden">{ticket.name}</h1>
      <input aria-label={words.rename} maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} onBlur={() => void keep()} />
    </form>
  );
}

function Description({ ticket, idle }: { ticket: Ticket; idle: boolean }) {
  const words = spoken(WORDS);
  const [text, setText] = useState(ticket.description ?? "");
  const keep = () => { if (text.trim() !== (ticket.description ?? "")) void change(ticket, "description", { description: text.trim() }); };
  return <label class="ticket-description">{words.description}<textarea rows={4} maxLength={20_000} disabled={idle || !may("ticket_write")} placeholder={words.describe} value={text} onInput={(event) => setText(event.currentTarget.value)} onBlur={keep} /></label>;
}

function Then({ steps, at, onStep }: { steps: HistoryEvent[]; at: number | null; onStep: (at: number | null) => void }) {
  const words = spoken(WORDS);
  if (at === null) return <p><button type="button" onClick={() => onStep(steps.at(-1)?.position ?? null)}><Icon name="past" />{words.then}</button></p>;
  const now = Math.max(0, steps.findLastIndex((one) => one.position <= at));
  const shown = steps[now];
  return (
    <div class="past-bar">
      <label for="ticket-past">{words.then}</label>
      <input id="ticket-past" type="range" min={0} max={steps.length - 1} value={now} aria-label={words.slider} aria-valuetext={shown ? `${full(shown.at)}, ${words.step(now + 1, steps.length)}` : ""}
        onInput={(event) => onStep(steps[Number(event.currentTarget.value)]?.position ?? null)} />
      {shown && <output for="ticket-past">{full(shown.at)} · {words.step(now + 1, steps.length)}</output>}
      <button type="button" onClick={() => onStep(null)}>{words.now}</button>
    </div>
  );
}

function History({ steps, ticket, at, onStep }: { steps: HistoryEvent[]; ticket: Ticket; at: number | null; onStep: (at: number) => void }) {
  const words = spoken(WORDS);
  const called = { stage: (key: string) => String(stagesOf(ticket).find((one) => one.key === key)?.name ?? key), user: (id: string) => users.value.get(id)?.name ?? words.someone, pipeline: (id: string) => pipelines.value.find((one) => one.pipeline_id === id)?.name ?? "", property: (id: string) => definitions.value.find((one) => one.property_id === id)?.name ?? "" };
  return (
    <ol class="ticket-history">{steps.toReversed().map((one) => (
      <li key={one.position}><button type="button" class="bare" aria-pressed={one.position === at} title={words.then} onClick={() => onStep(one.position)}>{sentence(one, words, called)}</button>
        <small>{author(one.actor, words, called)} · <time dateTime={one.at}>{full(one.at)}</time></small></li>
    ))}</ol>
  );
}

function useTicket(id: string, at: number | null): Read {
  const [read, setRead] = useState<Read>({ ticket: null, steps: [], why: "loading" });
  useEffect(() => {
    let gone = false;
    const load = async () => {
      try {
        const [ticket, history] = await Promise.all([get<Ticket>(`/tickets/${id}`, { as_of: at }), get<{ items: HistoryEvent[] }>(`/history/ticket/${id}`, { limit: 100 }), needPipelines()]);
        // an event of a contact or conversation that merely names the ticket is no step of it
        const steps = history.items.filter((one) => one.event.startsWith("ticket.") && one.object_id === id);
        if (!gone) setRead({ ticket, steps, why: "" });
      } catch (error) {
        if (!gone) setRead((before) => ({ ...before, why: error instanceof Refused && error.status === 404 ? "gone" : "failed" }));
      }
    };
    const again = slowly(150, load);
    const stop = watch((frame) => { if (frame.kind === "reset" || frame.ids["ticket_id"] === id) again(); });
    again();
    return () => { gone = true; stop(); };
  }, [id, at]);
  useEffect(() => {
    const escape = (event: KeyboardEvent) => { if (event.key === "Escape" && !(event.target as HTMLElement).closest("input, select, textarea, dialog")) go({ page: "tickets" }); };
    document.addEventListener("keydown", escape);
    return () => document.removeEventListener("keydown", escape);
  }, []);
  return read;
}
