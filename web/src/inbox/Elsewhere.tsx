import type { Message, ShownDecision } from "../api/types.ts";
import { may, users } from "../app/people.ts";
import { go, route } from "../app/route.ts";
import { t } from "../i18n/words.ts";
import { Later } from "../parts/Later.tsx";
import { pick, picked, takeApart } from "./placing.ts";
import { items, thread } from "./thread.ts";

const loadVia = () => import("../answering/Via.tsx");

/** Who brought things together or apart, the other conversation, and the way back. */
export function Elsewhere({ decision }: { decision: ShownDecision }) {
  const words = t().handle;
  const details = decision.details as Record<string, unknown>;
  const id = ["merged_id", "to_id", "from_id", "in_id"].map((name) => details[name]).find((one) => typeof one === "string");
  if (typeof id !== "string") return null;
  const who = users.value.get(decision.actor.replace("user:", ""))?.name;
  const part = decision.event === "conversation.absorbed";
  const together = part && items().some((item) => "message" in item && item.message.conversation_id === id);
  return (
    <>{who && <span>({who})</span>}
      {!part && <button type="button" class="bare" onClick={() => go({ conversation: id })}>{words.show}</button>}
      {together && route.value.at === null && may("conversation_write") && <button type="button" class="bare" onClick={() => takeApart(id)}>{words.apart}</button>}</>
  );
}

/** That a message was written in another conversation or went another way, and whether it is chosen to go to one. */
export function Placed({ message }: { message: Message }) {
  const words = t().handle;
  const here = thread.value?.conversation_id;
  const id = message.message_id;
  const from = message.conversation_id === here ? "" : message.placed_in === here ? words.movedHere : words.fromMerged;
  return (
    <>{picked.value && route.value.at === null && <input type="checkbox" aria-label={words.pick_} checked={picked.value.has(id)} onChange={() => pick(id)} />}
      {from && <span class="chip">{from}</span>}
      {message.direction !== "note" && message.channel_id !== thread.value?.channel_id && <Later load={loadVia} with={{ message }} />}</>
  );
}
