import { full } from "../app/moments.ts";
import { users } from "../app/people.ts";
import { address, START } from "../app/route.ts";
import { language, spoken } from "../i18n/words.ts";
import { follow } from "../parts/follow.ts";
import { age } from "./age.ts";
import { columns, readMore } from "./board.ts";
import { StageSelect } from "./Fields.tsx";
import { WORDS } from "./words.ts";

/** The same tickets in rows, stage after stage. */
export function Table() {
  const words = spoken(WORDS);
  const rows = columns.value.flatMap((column) => column.items);
  const unread = columns.value.filter((column) => column.next !== null);
  return (
    <div class="tickets-table" tabIndex={0} role="region" aria-label={words.title}>
      <table>
        <thead><tr>{[words.name, words.contact, words.stage, words.priority, words.owner, words.category, words.age].map((word) => <th key={word} scope="col">{word}</th>)}</tr></thead>
        <tbody>{rows.map((ticket) => {
          const to = { ...START, page: "tickets" as const, id: ticket.ticket_id };
          return (
            <tr key={ticket.ticket_id}>
              <th scope="row"><a href={address(to)} onClick={follow(to)}>{ticket.name}</a></th>
              <td>{ticket.contact_name}</td>
              <td><StageSelect ticket={ticket} /></td>
              <td>{words.priorities[ticket.priority]}</td>
              <td>{users.value.get(ticket.owner_id ?? "")?.name ?? words.nobody}</td>
              <td>{ticket.category}</td>
              <td><time dateTime={ticket.opened_at} title={full(ticket.opened_at)}>{age(ticket.opened_at, Date.now(), language.value)}</time></td>
            </tr>
          );
        })}</tbody>
      </table>
      {rows.length === 0 && <p>{words.none}</p>}
      {unread.length > 0 && <button type="button" onClick={() => unread.forEach((column) => void readMore(column.stage.key))}>{words.more}</button>}
    </div>
  );
}
