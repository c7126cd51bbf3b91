import type { Channel } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Icon } from "../../parts/Icon.tsx";
import { change } from "../changing.ts";
import { Editing } from "./Editing.tsx";
import { WORDS } from "./words.ts";

/** One channel: its state in a word with the cause, its switch, what is set, and the way to end it (ACC-09). */
export function ChannelLine({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const { state } = channel;
  const name = channel.address || words.kinds[channel.kind] || channel.kind;
  const edits = may("account_access") && may("inbox_edit");
  const on = state === "connected" || state === "degraded";
  const act = (deed: "pause" | "resume" | "disconnect", said: string) => void change("POST", `/channels/${channel.channel_id}/${deed}`, { version: channel.version }, said);
  const end = () => { if (confirm(words.sure(name))) act("disconnect", words.ended); };
  return (
    <li class="item">
      <Icon name="email" />
      <span class="grows"><strong>{name}</strong> <span class={`chip state-${state}`}>{words.states[state]}</span><br />
        <small>{channel.cause ? causeOf(channel.cause) : state === "connecting" ? words.next(channel.next_step) : words.last(channel.last_inbound_at && full(channel.last_inbound_at))}</small></span>
      {edits && (on || state === "paused") && (
        <label class="check"><input type="checkbox" role="switch" checked={on} aria-label={words.switch(name)} onClick={(event) => { event.preventDefault(); if (on) act("pause", words.paused); else act("resume", words.resumed); }} />{on ? words.on : words.off}</label>
      )}
      {edits && state !== "disconnected" && (
        <details class="whole"><summary>{words.edit}<span class="hidden"> {name}</span></summary>
          <Editing key={channel.version} channel={channel} />
          <p class="line-of ends"><button type="button" onClick={end}>{words.end}</button><small>{words.endHint}</small></p></details>
      )}
    </li>
  );

  function causeOf(cause: string): string {
    return words.causes[cause] ?? cause;
  }
}
