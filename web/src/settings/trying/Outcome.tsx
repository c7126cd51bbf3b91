import type { Simulated, SimulatedDifference } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { users } from "../../app/people.ts";
import { address, START } from "../../app/route.ts";
import { language, spoken, t } from "../../i18n/words.ts";
import { reason } from "../../inbox/decided.ts";
import { follow } from "../../parts/follow.ts";
import { span } from "./span.ts";
import { WORDS } from "./words.ts";

/** What a rule would have done, beside what was done. */
export function Outcome({ came }: { came: Simulated }) {
  const words = spoken(WORDS);
  const wait = (seconds: number | null | undefined) => span(seconds, language.value);
  const even = (index: number | null | undefined) => (index === null || index === undefined ? "–" : index.toFixed(2));
  const { simulated_waits: tried, recorded_waits: was } = came;
  const lines: readonly [string, string, string][] = [
    [words.median, wait(tried.median), wait(was.median)], [words.p95, wait(tried.p95), wait(was.p95)], [words.longest, wait(tried.longest), wait(was.longest)],
    [words.never, String(tried.never), String(was.never)], [words.fairness, even(came.simulated_fairness), even(came.recorded_fairness)],
  ];
  if (came.conversations === 0) return <p role="status">{words.nobodyCame}</p>;
  return (
    <section class="card" aria-live="polite">
      <h3>{words.conversations(came.conversations, came.different)}</h3>
      <div class="wide-table"><table>
        <thead><tr><td></td><th scope="col">{words.tried}</th><th scope="col">{words.was}</th></tr></thead>
        <tbody>{lines.map(([label, now, then]) => <tr key={label}><th scope="row">{label}</th><td>{now}</td><td>{then}</td></tr>)}
          {came.shares.map((one) => <tr key={one.user_id}><th scope="row">{nameOf(one.user_id) || one.user_id}</th><td>{one.simulated} <small>({words.peak.toLowerCase()}: {one.peak})</small></td><td>{one.recorded}</td></tr>)}</tbody>
      </table></div>
      {came.unassigned.length > 0 && <><h4>{words.why}</h4><ul>{came.unassigned.map((one) => <li key={one.reason}>{words.times(one.times)} {reason(one.reason, t().decided)}</li>)}</ul></>}
      {came.differences.length > 0 && <Differences all={came.differences} />}
      <p><small>{words.events(came.events)}</small></p>
    </section>
  );
}

function Differences({ all }: { all: readonly SimulatedDifference[] }) {
  const words = spoken(WORDS);
  return (
    <details><summary>{words.differs}</summary><div class="wide-table"><table>
      <thead><tr><th scope="col">{words.came}</th><th scope="col">{words.instead}</th><th scope="col">{words.before}</th><td></td></tr></thead>
      <tbody>{all.map((one) => {
        const place = { ...START, conversation: one.conversation_id };
        return <tr key={one.conversation_id}><td>{full(one.arrived_at)}</td><td>{nameOf(one.simulated) || words.nobody}</td><td>{nameOf(one.recorded) || words.nobody}</td><td><a href={address(place)} onClick={follow(place)}>{words.open}</a></td></tr>;
      })}</tbody>
    </table></div></details>
  );
}

const nameOf = (id: string | null | undefined): string => users.value.get(id ?? "")?.name ?? "";
