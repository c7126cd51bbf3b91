import { useRef } from "preact/hooks";
import { later, monday, tomorrow } from "../app/times.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { UNDO_CHOICES, undoSeconds } from "./undoing.ts";

interface Given {
  /** Its id on the page. */
  name: string;
  disabled: boolean;
  onLater: (sendAt: string) => void;
}

/** When it leaves, if not now; and for how long it can be taken back. */
export function SendMenu({ name, disabled, onLater }: Given) {
  const words = t().later;
  const box = useRef<HTMLDivElement>(null);
  const at = (moment: Date) => { box.current?.hidePopover(); onLater(moment.toISOString()); };
  const item = (text: string, moment: (now: Date) => Date) => <li><button type="button" class="bare" disabled={disabled} onClick={() => at(moment(new Date()))}>{text}</button></li>;
  return (
    <>
      <button type="button" aria-label={words.menu} title={words.menu} popovertarget={name}><Icon name="snoozed" /></button>
      <div id={name} popover="auto" class="menu send-menu" ref={box}>
        <h3>{words.menu}</h3>
        <ul>
          {item(words.today, later)}
          {item(t().handle.tomorrow, tomorrow)}
          {item(t().handle.week, monday)}
          <li><Pick disabled={disabled} onPick={at} /></li>
        </ul>
        <ul>
          <li><label>{words.undoFor} <select value={undoSeconds.value} onChange={(event) => { undoSeconds.value = Number(event.currentTarget.value); }}>
            {UNDO_CHOICES.map((seconds) => <option key={seconds} value={seconds}>{seconds ? words.seconds(seconds) : words.never}</option>)}
          </select></label></li>
        </ul>
      </div>
    </>
  );
}

/** A time of one's own. */
export function Pick({ disabled, onPick }: { disabled: boolean; onPick: (moment: Date) => void }) {
  const words = t().later;
  const box = useRef<HTMLInputElement>(null);
  const pick = () => { if (box.current?.value) onPick(new Date(box.current.value)); };
  return (
    <span class="pick">
      <label>{words.pick} <input ref={box} type="datetime-local" /></label>
      <button type="button" disabled={disabled} onClick={pick}>{words.set}</button>
    </span>
  );
}
