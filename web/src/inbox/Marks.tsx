import { useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { Thread } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { may } from "../app/people.ts";
import { route } from "../app/route.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";

/** Tags and urgency of a conversation. */
export function Marks({ thread }: { thread: Thread }) {
  const words = t().handle;
  const [tag, setTag] = useState("");
  const idle = route.value.at !== null || !may("conversation_write");
  const path = `/conversations/${thread.conversation_id}`;
  const add = async () => { if (tag.trim() && (await attempt(() => call("POST", `${path}/tags`, { body: { tag } })))) setTag(""); };
  return (
    <>
      <dl><dt><label for="priority">{words.priority}</label></dt>
        <dd><select id="priority" disabled={idle} value={thread.priority} onChange={(event) => void attempt(() => call("PUT", `${path}/priority`, { body: { priority: event.currentTarget.value } }))}>
          {Object.entries(words.priorities).map(([value, text]) => <option key={value} value={value}>{text}</option>)}
        </select></dd></dl>
      <ul class="tags" aria-label={words.tags}>{thread.tags.map((one) => (
        <li key={one} class="chip">{one}{!idle && <button type="button" class="bare" aria-label={words.removeTag(one)} onClick={() => void attempt(() => call("POST", `${path}/untag`, { body: { tag: one } }))}><Icon name="x" /></button>}</li>
      ))}</ul>
      {!idle && <form class="add-tag" onSubmit={(event) => { event.preventDefault(); void add(); }}>
        <input aria-label={words.addTag} placeholder={words.addTag} maxLength={50} value={tag} onInput={(event) => setTag(event.currentTarget.value)} /></form>}
    </>
  );
}
