import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client.ts";
import type { ConversationRow, PromisePage, Promise as Promised } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { inboxes, users } from "../../app/people.ts";
import { address, START } from "../../app/route.ts";
import { titled } from "../../inbox/titled.ts";
import { spoken } from "../../i18n/words.ts";
import { follow } from "../../parts/follow.ts";
import { soonest } from "../../promises/soonest.ts";
import { useRead } from "../reading.ts";
import { WORDS } from "./words.ts";

const PAGE = 20;
const MOST = 100;

/** What is promised and not done in the inboxes one sees, overdue first, for whoever looks after the others (CNV-10). */
export function DueNow() {
  const words = spoken(WORDS);
  const [most, more] = useState(PAGE);
  const { found, failed } = useRead<PromisePage>(`/promises?limit=${most}`, /^promise\./);
  const rows = useRows(found);
  return (
    <section class="card" aria-labelledby="due-now"><h3 id="due-now">{words.now}</h3>
      <p><small>{words.nowHint}</small></p>
      {failed && <p class="refused" role="alert">{failed}</p>}
      {found?.items.length === 0 && <p>{words.nothing}</p>}
      {found && found.items.length > 0 && <div class="wide-table" tabIndex={0} role="region" aria-label={words.nowHint}><table>
        <thead><tr>{[words.due, words.what, words.conversation, words.inbox, words.who].map((said) => <th key={said} scope="col">{said}</th>)}</tr></thead>
        <tbody>{found.items.map((one) => <Line key={one.conversation_id} promised={one} row={rows.get(one.conversation_id)} />)}</tbody></table></div>}
      {found?.next && most < MOST && <p><button type="button" onClick={() => more(most + PAGE)}>{words.more}</button></p>}
    </section>
  );
}

function Line({ promised, row }: { promised: Promised; row: ConversationRow | undefined }) {
  const words = spoken(WORDS);
  const first = soonest(promised);
  if (!first) return null;
  const look = first.state === "breached" ? "chip bad" : first.state === "warned" ? "chip warn" : "chip";
  const to = { ...START, conversation: promised.conversation_id };
  return (
    <tr>
      <th scope="row"><time dateTime={first.due}>{full(first.due)}</time> <span class={look}>{words.states[first.state]}</span></th>
      <td>{words.goals[first.goal]}</td>
      <td><a href={address(to)} onClick={follow(to)}>{row ? titled(row) : words.nameless}</a> <small>{row?.contact_name || row?.contact_address}</small></td>
      <td>{inboxes.value.get(row?.inbox_id ?? "")?.name}</td>
      <td>{row && (users.value.get(row.assignee_id ?? "")?.name ?? words.nobody)}</td>
    </tr>
  );
}

/** The rows of the conversations on a page of promises, read anew with each page. */
function useRows(page: PromisePage | null): ReadonlyMap<string, ConversationRow> {
  const [rows, show] = useState<ReadonlyMap<string, ConversationRow>>(new Map());
  useEffect(() => {
    const ids = page?.items.map((one) => one.conversation_id) ?? [];
    if (ids.length === 0) return undefined;
    let wanted = true;
    const read = get<{ items: ConversationRow[] }>("/conversations/rows", { ids: ids.join(",") });
    void read.then(({ items }) => { if (wanted) show(new Map(items.map((row) => [row.conversation_id, row]))); }, () => undefined);
    return () => { wanted = false; };
  }, [page]);
  return rows;
}
