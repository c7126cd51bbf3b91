import type { Channel, RuleProblem, Team } from "../../api/types.ts";
import { channels, doorName, inboxes, users } from "../../app/people.ts";
import { spoken, t } from "../../i18n/words.ts";
import { reason } from "../../inbox/decided.ts";
import { useRead } from "../reading.ts";
import { Editor } from "./Editor.tsx";
import { Owners } from "./Owners.tsx";
import { ruleOf } from "./rule.ts";
import { WORDS } from "./words.ts";

/** Who gets new conversations, channel by channel, and whether each rule still holds (RTG-01, RTG-02, ACC-06). */
export default function Routing() {
  const words = spoken(WORDS);
  const { found } = useRead<{ items: Team[] }>("/teams", /^team\./);
  const open = [...channels.value.values()].filter((one) => one.state !== "disconnected");
  return (
    <>
      {open.length === 0 && <p>{words.none}</p>}
      {open.map((one) => <Card key={one.channel_id} channel={one} teams={found?.items ?? []} />)}
      <Owners />
    </>
  );
}

function Card({ channel, teams }: { channel: Channel; teams: readonly Team[] }) {
  const words = spoken(WORDS);
  const rule = ruleOf(channel);
  const state = channel.rule_state?.state ?? "off";
  const id = `rule-${channel.channel_id}`;
  return (
    <section class="card" aria-labelledby={id}>
      <h3 id={id}>{doorName(channel)} {channel.address && <small>{inboxes.value.get(channel.inbox_id)?.name}</small>} <span class={`chip ${state === "ok" ? "good" : state === "degraded" ? "warn" : ""}`}>{words.states[state]}</span></h3>
      {rule.enabled && <p>{words.targets[rule.target]}. {words.strategies[rule.strategy]}.</p>}
      {channel.rule_state && <Problems state={channel.rule_state} teams={teams} />}
      <details><summary>{words.edit}<span class="hidden"> {doorName(channel)}</span></summary><Editor key={JSON.stringify(rule)} channel={channel} teams={teams} /></details>
    </section>
  );
}

function Problems({ state, teams }: { state: NonNullable<Channel["rule_state"]>; teams: readonly Team[] }) {
  const words = spoken(WORDS);
  if (state.state === "ok") return null;
  const who = (one: RuleProblem) => (one.user_id ? users.value.get(one.user_id)?.name : teams.find((team) => team.team_id === one.team_id)?.name) ?? words.unknown;
  const why = (one: RuleProblem) => (one.reason === "empty_team" ? words.emptyTeam : words.verdicts[one.reason] ?? reason(one.reason, t().decided));
  return (
    <div class="refused">
      {!state.anybody && <p>{words.left}</p>}
      <ul>{state.problems.map((one) => <li key={`${one.user_id} ${one.team_id}`}>{words.problem(who(one), why(one))}</li>)}</ul>
      <p><small>{words.mend}</small></p>
    </div>
  );
}
