import type { Channel } from "../api/types.ts";
import { doorName, talkOf } from "../app/people.ts";
import { t } from "../i18n/words.ts";

/** What a channel is called as a way to answer: a number or a page says by itself not by what. */
export function wayName(channel: Channel | undefined): string {
  const kind = talkOf(channel?.channel_id);
  const name = doorName(channel);
  return kind && kind !== "chat" ? `${t().side[kind]}, ${name}` : name;
}
