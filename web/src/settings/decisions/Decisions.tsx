import { useState } from "preact/hooks";
import type { Candidate, Decision } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { users } from "../../app/people.ts";
import { address, START } from "../../app/route.ts";
import { spoken, t } from "../../i18n/words.ts";
import { reason } from "../../inbox/decided.ts";
import { follow } from "../../parts/follow.ts";
import { usePaged } from "../../parts/paged.ts";
import { WORDS } from "./words.ts";

/** Every decision about who gets what, newest first, and what it was made from (RTG-08). */
export default function Decisions() {
  const words = spoken(WORDS);
  const [kind, choose] = useState("");
  const { items, next, failed, more } = usePaged<Decision>("/decisions", { kind });
  return (
    <>
      <p><small>{words.hint}</small></p>
      <p class="line-of"><label>{words.kind}<select value={kind} onChange={(event) => choose(event.currentTarget.value)}>
        {Object.entries(words.kinds).map(([value, label]) => <option key={value} value={value}>{label}</option>)}</select></label></p>
      {failed && <p role="alert" class="refused">{failed}</p>}
      {items?.length === 0 && <p>{words.none}</p>}
      <ul aria-busy={items === null}>{items?.map((one) => <Line key={one.position} decision={one} />)}</ul>
      {next && <p><button type="button" onClick={more}>{words.older}</button></p>}
    </>
  );
}

function Line({ decision }: { decision: Decision }) {
  const words = spoken(WORDS);
  const said = t().decided;
  const why = decision.reasons.map((one) => reason(one, said)).join(", ");
  const what = decision.kind === "ticket_skipped" ? said.skipped : decision.outcome === "assigned" ? said.to(nameOf(decision.assignee_id) || said.somebody) : said.nobody;
  const place = { ...START, conversation: decision.conversation_id };
  const beside = [words.by[decision.source] ?? decision.source, words.trigger[decision.trigger] ?? ""].filter(Boolean).join(", ");
  return (
    <li class="item">
      <span class="grows"><strong>{said.because(what, why)}</strong><br />
        <small><time dateTime={decision.at}>{full(decision.at)}</time>{beside && ` · ${beside}`}{words.notice[decision.notice] && ` · ${words.notice[decision.notice]}`}</small></span>
      <a href={address(place)} onClick={follow(place)}>{words.open}</a>
      {decision.considered.length > 0 && <details class="whole"><summary>{words.considered(decision.considered.length)}</summary><Considered decision={decision} /></details>}
    </li>
  );
}

function Considered({ decision }: { decision: Decision }) {
  const words = spoken(WORDS);
  const verdict = (row: Candidate) => (row.user_id === decision.assignee_id ? words.chosen : row.verdict === "eligible" ? words.eligible : reason(row.verdict, t().decided));
  return (
    <div class="wide-table">
      <table>
        <thead><tr><th scope="col">{words.who}</th><th scope="col">{words.verdict}</th><th scope="col">{words.load}</th><th scope="col">{words.turn}</th></tr></thead>
        <tbody>{decision.considered.map((row) => (
          <tr key={row.user_id}><th scope="row">{row.name || row.user_id}</th><td>{verdict(row)}</td>
            <td>{words.limit(Number(row.facts["open"] ?? 0), row.facts["total_limit"] as number | null)}</td><td>{row.facts["last_turn_at"] ? full(String(row.facts["last_turn_at"])) : words.never}</td></tr>
        ))}</tbody>
      </table>
      <p><small>{words.policy(decision.policy, decision.rule_version ?? null, decision.strategy)}</small></p>
    </div>
  );
}

const nameOf = (id: string | null | undefined): string => users.value.get(id ?? "")?.name ?? "";
