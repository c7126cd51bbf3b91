import type { OpenRange } from "../api/types.ts";
import { spoken } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { added, copied, ofDay, overMidnight } from "./week.ts";
import { WORDS } from "./words.ts";
import "./hours.css";

/** The ranges of a week, day by day; everything by keyboard. */
export function Ranges({ ranges, put }: { ranges: readonly OpenRange[]; put: (ranges: OpenRange[]) => void }) {
  const words = spoken(WORDS);
  return (
    <fieldset class="week"><legend>{words.week}</legend>
      {words.days.map((name, day) => <Day key={day} name={name} day={day} ranges={ranges} put={put} />)}
      {ofDay(ranges, 0).length > 0 && <p><button type="button" onClick={() => put(copied(ranges))}>{words.copy}</button></p>}
    </fieldset>
  );
}

function Day({ name, day, ranges, put }: { name: string; day: number; ranges: readonly OpenRange[]; put: (ranges: OpenRange[]) => void }) {
  const words = spoken(WORDS);
  const own = ofDay(ranges, day);
  const change = (at: number, part: Partial<OpenRange>) => put(ranges.map((one, other) => (other === at ? { ...one, ...part } : one)));
  return (
    <div class="weekday" role="group" aria-label={name}>
      <strong>{name}</strong>
      <div class="pieces">
        {own.length === 0 && <small>{words.closed}</small>}
        {own.map(({ range, at }) => (
          <span key={at} class="piece">
            <input type="time" required aria-label={`${name} ${words.from}`} value={range.from} onInput={(event) => { if (event.currentTarget.value) change(at, { from: event.currentTarget.value }); }} />
            <span aria-hidden="true">–</span>
            <input type="time" required aria-label={`${name} ${words.to}`} value={range.to} onInput={(event) => { if (event.currentTarget.value) change(at, { to: event.currentTarget.value }); }} />
            {overMidnight(range) && <small>{words.nextDay}</small>}
            <button type="button" class="bare" aria-label={words.remove(name, range.from, range.to)} onClick={() => put(ranges.filter((_, other) => other !== at))}><Icon name="x" /></button>
          </span>
        ))}
      </div>
      <button type="button" class="bare" aria-label={words.add(name)} onClick={() => put(added(ranges, day))}><Icon name="plus" /></button>
    </div>
  );
}
