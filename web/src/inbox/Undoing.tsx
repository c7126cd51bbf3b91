import { full } from "../app/moments.ts";
import { t } from "../i18n/words.ts";
import { takeBack, undoable } from "./undoing.ts";

/** The line that says a message is on its way, and takes it back. */
export function Undoing() {
  const one = undoable.value;
  const words = t().later;
  if (!one) return null;
  return (
    <p class="notice">
      <span>{one.sendAt ? words.leaves(full(one.sendAt)) : words.sent}</span>
      <button type="button" onClick={() => void takeBack(one)}>{t().undo}{!one.sendAt && <span class="undo-left" aria-hidden="true"> {one.left}</span>}</button>
    </p>
  );
}
