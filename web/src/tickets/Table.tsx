import { useEffect } from "preact/hooks";
import type { Ticket } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { attempt } from "../app/notices.ts";
import { may, users } from "../app/people.ts";
import { address, START } from "../app/route.ts";
import { slowly } from "../app/slowly.ts";
import { language, spoken } from "../i18n/words.ts";
import { watch } from "../live/stream.ts";
import { follow } from "../parts/follow.ts";
import { age } from "./age.ts";
import { asked, pipeline } from "./board.ts";
import { Bulk } from "./Bulk.tsx";
import { StageSelect } from "./Fields.tsx";
import { chosen, list, next, rows, sort, type Sort } from "./listing.ts";
import { WORDS } from "./words.ts";

/** The tickets of a pipeline in rows, sorted, page by page, and changed many at once (TKT-04). */
export function Table() {
  const words = spoken(WORDS);
  const of = pipeline.value;
  const what = asked.value;
  useEffect(() => {
    if (!of) return;
    const read = () => void attempt(() => list(of, what));
    read();
    const again = slowly(500, () => list(of, what));
    return watch((frame) => { if (frame.kind === "reset" || frame.kind.startsWith("ticket.")) again(); });
  }, [of, what, sort.value]);
  if (!of) return null;
  const writes = may("ticket_write");
  const heads = [words.name, words.contact, words.stage, words.priority, words.owner, words.category, words.age];
  return (
    <div class="tickets-table" tabIndex={0} role="region" aria-label={words.title}>
      <p class="ticket-line"><label>{words.sort} <select value={sort.value} onChange={(event) => { sort.value = event.currentTarget.value as Sort; }}>{Object.entries(words.sorts).map(([value, text]) => <option key={value} value={value}>{text}</option>)}</select></label></p>
      {writes && <Bulk pipeline={of} />}
      <table>
        <thead><tr>{writes && <th scope="col"><All /></th>}{heads.map((word) => <th key={word} scope="col">{word}</th>)}</tr></thead>
        <tbody>{rows.value.map((ticket) => <Row key={ticket.ticket_id} ticket={ticket} writes={writes} />)}</tbody>
      </table>
      {rows.value.length === 0 && <p>{words.none}</p>}
      {next.value && <button type="button" onClick={() => void attempt(() => list(of, what, true))}>{words.more}</button>}
    </div>
  );
}

function All() {
  const ids = rows.value.map((one) => one.ticket_id);
  const all = ids.length > 0 && ids.every((id) => chosen.value.has(id));
  return <input type="checkbox" aria-label={spoken(WORDS).chooseAll} checked={all} onChange={() => { chosen.value = new Set(all ? [] : ids); }} />;
}

function Row({ ticket, writes }: { ticket: Ticket; writes: boolean }) {
  const words = spoken(WORDS);
  const to = { ...START, page: "tickets" as const, id: ticket.ticket_id };
  const choose = (on: boolean) => { chosen.value = new Set(on ? [...chosen.value, ticket.ticket_id] : [...chosen.value].filter((id) => id !== ticket.ticket_id)); };
  return (
    <tr>
      {writes && <td><input type="checkbox" aria-label={words.choose1(ticket.name)} checked={chosen.value.has(ticket.ticket_id)} onChange={(event) => choose(event.currentTarget.checked)} /></td>}
      <th scope="row"><a href={address(to)} onClick={follow(to)}>{ticket.name}</a></th>
      <td>{ticket.contact_name}</td>
      <td><StageSelect ticket={ticket} /></td>
      <td>{words.priorities[ticket.priority]}</td>
      <td>{users.value.get(ticket.owner_id ?? "")?.name ?? words.nobody}</td>
      <td>{ticket.category}</td>
      <td><time dateTime={ticket.opened_at} title={full(ticket.opened_at)}>{age(ticket.opened_at, Date.now(), language.value)}</time></td>
    </tr>
  );
}
