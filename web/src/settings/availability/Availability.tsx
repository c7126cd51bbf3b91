import { useState } from "preact/hooks";
import type { Standing, StandingPage } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { may, whoami } from "../../app/people.ts";
import { Working } from "../../hours/Working.tsx";
import { spoken, t } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { useRead } from "../reading.ts";
import { Grace } from "./Grace.tsx";
import "../../hours/hours.css";
import { WORDS } from "./words.ts";

interface Named { team_id: string; name: string }

/** The whole team at a glance: who is there, why not, until when, and with how much to do (ACC-12, CHT-14). */
export default function Availability() {
  const words = spoken(WORDS);
  const { found, failed } = useRead<StandingPage>("/availability?limit=100", /^(user|schedule|account|conversation|slots)\./);
  const teams = useRead<{ items: Named[] }>("/teams", /^team\./).found?.items ?? [];
  const [team, choose] = useState("");
  if (!found) return <p role="status">{failed || t().thread.loading}</p>;
  const shown = found.items.filter((one) => !team || one.team_ids.includes(team)).sort((one, other) => one.name.localeCompare(other.name));
  return (
    <>
      <p><small>{words.hint}</small></p>
      <p class="line-of"><strong role="status">{words.counts(shown.filter((one) => one.available).length, shown.length)}</strong>
        {teams.length > 0 && <label class="check">{words.filter}<select value={team} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{words.all}</option>{teams.map((one) => <option key={one.team_id} value={one.team_id}>{one.name}</option>)}</select></label>}</p>
      <ul class="standings">{shown.map((one) => <Person key={one.user_id} person={one} />)}</ul>
      <Grace />
    </>
  );
}

function Person({ person }: { person: Standing }) {
  const words = spoken(WORDS);
  const editable = may("availability_manage") || person.user_id === whoami.value?.user_id;
  const set = (available: boolean, until: string | null = null) => void change("PUT", `/users/${person.user_id}/availability`, { body: { available, until } });
  const isFull = person.capacity_total !== null && person.open >= person.capacity_total;
  return (
    <li class="card" aria-label={person.name}>
      <div class="line-of">
        <label class="check"><input type="checkbox" role="switch" disabled={!editable} checked={person.available} aria-label={words.set(person.name)} onChange={(event) => set(event.currentTarget.checked)} /><strong>{person.name}</strong></label>
        <span class={person.available ? "chip good" : "chip"}>{person.available ? words.here : words.away}</span>
        <small>{words.causes[person.cause]}{person.until ? ` · ${words.until} ${full(person.until)}` : ""}{person.next_change ? ` · ${words.next(full(person.next_change))}` : ""}</small>
        <span class="end">{words.load}: {words.loadOf(person.open, person.capacity_total)} {isFull && <span class="chip warn">{words.full}</span>}</span>
      </div>
      {editable && <details><summary>{words.hours(person.name)}</summary>
        <Until name={person.name} set={(until) => set(false, until)} />
        <Working key={JSON.stringify(person.working_hours)} user={person.user_id} hours={person.working_hours} /></details>}
    </li>
  );
}

function Until({ name, set }: { name: string; set: (until: string) => void }) {
  const words = spoken(WORDS);
  const [until, put] = useState("");
  return (
    <form class="line-of" onSubmit={(event) => { event.preventDefault(); set(new Date(until).toISOString()); }}>
      <label class="check">{words.setUntil}<input type="datetime-local" required aria-label={words.untilTime(name)} value={until} onInput={(event) => put(event.currentTarget.value)} /></label>
      <button type="submit">{words.apply}</button>
    </form>
  );
}
