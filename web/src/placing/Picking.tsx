import { spoken } from "../i18n/words.ts";
import { picked, place } from "../inbox/placing.ts";
import { items } from "../inbox/thread.ts";
import { WORDS } from "./words.ts";

/** How many messages are chosen, and where they can go. */
export default function Picking() {
  const words = spoken(WORDS);
  const chosen = picked.value ?? new Set<string>();
  const ids = items().flatMap((item) => ("message" in item ? [item.message.message_id] : []));
  const first = ids.findIndex((id) => chosen.has(id));
  return (
    <div class="bulk" role="toolbar" aria-label={words.messages}>
      <p role="status">{words.picking(chosen.size)}</p>
      <button type="button" disabled={first < 0} onClick={() => { picked.value = new Set(ids.slice(first)); }}>{words.after}</button>
      <button type="button" class="main" disabled={chosen.size === 0} onClick={() => place("messages")}>{words.to}</button>
      <button type="button" onClick={() => { picked.value = null; }}>{words.stop}</button>
    </div>
  );
}
