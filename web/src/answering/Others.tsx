import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Thread, Way } from "../api/types.ts";
import { channels } from "../app/people.ts";
import { write, writtenAt } from "../inbox/written.ts";
import { wayName } from "./naming.ts";
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
  const by = writtenAt(place).channel_id || thread.channel_id;
  const now = ways.find((one) => one.channel_id === by);
  const open = ways.filter((one) => one.allowed && one.channel_id !== by);
  if (open.length === 0 && quiet) return null;
  return open.length === 0 ? <p>{said.noWay}</p>
    : <p class="line-of">{open.map((one) => <button key={one.channel_id} type="button" onClick={() => write(place, chosen(one, now))}>{said.other(wayName(channels.value.get(one.channel_id)))}</button>)}</p>;
}
