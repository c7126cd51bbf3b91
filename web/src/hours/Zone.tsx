import { useId } from "preact/hooks";
import { spoken } from "../i18n/words.ts";
import { zones } from "./week.ts";
import { WORDS } from "./words.ts";

/** A time zone, typed or chosen. */
export function Zone({ zone, put }: { zone: string; put: (zone: string) => void }) {
  const words = spoken(WORDS);
  const id = useId();
  return (
    <label>{words.zone}
      <input required list={id} value={zone} spellcheck={false} autocomplete="off" aria-describedby={`${id}-hint`} onInput={(event) => put(event.currentTarget.value)} />
      <small id={`${id}-hint`}>{words.zoneHint}</small>
      <datalist id={id}>{zones().map((one) => <option key={one} value={one} />)}</datalist>
    </label>
  );
}
