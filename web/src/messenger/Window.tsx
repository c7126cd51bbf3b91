import { useEffect, useState } from "preact/hooks";
import { chosen } from "../answering/ways.ts";
import { get } from "../api/client.ts";
import type { Thread, Way } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { channels, doorName } from "../app/people.ts";
import { write } from "../inbox/written.ts";
import { next, standing, type Told } from "./window.ts";
import { words } from "./words.ts";
import "./messenger.css";

const HOUR = 60;

/** How long the contact may be answered, ticking; once nobody may any more, the other ways. `shut` is told whether it is over (MSG-08). */
export default function Window({ thread, told, shut }: { thread: Thread; told: Told; shut: (is: boolean) => void }) {
  const said = words();
  const { state, minutes } = standing(told, useNow(told));
  const isOver = state === "closed" || state === "none";
  useEffect(() => shut(isOver), [isOver]);
  const when = (at: string | null) => (at ? full(at) : "");
  if (isOver) return <div class="window over" role="status"><p>{state === "none" ? said.none : said.closed(when(told.human_until))}</p><Others thread={thread} /></div>;
  if (state === "human_only") return <p class="window people">{said.people(when(told.human_until))}</p>;
  return <p class="window" title={said.leftHint(when(told.closes_at), when(told.human_until))}>{said.left(Math.floor(minutes / HOUR), minutes % HOUR)}</p>;
}

/** Now, anew whenever what is shown changes. */
function useNow(told: Told): number {
  const [now, tick] = useState(Date.now);
  useEffect(() => {
    const timer = setTimeout(() => tick(Date.now()), next(told, Date.now()));
    return () => clearTimeout(timer);
  }, [told, now]);
  return now;
}

/** The channels by which the contact can be answered instead (CNV-05). */
function Others({ thread }: { thread: Thread }) {
  const said = words();
  const [ways, put] = useState<Way[] | null>(null);
  const place = thread.conversation_id;
  useEffect(() => {
    let gone = false;
    get<{ items: Way[] }>(`/conversations/${place}/ways`).then(({ items }) => { if (!gone) put(items); }, () => undefined);
    return () => { gone = true; };
  }, [place]);
  if (!ways) return null;
  const own = ways.find((one) => one.own);
  const open = ways.filter((one) => one.allowed && !one.own);
  return open.length === 0 ? <p>{said.noWay}</p>
    : <p class="line-of">{open.map((one) => <button key={one.channel_id} type="button" onClick={() => write(place, chosen(one, own))}>{said.by(doorName(channels.value.get(one.channel_id)))}</button>)}</p>;
}
