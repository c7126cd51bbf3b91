import { useEffect, useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { OpenState, Plan, Schedule } from "../../api/types.ts";
import { may } from "../../app/people.ts";
import { Holidays } from "../../hours/Holidays.tsx";
import { Ranges } from "../../hours/Ranges.tsx";
import { State } from "../../hours/State.tsx";
import { zoneHere } from "../../hours/week.ts";
import { Zone } from "../../hours/Zone.tsx";
import { spoken } from "../../i18n/words.ts";
import { Happened } from "../../parts/Happened.tsx";
import { change } from "../changing.ts";
import { open } from "../opened.ts";
import { WORDS } from "./words.ts";

const PAUSE = 300;

/** One schedule being written; beside it stands whether it would be open now. */
export function Editor({ schedule }: { schedule: Schedule | null }) {
  const words = spoken(WORDS);
  const [plan, setPlan] = useState<Plan>(() => (schedule ? planOf(schedule) : fresh(words.first)));
  const put = (part: Partial<Plan>) => setPlan({ ...plan, ...part });
  const state = useDraftState(plan);
  const save = async () => {
    const done = schedule
      ? await change("PUT", `/schedules/${schedule.schedule_id}`, { body: plan, version: schedule.version }, words.saved)
      : await change("POST", "/schedules", { body: plan }, words.saved);
    if (done) open("schedules");
  };
  return (
    <>
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <label>{words.name}<input required maxLength={80} value={plan.name} onInput={(event) => put({ name: event.currentTarget.value })} /></label>
        <Zone zone={plan.zone} put={(zone) => put({ zone })} />
        <p role="status">{state && <State state={state} />}</p>
        <Ranges ranges={plan.ranges} put={(ranges) => put({ ranges })} />
        <Holidays holidays={plan.holidays} put={(holidays) => put({ holidays })} />
        <label class="check"><input type="checkbox" checked={plan.account_holidays ?? true} onChange={(event) => put({ account_holidays: event.currentTarget.checked })} />{words.also}</label>
        <p class="line-of">{may("account_access") && <button type="submit" class="main">{words.save}</button>}<button type="button" onClick={() => open("schedules")}>{words.cancel}</button></p>
      </form>
      {schedule && <Happened kind="schedule" id={schedule.schedule_id} needs="account_access" />}
    </>
  );
}

function useDraftState(plan: Plan): OpenState | null {
  const [state, show] = useState<OpenState | null>(null);
  useEffect(() => {
    const ending = new AbortController();
    const ask = () => void call<OpenState>("POST", "/schedules/state", { body: plan, signal: ending.signal }).then(show, () => { if (!ending.signal.aborted) show(null); });
    const timer = setTimeout(ask, PAUSE);
    return () => { clearTimeout(timer); ending.abort(); };
  }, [plan]);
  return state;
}

function planOf({ name, zone, ranges, holidays, account_holidays }: Schedule): Plan {
  return { name, zone, ranges, holidays, account_holidays };
}

function fresh(name: string): Plan {
  return { name, zone: zoneHere(), ranges: [0, 1, 2, 3, 4].map((day) => ({ day, from: "09:00", to: "17:00" })), holidays: [], account_holidays: true };
}
