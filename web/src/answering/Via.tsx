import type { IconName } from "../../sprite.ts";
import type { Message } from "../api/types.ts";
import { channels, doorName } from "../app/people.ts";
import { Icon } from "../parts/Icon.tsx";
import { words } from "./words.ts";
import "./answering.css";

/** By which channel a message came or went, where that is not how the conversation began (CNV-05). */
export default function Via({ message }: { message: Message }) {
  const said = words();
  const channel = channels.value.get(message.channel_id);
  return <span class="chip via"><Icon name={(channel?.kind ?? "email") as IconName} />{said.via(channel ? doorName(channel) : said.unseen)}</span>;
}
