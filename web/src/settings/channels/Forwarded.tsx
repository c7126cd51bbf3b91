import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { WORDS } from "./words.ts";

/** Whom mail belongs to that a colleague forwards into the channel (EML-13, EML-14). */
export function Forwarded({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const set = (forwarded_to: string) => void change("PUT", `/channels/${channel.channel_id}/forwarding`, { body: { forwarded_to }, version: channel.version }, words.saved);
  const choice = (value: string, label: string) => <label class="check"><input type="radio" name="forwarded_to" checked={channel.forwarded_to === value} onChange={() => set(value)} />{label}</label>;
  return (
    <section class="card" aria-labelledby="forwarded"><h3 id="forwarded">{words.forwardedTitle}</h3>
      <fieldset><legend>{words.forwarded}</legend>{choice("original", words.toOriginal)}{choice("forwarder", words.toForwarder)}</fieldset></section>
  );
}
