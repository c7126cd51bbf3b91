import { dismiss, notice } from "../app/notices.ts";
import { Undoing } from "../inbox/Undoing.tsx";
import { t } from "../i18n/words.ts";
import { Icon } from "./Icon.tsx";

/** The line at the bottom that says what was done, or what went wrong. */
export function Notice() {
  const shown = notice.value;
  return (
    <div class="notice-place" role="status" aria-live="polite">
      <Undoing />
      {shown && (
        <p class={shown.bad ? "notice bad" : "notice"}>
          <span>{shown.text}</span>
          {shown.undo && <button type="button" onClick={() => { shown.undo?.(); dismiss(); }}>{t().undo}</button>}
          <button type="button" class="bare" aria-label={t().keys.close} onClick={dismiss}><Icon name="x" /></button>
        </p>
      )}
    </div>
  );
}
