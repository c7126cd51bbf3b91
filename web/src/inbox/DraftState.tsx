import { attempt } from "../app/notices.ts";
import { overlay } from "../app/overlay.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { drafts, unkept } from "./drafts.ts";

/** Whether the draft of a place is on the server. */
export function DraftState({ place }: { place: string }) {
  const words = t().later;
  if (unkept.value.has(place)) return <small class="state warn" role="status">{words.unkept}</small>;
  return drafts.value.has(place) ? <small class="state">{words.kept}</small> : null;
}

/** That there is an unsent answer or note in a conversation. */
export function DraftHint({ conversation }: { conversation: string }) {
  return drafts.value.has(conversation) || drafts.value.has(`note ${conversation}`) ? <span class="chip">{t().later.draft}</span> : null;
}

/** The way to all drafts, where there are any. */
export function DraftsLink() {
  const open = () => attempt(async () => { overlay.value = (await import("./Drafts.tsx")).default; });
  return drafts.value.size === 0 ? null : <p class="drafts-link"><button type="button" class="bare" onClick={() => void open()}><Icon name="pen" /><span>{t().later.drafts}</span><span class="count">{drafts.value.size}</span></button></p>;
}
