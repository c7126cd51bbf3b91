import { useRef } from "preact/hooks";
import { call } from "../api/client.ts";
import { attempt } from "../app/notices.ts";
import type { Message } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { may } from "../app/people.ts";
import { route } from "../app/route.ts";
import { t } from "../i18n/words.ts";
import { Pick } from "./SendMenu.tsx";
import { giveBack } from "./sending.ts";
import { dismissUndo, sendOf, takeBack, undoable } from "./undoing.ts";
import { emptyWritten } from "./written.ts";

/** When a waiting message leaves, and the ways to change that. */
export default function Scheduled({ message }: { message: Message }) {
  const words = t().later;
  const box = useRef<HTMLDivElement>(null);
  const { conversation_id: conversation, message_id: id } = message;
  const menu = `leaves-${id}`;
  const leave = (sendAt: string | null) => {
    box.current?.hidePopover();
    if (undoable.value?.message === id) dismissUndo();
    void attempt(() => call("PUT", sendOf(conversation, id), { body: { send_at: sendAt } }));
  };
  const own = undoable.value?.message === id ? undoable.value : null;
  const cancel = () => takeBack(own ?? { conversation, message: id, sendAt: null, back: (uploads) => giveBack(conversation, { ...written(message), uploads }) });
  return (
    <>
      <span class="state">{words.leaves(full(message.delivery?.not_before ?? message.at))}</span>
      {route.value.at === null && may("conversation_write") && (
        <>
          <button type="button" class="bare" onClick={() => leave(null)}>{words.now}</button>
          <button type="button" class="bare" popovertarget={menu}>{words.change}</button>
          <div id={menu} popover="auto" class="menu send-menu" ref={box}><Pick disabled={false} onPick={(moment) => leave(moment.toISOString())} /></div>
          <button type="button" class="bare" onClick={() => void cancel()}>{words.cancel}</button>
        </>
      )}
    </>
  );
}

/** A message as its author would write it again, but for its files. */
function written({ text, to, cc, bcc, html, channel_id }: Message) {
  return { ...emptyWritten, text, to, cc, bcc, channel_id, format: html ? "markdown" as const : "plain" as const };
}
