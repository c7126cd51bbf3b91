import { useState } from "preact/hooks";
import type { IconName } from "../../../sprite.ts";
import type { Channel } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Icon } from "../../parts/Icon.tsx";
import { Later } from "../../parts/Later.tsx";
import { change } from "../changing.ts";
import { messengerOf } from "../messenger/model.ts";
import { linkTo } from "../opened.ts";
import { Standing } from "./Standing.tsx";
import { WORDS } from "./words.ts";

const loadResume = () => import("../messenger/Resume.tsx");

/** One channel: its state in a word with the cause, its switch, and the way to what it is set to do; `alone` on its own page (ACC-09). */
export function ChannelLine({ channel, alone = false }: { channel: Channel; alone?: boolean }) {
  const words = spoken(WORDS);
  const { state } = channel;
  const name = channel.address || messengerOf(channel).page_name || channel.whatsapp?.display_number || channel.calling?.number || words.kinds[channel.kind] || channel.kind;
  const [asks, ask] = useState(false);
  const edits = may("account_access") && may("inbox_edit");
  const on = state === "connected" || state === "degraded";
  const act = (deed: "pause" | "resume", said: string) => void change("POST", `/channels/${channel.channel_id}/${deed}`, { version: channel.version }, said);
  const said = channel.cause ? (words.causes[channel.cause] ?? channel.cause)
    : state === "connecting" ? words.next(words.steps[channel.next_step] ?? channel.next_step) : words.last(channel.last_inbound_at && full(channel.last_inbound_at));
  return (
    <li class={alone ? "item alone" : "item"}>
      <Icon name={channel.kind as IconName} />
      <span class="grows"><strong>{name}</strong> <span class={`chip state-${state}`}>{words.states[state]}</span>{channel.kind === "chat" && on && <Standing channel={channel} />}<br /><small>{said}</small></span>
      {edits && (on || state === "paused") && (
        <label class="check"><input type="checkbox" role="switch" checked={on} aria-label={words.switch(name)} onClick={(event) => { event.preventDefault(); if (on) act("pause", words.paused); else if (channel.kind === "messenger" || channel.kind === "whatsapp") ask(true); else act("resume", words.resumed); }} />{on ? words.on : words.off}</label>
      )}
      {edits && !alone && state !== "disconnected" && <a {...linkTo("channels", channel.channel_id)}>{state === "connecting" ? words.goOn : words.settings}<span class="hidden"> {name}</span></a>}
      {asks && state === "paused" && <Later load={loadResume} with={{ channel, said: words.resumed, close: () => ask(false) }} />}
    </li>
  );
}
