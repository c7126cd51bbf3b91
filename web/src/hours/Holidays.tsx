import { useState } from "preact/hooks";
import type { Holiday } from "../api/types.ts";
import { longDay } from "../app/moments.ts";
import { spoken } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { WORDS } from "./words.ts";

/** Days on which nothing is open. */
export function Holidays({ holidays, put }: { holidays: readonly Holiday[]; put: (holidays: Holiday[]) => void }) {
  const words = spoken(WORDS);
  const [date, setDate] = useState("");
  const [name, setName] = useState("");
  const add = () => {
    put([...holidays.filter((one) => one.date !== date), { date, name: name.trim() }].sort((one, other) => one.date.localeCompare(other.date)));
    setDate("");
    setName("");
  };
  return (
    <fieldset><legend>{words.holidays}</legend>
      {holidays.length === 0 && <p><small>{words.noHolidays}</small></p>}
      <ul>{holidays.map((one) => (
        <li key={one.date} class="item"><span class="grows">{one.name} <small>{longDay(`${one.date}T12:00:00`)}</small></span>
          <button type="button" class="bare" aria-label={words.removeHoliday(one.name)} onClick={() => put(holidays.filter((other) => other !== one))}><Icon name="x" /></button></li>
      ))}</ul>
      <div class="line-of">
        <label>{words.date}<input type="date" value={date} onInput={(event) => setDate(event.currentTarget.value)} /></label>
        <label>{words.name}<input maxLength={100} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        <button type="button" disabled={!date || !name.trim()} onClick={add}>{words.addHoliday}</button>
      </div>
    </fieldset>
  );
}
