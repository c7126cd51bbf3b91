import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { Simulated, Team } from "../../api/types.ts";
import { wordsOf } from "../../app/notices.ts";
import { channels, doorName, users } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { useRead } from "../reading.ts";
import { Outcome } from "./Outcome.tsx";
import { WORDS } from "./words.ts";

const MONTH = 30 * 86_400_000;
const day = (at: Date): string => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** Another rule tried on past traffic: who would have got what, without writing anything (RTG-12). */
export default function Trying() {
  const words = spoken(WORDS);
  const open = [...channels.value.values()].filter((one) => one.state !== "connecting");
  const { found } = useRead<{ items: Team[] }>("/teams", /^team\./);
  const [chosen, setChosen] = useState("");
  const [rule, setRule] = useState({ target: "specific", strategy: "round_robin", available_only: true });
  const [named, setNamed] = useState<ReadonlySet<string>>(new Set());
  const [since, setSince] = useState(day(new Date(Date.now() - MONTH)));
  const [until, setUntil] = useState(day(new Date()));
  const [busy, setBusy] = useState(false);
  const [failed, fail] = useState("");
  const [came, show] = useState<Simulated | null>(null);
  const channel = chosen || open[0]?.channel_id;
  const people = [...users.value.values()].filter((one) => one.active);
  const teams = found?.items ?? [];
  if (!channel) return <p>{words.none}</p>;
  const toggle = (id: string) => setNamed((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  const check = (id: string, name: string) => <label key={id} class="check"><input type="checkbox" checked={named.has(id)} onChange={() => toggle(id)} />{name}</label>;
  const run = () => {
    setBusy(true); show(null); fail("");
    const ids = (all: readonly string[]) => all.filter((id) => named.has(id));
    const body = { begins: new Date(since).toISOString(), ends: new Date(until).toISOString(), rule: { ...rule, user_ids: ids(people.map((one) => one.user_id)), team_ids: ids(teams.map((one) => one.team_id)) } };
    call<Simulated>("POST", `/channels/${channel}/routing/simulation`, { body }).then(show, (error: unknown) => fail(wordsOf(error))).finally(() => setBusy(false));
  };
  return (
    <>
      <p><small>{words.hint}</small></p>
      <form class="card" onSubmit={(event) => { event.preventDefault(); run(); }}>
        <div class="of-two">
          <label>{words.channel}<select value={channel} onChange={(event) => setChosen(event.currentTarget.value)}>{open.map((one) => <option key={one.channel_id} value={one.channel_id}>{doorName(one)}</option>)}</select></label>
          <label>{words.since}<input type="datetime-local" required value={since} max={until} onInput={(event) => setSince(event.currentTarget.value)} /></label>
          <label>{words.until}<input type="datetime-local" required value={until} min={since} onInput={(event) => setUntil(event.currentTarget.value)} /></label>
        </div>
        <div class="of-two">
          <label>{words.target}<select value={rule.target} onChange={(event) => setRule({ ...rule, target: event.currentTarget.value })}>{Object.entries(words.targets).map(([value, label]) => <option key={value} value={value}>{label}</option>)}</select></label>
          <label>{words.strategy}<select value={rule.strategy} onChange={(event) => setRule({ ...rule, strategy: event.currentTarget.value })}>{Object.entries(words.strategies).map(([value, label]) => <option key={value} value={value}>{label}</option>)}</select></label>
        </div>
        <label class="check"><input type="checkbox" checked={rule.available_only} onChange={(event) => setRule({ ...rule, available_only: event.currentTarget.checked })} />{words.availableOnly}</label>
        {rule.target === "contact_owner" && <p><small>{words.fallback}</small></p>}
        <div class="of-two">
          <fieldset><legend>{words.people}</legend>{people.map((one) => check(one.user_id, one.name))}</fieldset>
          {teams.length > 0 && <fieldset><legend>{words.teams}</legend>{teams.map((one) => check(one.team_id, one.name))}</fieldset>}
        </div>
        <p class="line-of"><button type="submit" class="main" disabled={busy}>{words.run}</button> <span role="status">{busy && words.running}</span></p>
      </form>
      {failed && <p role="alert" class="refused">{failed}</p>}
      {came && <Outcome came={came} />}
    </>
  );
}
