import { useState } from "preact/hooks";
import type { SchedulePage, SlaPolicy, SlaPromise, SlaTarget } from "../../api/types.ts";
import { channels, doorName, inboxes, may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Happened } from "../../parts/Happened.tsx";
import { change } from "../changing.ts";
import { open } from "../opened.ts";
import { useRead } from "../reading.ts";
import { GOALS, PRIORITIES, promised, put } from "./targets.ts";
import { WORDS } from "./words.ts";

const USUAL: SlaTarget[] = [{ priority: "none", first_reply: 240, next_reply: 480, resolution: 2400 }];

/** One policy being written. */
export function Editor({ policy }: { policy: SlaPolicy | null }) {
  const words = spoken(WORDS);
  const schedules = useRead<SchedulePage>("/schedules?limit=100", /^schedule\./).found?.items ?? [];
  const [plan, setPlan] = useState<Required<SlaPromise>>(() => (policy ? planOf(policy) : { name: words.first, schedule_id: null, inbox_ids: [], channel_ids: [], targets: USUAL, warn_minutes: 15 }));
  const to = (part: Partial<SlaPromise>) => setPlan({ ...plan, ...part });
  const save = async () => {
    const done = policy
      ? await change("PUT", `/sla-policies/${policy.policy_id}`, { body: plan, version: policy.version }, words.saved)
      : await change("POST", "/sla-policies", { body: plan }, words.saved);
    if (done) open("promises");
  };
  const choose = (field: "inbox_ids" | "channel_ids", id: string, on: boolean) => to({ [field]: on ? [...plan[field], id] : plan[field].filter((one) => one !== id) });
  // what came by a channel that is disconnected is promised nothing new
  const doors = [...channels.value.values()].filter((one) => plan.channel_ids.includes(one.channel_id) || (one.state !== "disconnected" && (plan.inbox_ids.length === 0 || plan.inbox_ids.includes(one.inbox_id))));
  return (
    <>
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <label>{words.name}<input required maxLength={80} value={plan.name} onInput={(event) => to({ name: event.currentTarget.value })} /></label>
        <label>{words.schedule}<select value={plan.schedule_id ?? ""} onChange={(event) => to({ schedule_id: event.currentTarget.value || null })}>
          <option value="">{words.always}</option>
          {schedules.filter((one) => !one.archived || one.schedule_id === plan.schedule_id).map((one) => <option key={one.schedule_id} value={one.schedule_id}>{one.name}</option>)}</select></label>
        <Targets targets={plan.targets} put={(targets) => to({ targets })} />
        <label>{words.warn}<input type="number" required min={0} value={plan.warn_minutes} onInput={(event) => to({ warn_minutes: Number(event.currentTarget.value) })} /></label>
        <fieldset><legend>{words.inboxes}</legend><small>{words.allInboxes}</small>
          {[...inboxes.value.values()].map((one) => <label key={one.inbox_id} class="check"><input type="checkbox" checked={plan.inbox_ids.includes(one.inbox_id)} onChange={(event) => choose("inbox_ids", one.inbox_id, event.currentTarget.checked)} />{one.name}</label>)}</fieldset>
        {doors.length > 0 && <fieldset><legend>{words.channels}</legend><small>{words.allChannels}</small>
          {doors.map((one) => <label key={one.channel_id} class="check"><input type="checkbox" checked={plan.channel_ids.includes(one.channel_id)} onChange={(event) => choose("channel_ids", one.channel_id, event.currentTarget.checked)} />{doorName(one)} {one.address && <small>{inboxes.value.get(one.inbox_id)?.name}</small>}</label>)}</fieldset>}
        <p class="line-of">{may("account_access") && <button type="submit" class="main">{words.save}</button>}<button type="button" onClick={() => open("promises")}>{words.cancel}</button></p>
      </form>
      {policy && <Happened kind="sla_policy" id={policy.policy_id} needs="account_access" />}
    </>
  );
}

function Targets({ targets, put: to }: { targets: readonly SlaTarget[]; put: (targets: SlaTarget[]) => void }) {
  const words = spoken(WORDS);
  return (
    <fieldset><legend>{words.targets}</legend>
      <div class="wide-table" tabIndex={0} role="region" aria-label={words.targets}><table>
        <thead><tr><th scope="col">{words.priority}</th>{GOALS.map((goal) => <th key={goal} scope="col">{words[goal]}</th>)}</tr></thead>
        <tbody>{PRIORITIES.map((priority) => (
          <tr key={priority}><th scope="row">{words.priorities[priority]}</th>
            {GOALS.map((goal) => <td key={goal}><input type="number" min={1} max={527040} aria-label={words.of(words[goal], words.priorities[priority])} value={promised(targets, priority, goal) ?? ""} onInput={(event) => to(put(targets, priority, goal, event.currentTarget.value ? Number(event.currentTarget.value) : null))} /></td>)}</tr>
        ))}</tbody></table></div>
      <small>{words.minutes}</small>
    </fieldset>
  );
}

function planOf({ name, schedule_id, inbox_ids, channel_ids, targets, warn_minutes }: SlaPolicy): Required<SlaPromise> {
  return { name, schedule_id, inbox_ids, channel_ids, targets, warn_minutes };
}
