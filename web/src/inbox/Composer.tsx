import { useState } from "preact/hooks";
import type { Thread } from "../api/types.ts";
import { may } from "../app/people.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { contactName } from "./contact.ts";
import { draftOf, keepDraft, pending, reply } from "./sending.ts";

/** The place to answer. What is typed stays when another conversation is opened in between. */
export function Composer({ thread }: { thread: Thread }) {
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
  if (!may("conversation_write")) return null;
  return (
    <form class="composer" onSubmit={(event) => { event.preventDefault(); send(false); }}>
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
