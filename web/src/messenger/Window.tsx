import { useEffect } from "preact/hooks";
import { Others } from "../answering/Others.tsx";
import type { Thread } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { talkOf } from "../app/people.ts";
import Free from "../whatsapp/Free.tsx";
import { useNow } from "./ticking.ts";
import { standing, type Told } from "./window.ts";
import { words } from "./words.ts";
import "./messenger.css";

const HOUR = 60;

interface Given {
  thread: Thread;
  /** How its own channel stands; null where it is answered by another. */
  told: Told | null;
  /** The channel by which it is answered. */
  by: string;
  /** Told whether nothing may be written any more. */
  shut: (is: boolean) => void;
}

/** How long the contact may be answered, as the platform has it (MSG-08, WAB-02). */
export default function Window(given: Given) {
  if (talkOf(given.by) === "whatsapp") return <Free {...given} />;
  return given.told && <Left {...given} told={given.told} />;
}

/** By Messenger, ticking; once nobody may any more, the other ways. */
function Left({ thread, told, shut }: Given & { told: Told }) {
  const said = words();
  const { state, minutes } = standing(told, useNow(told));
  const isOver = state === "closed" || state === "none";
  useEffect(() => shut(isOver), [isOver]);
  const when = (at: string | null) => (at ? full(at) : "");
  if (isOver) return <div class="window over" role="status"><p>{state === "none" ? said.none : said.closed(when(told.human_until))}</p><Others thread={thread} /></div>;
  if (state === "human_only") return <p class="window people">{said.people(when(told.human_until))}</p>;
  return <p class="window" title={said.leftHint(when(told.closes_at), when(told.human_until))}>{said.left(Math.floor(minutes / HOUR), minutes % HOUR)}</p>;
}
