import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CannedReply } from "../api/types.ts";
import { Icon } from "../parts/Icon.tsx";
import { Editor } from "./Editor.tsx";
import { filled, matching } from "./fill.ts";
import { readReplies, remove, replies, valuesIn } from "./replies.ts";
import { words } from "./words.ts";
import "./canned.css";

interface Given {
  conversation: string | null;
  /** Called with the text to insert and what to select in it, or null. */
  close: (text: string | null, select?: [number, number] | null) => void;
}

const editing = signal<CannedReply | "new" | null>(null);

/** Canned replies above the composer: search by several words, look, insert (ARIA combobox with a list box). */
export default function Picker({ conversation, close }: Given) {
  const said = words();
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [values, setValues] = useState<Record<string, string>>({});
  useEffect(() => {
    search.current?.focus();
    void readReplies();
    valuesIn(conversation).then(setValues, () => undefined);
  }, []);
  const found = matching(replies.value, typed).slice(0, 50);
  const one = found[at];
  const shown = one && filled(one.text, values);
  const insert = (chosen: CannedReply | undefined) => {
    if (!chosen) return;
    const { text, missing } = filled(chosen.text, values);
    const begin = missing.length > 0 ? text.indexOf("{{") : -1;
    close(text, begin < 0 ? null : [begin, text.indexOf("}}", begin) + 2]);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(at >= found.length - 1 ? 0 : at + 1);
    else if (event.key === "ArrowUp") setAt(at <= 0 ? Math.max(0, found.length - 1) : at - 1);
    else if (event.key === "Enter") insert(one);
    else if (event.key === "Escape") close(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="menu canned" role="dialog" aria-label={said.title}>
      <div class="canned-head">
        <input ref={search} type="text" role="combobox" aria-expanded={found.length > 0} aria-controls="canned-list" aria-autocomplete="list" aria-label={said.search} placeholder={said.search} autocomplete="off" spellcheck={false}
          {...(one ? { "aria-activedescendant": `canned-${at}` } : {})} value={typed} onInput={(event) => { setTyped(event.currentTarget.value); setAt(0); }} onKeyDown={keys} />
        <button type="button" onClick={() => { editing.value = "new"; }}>{said.new}</button>
        <button type="button" class="bare" aria-label={said.close} onClick={() => close(null)}><Icon name="x" /></button>
      </div>
      <div class="canned-body">
        <ul id="canned-list" role="listbox" aria-label={said.title}>{found.map((each, index) => (
          <li key={each.reply_id} id={`canned-${index}`} role="option" aria-selected={index === at} onMouseMove={() => setAt(index)} onClick={() => insert(each)}><span>{each.name}</span>{each.shortcut && <kbd>/{each.shortcut}</kbd>}</li>
        ))}</ul>
        {one && shown && (
          <div class="canned-shown">
            <p class="text" dir="auto">{shown.text}</p>
            {shown.missing.length > 0 && <p class="state warn">{said.missing(shown.missing.map((name) => `{{${name}}}`).join(", "))}</p>}
            <p><button type="button" onClick={() => insert(one)}>{said.insert}</button><button type="button" class="bare" onClick={() => { editing.value = one; }}>{said.edit}</button><button type="button" class="bare" onClick={() => void remove(one)}>{said.remove}</button></p>
          </div>
        )}
      </div>
      <p class="hidden" role="status">{found.length > 0 ? said.found(found.length) : said.none}</p>
      {found.length === 0 && <p>{said.none}</p>}
      {editing.value && <Editor of={editing.value === "new" ? null : editing.value} close={() => { editing.value = null; search.current?.focus(); }} />}
    </div>
  );
}
