import { useEffect, useRef } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { WORDS } from "./words.ts";
import "./messenger.css";

/** Asks what becomes of what came while a page's channel was switched off, and switches it on (MSG-07). */
export default function Resume({ channel, said, close }: { channel: Channel; said: string; close: () => void }) {
  const words = spoken(WORDS);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const resume = async (replay: boolean) => { if (await change("POST", `/channels/${channel.channel_id}/resume`, { body: { replay }, version: channel.version }, said)) close(); };
  return (
    <div class="taking-in" role="group" aria-label={words.on} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } }}>
      <p>{words.held}</p>
      <p><small><strong>{words.replay}:</strong> {words.replayHint}<br /><strong>{words.leave}:</strong> {words.leaveHint}</small></p>
      <p class="line-of"><button type="button" ref={first} onClick={() => void resume(true)}>{words.replay}</button><button type="button" onClick={() => void resume(false)}>{words.leave}</button><button type="button" class="bare" onClick={close}>{words.cancel}</button></p>
    </div>
  );
}
