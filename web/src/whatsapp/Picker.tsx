import type { Template } from "../api/types.ts";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { overlay } from "../app/overlay.ts";
import { may } from "../app/people.ts";
import { Icon } from "../parts/Icon.tsx";
import { linkTo } from "../settings/opened.ts";
import { useApproved } from "./approved.ts";
import { Bubble } from "./Bubble.tsx";
import { Header } from "./Header.tsx";
import { type Blank, blanks, type Chosen, empty, isFull, matching, MEDIA, plain, put, type Values } from "./template.ts";
import { words } from "./words.ts";
import "./whatsapp.css";

/** What was picked, filled in, and its text as it is read. */
export interface Picked {
  template: Chosen;
  text: string;
  uploads: string[];
}

interface Given {
  channel: string;
  /** What stands above the list: whom it goes to. */
  children?: ComponentChildren;
  /** Sends it; the dialog closes once that is so. */
  onSend: (picked: Picked) => Promise<boolean> | true;
}

/** Approved templates of a number: search, look at one as people see it, fill it in, send it (WAB-02; ARIA combobox with a list box). */
export default function Picker({ channel, children, onSend }: Given) {
  const said = words();
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const { all, failed } = useApproved(channel);
  const [typed, type] = useState("");
  const [at, move] = useState(0);
  const found = matching(all ?? [], typed);
  const one = found[at];
  useEffect(() => { box.current?.showModal(); }, []);
  useEffect(() => search.current?.focus(), [all !== null]);
  useEffect(() => { document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" }); }, [at]);
  const on = () => form.current?.querySelector<HTMLElement>("input, button[type=submit]")?.focus();
  const keys = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") move(at >= found.length - 1 ? 0 : at + 1);
    else if (event.key === "ArrowUp") move(at <= 0 ? Math.max(0, found.length - 1) : at - 1);
    else if (event.key === "Enter") on();
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={box} class="wa-picker" aria-labelledby={`${id}-title`} onClose={() => { overlay.value = null; }}>
      <header><h2 id={`${id}-title`}>{said.title}</h2><button type="button" class="bare" aria-label={said.close} onClick={() => box.current?.close()}><Icon name="x" /></button></header>
      {children}
      {failed && <p role="alert" class="state bad">{failed}</p>}
      {!all && !failed && <p role="status" aria-busy="true">{said.loading}</p>}
      {all?.length === 0 && <p>{said.none} {may("account_access") && <a {...linkTo("channels", channel)}>{said.toTemplates}</a>}</p>}
      {all && all.length > 0 && (
        <div class="wa-sides">
          <div class="wa-list">
            <input ref={search} type="text" role="combobox" aria-expanded={found.length > 0} aria-controls={`${id}-list`} aria-autocomplete="list" aria-label={said.search} placeholder={said.search} autocomplete="off" spellcheck={false}
              {...(one ? { "aria-activedescendant": `${id}-${at}` } : {})} value={typed} onInput={(event) => { type(event.currentTarget.value); move(0); }} onKeyDown={keys} />
            <ul id={`${id}-list`} role="listbox" aria-label={said.templates}>{found.map((each, index) => (
              <li key={each.id} id={`${id}-${index}`} role="option" aria-selected={index === at} onClick={() => { move(index); requestAnimationFrame(on); }}><strong>{each.name}</strong> <small>{each.language} · {said.categories[each.category] ?? each.category}</small></li>
            ))}</ul>
            <p class={found.length > 0 ? "hidden" : ""} role="status">{found.length > 0 ? said.found(found.length) : said.nothing}</p>
          </div>
          {one && <Filling key={one.id} form={form} template={one} send={async (picked) => { if (await onSend(picked)) box.current?.close(); }} />}
        </div>
      )}
    </dialog>
  );
}

/** One template: what is to be filled in, and how it will look. */
function Filling({ form, template, send }: { form: { current: HTMLFormElement | null }; template: Template; send: (picked: Picked) => Promise<void> }) {
  const said = words();
  const [values, fill] = useState<Values>(() => empty(template));
  const [file, give] = useState("");
  const needsFile = template.header.format in MEDIA;
  const [busy, work] = useState(false);
  const ready = !busy && isFull(template, values) && (!needsFile || file !== "");
  const done = async () => {
    if (!ready) return;
    work(true);
    await send({ template: { name: template.name, language: template.language, variables: values }, text: plain(template, values), uploads: file ? [file] : [] });
    work(false);
  };
  const label = ({ part, name }: Blank) => said.value(said.parts[part], part === "buttons" ? name : `{{${name}}}`);
  return (
    <form ref={form} class="wa-filling" onSubmit={(event) => { event.preventDefault(); void done(); }}>
      {needsFile && <Header format={template.header.format} give={give} />}
      {blanks(template).map((one) => (
        <label key={`${one.part} ${one.at}`}>{label(one)}<input type="text" required maxLength={1024} value={values[one.part][one.at] ?? ""} onInput={(event) => fill(put(values, one, event.currentTarget.value))} /></label>
      ))}
      <section aria-label={said.preview}><Bubble template={template} values={values} /></section>
      <p class="wa-acts"><button type="submit" class="main" disabled={!ready}>{said.send}<Icon name="send" /></button></p>
    </form>
  );
}
