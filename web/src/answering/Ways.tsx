import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Thread, Way } from "../api/types.ts";
import { channels, inboxes } from "../app/people.ts";
import { slowly } from "../app/slowly.ts";
import { write, writtenAt } from "../inbox/written.ts";
import { watch } from "../live/stream.ts";
import { wayName } from "./naming.ts";
import { chosen, meant, offered } from "./ways.ts";
import { words } from "./words.ts";
import "./answering.css";

/** By which channel the answer goes, where there is a choice; those that cannot carry it say why (CNV-05). */
export default function Ways({ thread }: { thread: Thread }) {
  const said = words();
  const place = thread.conversation_id;
  const one = writtenAt(place);
  const [all, setAll] = useState<Way[]>([]);
  useEffect(() => {
    let gone = false;
    const read = slowly(500, async () => {
      const { items } = await get<{ items: Way[] }>(`/conversations/${place}/ways`).catch(() => ({ items: [] }));
      if (!gone) setAll(offered(items));
    });
    read();
    const stop = watch(({ kind }) => { if (/^(channel|contact)\.|^conversation\.continued$|^reset$/.test(kind)) read(); });
    return () => { gone = true; stop(); };
  }, [place]);
  const usual = meant(all, thread.messages);
  const now = all.find((way) => way.channel_id === one.channel_id) ?? usual;
  useEffect(() => {
    if (!one.channel_id && usual && !usual.own) write(place, chosen(usual, all.find((way) => way.own)));
  }, [one.channel_id, usual?.channel_id]);
  const [only] = all;
  if (all.length < 2) return only && !only.allowed && only.reason !== "calls_only" ? <p class="line-of" role="status">{named(only)}</p> : null;
  return (
    <label class="field ways"><span>{said.by}</span>
      <select value={now?.channel_id ?? ""} onChange={({ currentTarget: { value } }) => { const way = all.find((each) => each.channel_id === value); if (way) write(place, chosen(way, now)); }}>
        {all.map((way) => <option key={way.channel_id} value={way.channel_id} disabled={!way.allowed}>{named(way)}</option>)}
      </select></label>
  );

  function named(way: Way): string {
    const channel = channels.value.get(way.channel_id);
    const inbox = channel?.address ? inboxes.value.get(channel.inbox_id)?.name : "";
    return [channel ? wayName(channel) : said.unseen, inbox, way.own ? said.own : "", said.reasons[way.reason]].filter(Boolean).join(" · ");
  }
}
