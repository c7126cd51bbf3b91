import { useState } from "preact/hooks";
import type { AccountHours, Holiday, OpenState, Schedule, SchedulePage } from "../../api/types.ts";
import { may } from "../../app/people.ts";
import { Holidays } from "../../hours/Holidays.tsx";
import { State } from "../../hours/State.tsx";
import { spoken, t } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { linkTo, open, openId } from "../opened.ts";
import { useRead } from "../reading.ts";
import { Editor } from "./Editor.tsx";
import { WORDS } from "./words.ts";

const EDIT = "account_access";

/** The operating hours of the account, and its holidays (CHT-06, ACC-11). */
export default function Schedules() {
  const words = spoken(WORDS);
  const { found, failed } = useRead<SchedulePage>("/schedules?limit=100", /^(schedule|account)\./);
  const chosen = openId();
  if (!found) return <p role="status">{failed || t().thread.loading}</p>;
  const editing = found.items.find((one) => one.schedule_id === chosen);
  if (chosen === "new" || editing) return <Editor key={editing?.version ?? 0} schedule={editing ?? null} />;
  return (
    <>
      <p><small>{words.hint}</small></p>
      {found.items.length === 0 && <p>{words.none}</p>}
      <ul>{found.items.map((one) => <Line key={one.schedule_id} schedule={one} />)}</ul>
      {may(EDIT) && <p><button type="button" onClick={() => open("schedules", "new")}>{words.make}</button></p>}
      <AccountHolidays />
    </>
  );
}

function Line({ schedule }: { schedule: Schedule }) {
  const words = spoken(WORDS);
  const path = `/schedules/${schedule.schedule_id}`;
  const { found } = useRead<OpenState>(`${path}/state`, /^(schedule|account)\./);
  const archive = (away: boolean) => void change("POST", `${path}/${away ? "archive" : "restore"}`, {}, away ? words.gone : words.back);
  return (
    <li class="item">
      <span class="grows"><a {...linkTo("schedules", schedule.schedule_id)}>{schedule.name}</a> <small>{schedule.zone}</small>{schedule.archived && <span class="chip">{words.archived}</span>}</span>
      {found && <State state={found} />}
      {may(EDIT) && <button type="button" onClick={() => archive(!schedule.archived)}>{schedule.archived ? words.restore : words.archive}</button>}
    </li>
  );
}

function AccountHolidays() {
  const words = spoken(WORDS);
  const { found } = useRead<AccountHours>("/account/hours", /^account\./);
  return found && <AccountDays key={JSON.stringify(found.holidays)} hours={found} title={words.account} />;
}

function AccountDays({ hours, title }: { hours: AccountHours; title: string }) {
  const words = spoken(WORDS);
  const [holidays, put] = useState<Holiday[]>(hours.holidays);
  const save = () => void change("PUT", "/account/holidays", { body: { holidays }, version: hours.version }, words.holidaysSaved);
  return (
    <section class="card" aria-labelledby="account-holidays"><h3 id="account-holidays">{title}</h3>
      <p><small>{words.accountHint}</small></p>
      <Holidays holidays={holidays} put={put} />
      {may(EDIT) && <p><button type="button" class="main" onClick={save}>{words.save}</button></p>}
    </section>
  );
}
