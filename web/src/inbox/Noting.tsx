import { useRef, useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { Thread } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { users } from "../app/people.ts";
import { t } from "../i18n/words.ts";
import { Slash } from "../canned/Slash.tsx";
import { called, completed, matching, typed } from "./mentions.ts";
import { DraftState } from "./DraftState.tsx";
import { clear, write, writtenAt } from "./written.ts";

/** The place for a note that only colleagues read; an @ calls one of them. */
export function Noting({ thread }: { thread: Thread }) {
  const words = t().composer;
  const box = useRef<HTMLTextAreaElement>(null);
  const draft = `note ${thread.conversation_id}`;
  const { text } = writtenAt(draft);
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState(0);
  const people = [...users.value.values()].filter((user) => user.active);
  const begin = typed(text, at);
  const found = begin === null ? [] : matching(people, begin);
  const type = (value: string, caret: number) => { if (value) write(draft, { text: value }); else clear(draft); setAt(caret); setChosen(0); };
  const complete = (name: string) => {
    const next = completed(text, at, name);
    type(next.text, next.caret);
    requestAnimationFrame(() => { box.current?.focus(); box.current?.setSelectionRange(next.caret, next.caret); });
  };
  const keep = async () => {
    if (!text.trim()) return;
    const body = { text: text.trim(), mentions: called(text, people) };
    if (await attempt(() => call("POST", `/conversations/${thread.conversation_id}/notes`, { body, key: crypto.randomUUID() }))) type("", 0);
  };
  const keys = (event: KeyboardEvent) => {
    const one = found[chosen];
    if (one && event.key === "ArrowDown") setChosen((chosen + 1) % found.length);
    else if (one && event.key === "ArrowUp") setChosen((chosen + found.length - 1) % found.length);
    else if (one && (event.key === "Enter" || event.key === "Tab") && !event.ctrlKey) complete(one.name);
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void keep();
    else if (event.key === "Escape") { if (one) setAt(0); else box.current?.blur(); }
    else return;
    event.preventDefault();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void keep(); }}>
      {found.length > 0 && (
        <ul class="menu mention-menu" role="listbox" id="mention-menu" aria-label={words.noteHere}>{found.map((one, index) => (
          <li key={one.user_id} role="option" id={`mention-${index}`} aria-selected={index === chosen} onMouseDown={(event) => { event.preventDefault(); complete(one.name); }}>{one.name}</li>
        ))}</ul>
      )}
      <Slash box={box} conversation={thread.conversation_id} />
      <textarea id="note" ref={box} rows={3} dir="auto" aria-label={words.writeNote} placeholder={words.noteHere} value={text} aria-autocomplete="list"
        {...(found.length > 0 ? { "aria-activedescendant": `mention-${chosen}`, "aria-controls": "mention-menu" } : {})}
        onInput={(event) => type(event.currentTarget.value, event.currentTarget.selectionStart)} onClick={(event) => setAt(event.currentTarget.selectionStart)} onKeyDown={keys} />
      <div class="composer-foot"><small>{words.noteHere}</small><DraftState place={draft} /><button type="submit" class="main" disabled={!text.trim()}>{words.keep}</button></div>
    </form>
  );
}
