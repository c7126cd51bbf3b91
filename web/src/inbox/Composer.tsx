import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { Thread } from "../api/types.ts";
import { may } from "../app/people.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { contactName } from "./contact.ts";
import { Noting } from "./Noting.tsx";
import { draftOf, keepDraft, pending, reply } from "./sending.ts";

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
  const [text, setText] = useState(() => draftOf(thread.conversation_id));
  // an answer that was taken back is a draft again
  const waiting = pending.value.some((one) => one.conversation === thread.conversation_id);
  const shown = text || waiting ? text : draftOf(thread.conversation_id);
  const type = (value: string) => { keepDraft(thread.conversation_id, value); setText(value); };
  const send = (close: boolean) => {
    if (!shown.trim()) return;
    void reply(thread.conversation_id, shown.trim(), thread.version, close);
    type("");
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send(event.shiftKey);
    } else if (event.key === "Escape") (event.currentTarget as HTMLElement).blur();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); send(false); }}>
      <label class="hidden" for="reply">{words.reply}</label>
      <textarea id="reply" rows={3} dir="auto" value={shown} placeholder={words.placeholder(contactName.value)} onInput={(event) => type(event.currentTarget.value)} onKeyDown={keys} />
      <div class="composer-foot">
        <small>{words.keys}</small>
        <button type="button" disabled={!shown.trim()} onClick={() => send(true)}>{words.sendClose}</button>
        <button type="submit" class="main" disabled={!shown.trim()}>{words.send}<Icon name="send" /></button>
      </div>
    </form>
  );
}
