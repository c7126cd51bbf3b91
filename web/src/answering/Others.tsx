import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Thread, Way } from "../api/types.ts";
import { channels, doorName } from "../app/people.ts";
import { write } from "../inbox/written.ts";
import { chosen } from "./ways.ts";
import { words } from "./words.ts";

/** The channels by which the contact can be answered instead (CNV-05); where there are none, what to do, unless that is said otherwise. */
export function Others({ thread, quiet = false }: { thread: Thread; quiet?: boolean }) {
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
  if (open.length === 0 && quiet) return null;
  return open.length === 0 ? <p>{said.noWay}</p>
    : <p class="line-of">{open.map((one) => <button key={one.channel_id} type="button" onClick={() => write(place, chosen(one, own))}>{said.other(doorName(channels.value.get(one.channel_id)))}</button>)}</p>;
}
