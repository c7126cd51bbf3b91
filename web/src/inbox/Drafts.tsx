import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { ConversationRow, ConversationRowList } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { nameless, untitled } from "../app/people.ts";
import { openNewMail, overlay } from "../app/overlay.ts";
import { address, START } from "../app/route.ts";
import { spoken, t } from "../i18n/words.ts";
import { follow } from "../parts/follow.ts";
import { WORDS } from "./drafts-words.ts";
import { bring, drafts } from "./drafts.ts";

/** Everything I am writing and have not sent. */
export default function Drafts() {
  const words = t();
  const box = useRef<HTMLDialogElement>(null);
  const [rows, setRows] = useState<ConversationRow[]>([]);
  const ids = [...new Set([...drafts.value.keys()].filter((place) => place !== "new").map((place) => place.replace("note ", "")))];
  useEffect(() => {
    box.current?.showModal();
    if (ids.length > 0) void attempt(async () => { setRows((await get<ConversationRowList>("/conversations/rows", { ids: ids.slice(0, 100).join(",") })).items); });
  }, []);
  const mail = async () => { box.current?.close(); await bring("new"); await openNewMail(); };
  return (
    <dialog ref={box} aria-labelledby="drafts-title" onClose={() => { overlay.value = null; }}>
      <h2 id="drafts-title">{words.later.drafts}</h2>
      {drafts.value.size === 0 && <p>{spoken(WORDS).none}</p>}
      <ul class="drafts">
        {drafts.value.has("new") && <li><button type="button" class="bare" onClick={() => void mail()}>{spoken(WORDS).mail}</button></li>}
        {rows.map((row) => {
          const to = { ...START, conversation: row.conversation_id };
          return <li key={row.conversation_id}><a href={address(to)} onClick={(event) => { box.current?.close(); follow(to)(event); }}><strong>{row.contact_name || row.contact_address || nameless(row.channel_id)}</strong> {row.subject || untitled(row.channel_id)}</a></li>;
        })}
      </ul>
      <form method="dialog"><button type="submit">{words.keys.close}</button></form>
    </dialog>
  );
}
