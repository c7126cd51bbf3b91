import { t } from "../i18n/words.ts";
import { drafts, unkept } from "./drafts.ts";

/** Whether the draft of a place is on the server. */
export function DraftState({ place }: { place: string }) {
  const words = t().later;
  if (unkept.value.has(place)) return <small class="state warn" role="status">{words.unkept}</small>;
  return drafts.value.has(place) ? <small class="state">{words.kept}</small> : null;
}
