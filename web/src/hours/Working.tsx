import { useState } from "preact/hooks";
import type { OpenRange, OwnHours, SchedulePage } from "../api/types.ts";
import { spoken } from "../i18n/words.ts";
import { change } from "../settings/changing.ts";
import { useRead } from "../settings/reading.ts";
import { Ranges } from "./Ranges.tsx";
import { zoneHere } from "./week.ts";
import { WORKING } from "./working-words.ts";
import { Zone } from "./Zone.tsx";

const NONE = "";
const OWN = "own";

/** When somebody works: by a schedule, at hours of their own, or at no set hours (ACC-12). */
export function Working({ user, hours }: { user: string; hours: OwnHours | null }) {
  const words = spoken(WORKING);
  const { found } = useRead<SchedulePage>("/schedules?limit=100", /^schedule\./);
  const [by, setBy] = useState(hours === null ? NONE : (hours.schedule_id ?? OWN));
  const [zone, setZone] = useState(hours?.zone || zoneHere());
  const [ranges, setRanges] = useState<OpenRange[]>(hours?.ranges ?? []);
  const offered = (found?.items ?? []).filter((one) => !one.archived || one.schedule_id === by);
  const wanted = by === OWN && ranges.length > 0 ? { schedule_id: null, zone, ranges } : { schedule_id: by === OWN || by === NONE ? null : by, ranges: [] };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void change("PUT", `/users/${user}/working-hours`, { body: wanted }, words.saved); }}>
      <label>{words.by}<select value={by} onChange={(event) => setBy(event.currentTarget.value)}>
        <option value={NONE}>{words.none}</option>
        {offered.map((one) => <option key={one.schedule_id} value={one.schedule_id}>{one.name}</option>)}
        <option value={OWN}>{words.own}</option>
      </select></label>
      {by === OWN && <><Zone zone={zone} put={setZone} /><Ranges ranges={ranges} put={setRanges} /></>}
      <p><small>{words.hint}</small></p>
      <p><button type="submit">{words.save}</button></p>
    </form>
  );
}
