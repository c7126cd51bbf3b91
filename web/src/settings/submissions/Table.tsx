import type { Submission } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { address, type Route, START } from "../../app/route.ts";
import { spoken, t } from "../../i18n/words.ts";
import { reason } from "../../inbox/decided.ts";
import { follow } from "../../parts/follow.ts";
import { columnsOf, lineOf } from "./columns.ts";
import { WORDS } from "./words.ts";

/** Submissions in rows: of one form with a column for each field, of all with what was sent in one. */
export function Table({ items, all }: { items: readonly Submission[]; all: boolean }) {
  const words = spoken(WORDS);
  const columns = all ? [] : columnsOf(items);
  return (
    <div class="wide-table submissions" tabIndex={0} role="region" aria-label={words.table}>
      <table>
        <thead><tr>
          <th scope="col">{words.sent}</th>{all && <th scope="col">{words.form}</th>}<th scope="col">{words.version}</th>
          {columns.map((one) => <th key={one.name} scope="col">{one.label}{one.hidden && <> <span class="chip">{words.hidden}</span></>}{!one.known && <> <span class="chip">{words.unknown}</span></>}</th>)}
          {all && <th scope="col">{words.fieldsOf}</th>}<th scope="col">{words.files}</th><th scope="col">{words.contact}</th><th scope="col">{words.conversation}</th><th scope="col">{words.ticket}</th><th scope="col">{words.page}</th>
        </tr></thead>
        <tbody>{items.map((one) => (
          <tr key={one.submission_id}>
            <th scope="row"><time dateTime={one.submitted_at}>{full(one.submitted_at)}</time></th>{all && <td>{one.form_name}</td>}<td>{one.form_version}</td>
            {columns.map(({ name }) => <td key={name}>{lineOf(one.values, name)}</td>)}
            {all && <td><Sent of={one} /></td>}
            <td>{one.files.map((file) => <a key={file.number} download href={`/api/v1/submissions/${one.submission_id}/files/${file.number}`}>{file.filename}</a>)}</td>
            <td><To where={{ ...START, page: "contacts", id: one.contact_id }} said={nameOf(one)} /></td>
            <td><To where={{ ...START, conversation: one.conversation_id }} said={words.shown} more={words.conversation} /></td>
            <td>{one.ticket_id ? <To where={{ ...START, page: "tickets", id: one.ticket_id }} said={words.shown} more={words.ticket} /> : <small>{words.noTicket(one.ticket_skipped && (words.skipped[one.ticket_skipped] ?? reason(one.ticket_skipped, t().decided)))}</small>}</td>
            <td><small>{one.page}</small></td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );

  function nameOf(one: Submission): string {
    return one.values.find((value) => value.type === "email")?.values[0] || words.shown;
  }
}

function To({ where, said, more }: { where: Route; said: string; more?: string }) {
  return <a href={address(where)} onClick={follow(where)}>{said}{more && <span class="hidden"> {more}</span>}</a>;
}

function Sent({ of }: { of: Submission }) {
  const words = spoken(WORDS);
  return <ul>{of.values.filter((one) => one.values.some(Boolean)).map((one) => <li key={one.name}><small>{one.label}{one.hidden && ` (${words.hidden})`}:</small> {one.values.join(", ")}</li>)}</ul>;
}
