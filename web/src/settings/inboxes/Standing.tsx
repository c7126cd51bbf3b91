import type { Channel, ChatState } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { spoken } from "../../i18n/words.ts";
import { useRead } from "../reading.ts";
import { WORDS } from "./words.ts";

const ABOUT = /^(user|team|channel|inbox|schedule|account|conversation)\./;

/** How a chat stands now for a visitor, in a word, with what led to it (CHT-07). */
export function Standing({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const { found } = useRead<ChatState>(`/channels/${channel.channel_id}/chat/state`, ABOUT);
  if (!found) return null;
  const why = found.reasons.map((one) => words.standingReasons[one] ?? one).join(", ");
  return (
    <>{" "}<span class={`chip ${found.state === "available" ? "good" : "warn"}`}>{words.standings[found.state]}</span>
      {" "}<small>{why}{found.returns_at && `. ${words.back(full(found.returns_at))}`}{!found.launcher && `. ${words.notShown}`}</small></>
  );
}
