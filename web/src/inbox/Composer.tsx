import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Thread } from "../api/types.ts";
import { tell } from "../app/notices.ts";
import { channels, may, talkOf } from "../app/people.ts";
import { left } from "../canned/fill.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { Later } from "../parts/Later.tsx";
import { Recipients } from "../writing/Recipients.tsx";
import { Writer } from "../writing/Writer.tsx";
import { contactName } from "./contact.ts";
import { DraftState } from "./DraftState.tsx";
import { Noting } from "./Noting.tsx";
import { SendMenu } from "./SendMenu.tsx";
import { reply } from "./sending.ts";
import { clear, writtenAt } from "./written.ts";

const loadNoText = () => import("../calling/NoText.tsx");
const loadWays = () => import("../answering/Ways.tsx");
const loadWindow = () => import("../messenger/Window.tsx");

export type Mode = "reply" | "note";
export const mode = signal<Mode>("reply");

/** The place to answer, or to note something for colleagues. */
export function Composer({ thread }: { thread: Thread }) {
  const words = t().composer;
  if (!may("conversation_write")) return null;
  return (
    <div class={`composer ${mode.value}`}>
      <div class="modes" role="group" aria-label={words.kind}>
        {(["reply", "note"] as const).map((one) => <button key={one} type="button" class="bare" aria-pressed={mode.value === one} onClick={() => { mode.value = one; }}>{words[one]}</button>)}
      </div>
      {mode.value === "reply" ? <Answering thread={thread} /> : <Noting thread={thread} />}
    </div>
  );
}

/** What is typed stays when another conversation is opened in between. */
function Answering({ thread }: { thread: Thread }) {
  const words = t().composer;
  const place = thread.conversation_id;
  const [sent, setSent] = useState(0);
  const [shut, setShut] = useState(false);
  const by = writtenAt(place).channel_id || thread.channel_id;
  const limits = channels.value.get(by)?.limits;
  const told = by === thread.channel_id ? thread.window : null;
    const talk = talkOf(by);
  const windowed = told || talk === "whatsapp";
  const calls = talk === "calling";
  // where people talk nobody is named; what is written in a chat is there as it was typed
  const named = limits?.recipients !== 0;
  const typed = !named && talk !== "whatsapp" && talk !== "messenger";
  const send = (close: boolean, sendAt: string | null = null) => {
    const one = writtenAt(place);
    const wanting = left(one.text).map((name) => `{{${name}}}`);
    if (wanting.length > 0) return tell(t().later.noValue(wanting.join(", ")), { bad: true });
    clear(place);
    setSent(sent + 1);
    void reply(place, typed ? { ...one, format: "plain" } : one, thread.version, close, sendAt, !named);
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); send(false); }}>
      {(channels.value.size > 1 || !named) && <Later load={loadWays} with={{ thread }} />}
      {windowed && <Later load={loadWindow} with={{ thread, told, by, shut: setShut }} />}
      {calls && <Later load={loadNoText} with={{ thread }} />}
      {named && <Recipients key={sent} thread={thread} />}
      <Writer place={place} field="reply" label={words.reply} placeholder={words.placeholder(contactName.value)} limits={limits} plain={typed} talk={talk} by={by} meant={named ? 1 : 0} held={calls || (shut && Boolean(windowed))} onSend={send}>
        {(ready) => (
          <>
            <small class="wide-only">{words.keys}</small>
            <DraftState place={place} />
            <button type="button" disabled={!ready} onClick={() => send(true)}>{words.sendClose}</button>
            <button type="submit" class="main" disabled={!ready}>{words.send}<Icon name="send" /></button>
            <SendMenu name="send-later" disabled={!ready} onLater={(sendAt) => send(false, sendAt)} />
          </>
        )}
      </Writer>
    </form>
  );
}
