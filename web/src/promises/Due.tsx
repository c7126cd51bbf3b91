import { full } from "../app/moments.ts";
import { spoken } from "../i18n/words.ts";
import { dues, now } from "./dues.ts";
import { parts, soonest } from "./soonest.ts";
import { WORDS } from "./words.ts";

/** How long until what a customer is promised first is due, or how long it is overdue (CNV-10). */
export function Due({ conversation }: { conversation: string }) {
  const promised = dues.value.get(conversation);
  const first = promised ? soonest(promised) : null;
  if (!first) return null;
  const words = spoken(WORDS);
  const { days, hours, minutes, over } = parts(first.due, now.value);
  const time = days > 0 ? `${days} ${words.day} ${hours} ${words.hour}` : hours > 0 ? `${hours} ${words.hour} ${minutes} ${words.minute}` : `${minutes} ${words.minute}`;
  const look = over ? "chip bad" : first.state === "warned" ? "chip warn" : "chip";
  return <span class={look} title={words.due(words.goals[first.goal], full(first.due))}><span class="hidden">{words.goals[first.goal]}: </span>{over ? words.over(time) : words.left(time)}</span>;
}
