import { useState } from "preact/hooks";
import type { Channel, Team } from "../../api/types.ts";
import { users } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { Preview } from "./Preview.tsx";
import { type Rule, ruleOf } from "./rule.ts";
import { WORDS } from "./words.ts";

interface Props {
  channel: Channel;
  teams: readonly Team[];
  /** What the button says, where saving is a step of something longer, and what follows it. */
  label?: string;
  done?: () => void;
}

/** Changes a channel's rule; beside it who would get the next conversation by what is chosen here. */
export function Editor({ channel, teams, label, done }: Props) {
  const words = spoken(WORDS);
  const [rule, setRule] = useState<Rule>(ruleOf(channel));
  const set = (part: Partial<Rule>) => setRule({ ...rule, ...part });
  const people = [...users.value.values()].filter((one) => one.active || rule.user_ids.includes(one.user_id));
  // where people talk live, availability is always respected (RTG-05)
  const isLive = ["chat", "messenger", "whatsapp"].includes(channel.kind);
  const byOwner = rule.target === "contact_owner";
  const [busy, work] = useState(false);
  const save = async () => {
    work(true);
    const saved = await change("PUT", `/channels/${channel.channel_id}/rule`, { body: rule, version: channel.version }, done ? "" : words.saved);
    work(false);
    if (saved) done?.();
  };
  const check = (field: "user_ids" | "team_ids", id: string, name: string) => (
    <label key={id} class="check"><input type="checkbox" checked={rule[field].includes(id)} onChange={() => set({ [field]: rule[field].includes(id) ? rule[field].filter((one) => one !== id) : [...rule[field], id] })} />{name}</label>
  );
  const choice = (label: string, value: string, of: Record<string, string>, pick: (value: string) => void) => (
    <label>{label}<select value={value} onChange={(event) => pick(event.currentTarget.value)}>{Object.entries(of).map(([one, said]) => <option key={one} value={one}>{said}</option>)}</select></label>
  );
  return (
    <div class="cards">
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <label class="check"><input type="checkbox" role="switch" checked={rule.enabled} onChange={(event) => set({ enabled: event.currentTarget.checked })} />{words.enabled}</label>
        {rule.enabled && <>
          {choice(words.target, rule.target, words.targets, (target) => set({ target: target as Rule["target"] }))}
          {choice(words.strategy, rule.strategy, words.strategies, (strategy) => set({ strategy: strategy as Rule["strategy"] }))}
          {!isLive && <label class="check"><input type="checkbox" checked={rule.available_only} onChange={(event) => set({ available_only: event.currentTarget.checked })} />{words.availableOnly}</label>}
          {isLive && <p><small>{words.alwaysAvailable}</small></p>}
          <fieldset><legend>{byOwner ? words.fallback : words.people}</legend>{people.map((one) => check("user_ids", one.user_id, one.name))}</fieldset>
          {teams.length > 0 && <fieldset><legend>{byOwner ? words.fallbackTeams : words.teams}</legend>{teams.map((one) => check("team_ids", one.team_id, one.name))}</fieldset>}
        </>}
        <p><button type="submit" class="main" disabled={busy}>{label ?? words.save}</button></p>
      </form>
      <Preview channel={channel.channel_id} rule={rule} />
    </div>
  );
}
