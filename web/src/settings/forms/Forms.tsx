import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { Form, FormPage } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { attempt } from "../../app/notices.ts";
import { inboxes, may } from "../../app/people.ts";
import { language, LANGUAGES, spoken } from "../../i18n/words.ts";
import { linkTo, open, openId } from "../opened.ts";
import { useRead } from "../reading.ts";
import { One } from "./One.tsx";
import { WORDS } from "./words.ts";
import "./forms.css";

const ABOUT = /^(form|submission|channel)\./;

/** The forms with their state, or one of them (FRM-02, FRM-09). */
export default function Forms() {
  const id = openId();
  return id === null || id === "new" ? <All /> : <One key={id} id={id} />;
}

function All() {
  const words = spoken(WORDS);
  const [archived, show] = useState(false);
  const [cursor, turn] = useState<string | null>(null);
  const { found, failed } = useRead<FormPage>(`/forms?limit=50&archived=${archived}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`, ABOUT);
  return (
    <>
      <p><small>{words.hint}</small></p>
      {may("inbox_edit") && <New />}
      <p class="line-of"><label class="check"><input type="checkbox" checked={archived} onChange={(event) => { turn(null); show(event.currentTarget.checked); }} />{words.showArchived}</label></p>
      {failed && <p class="refused" role="alert">{failed}</p>}
      {!found && !failed && <p role="status">{words.loading}</p>}
      {found?.items.length === 0 && <p>{archived ? words.noneArchived : words.none}</p>}
      {found && found.items.length > 0 && <ul class="card" aria-label={words.all}>{found.items.map((one) => <Line key={one.form_id} form={one} />)}</ul>}
      <p class="line-of">{cursor && <button type="button" onClick={() => turn(null)}>{words.first}</button>}{found?.next && <button type="button" onClick={() => turn(found.next)}>{words.more}</button>}</p>
    </>
  );
}

function Line({ form }: { form: Form }) {
  const words = spoken(WORDS);
  return (
    <li class="item">
      <span class="grows"><a {...linkTo("forms", form.form_id)}><strong>{form.name}</strong></a> <span class={`chip ${form.state === "open" ? "good" : form.state === "archived" ? "" : "warn"}`}>{words.states[form.state]}</span><br />
        <small>{[inboxes.value.get(form.inbox_id ?? "")?.name, words.counts(form.fields_count, form.submissions), form.last_submitted_at && words.last(full(form.last_submitted_at)), form.create_tickets && words.tickets].filter(Boolean).join(" · ")}</small></span>
      <a {...linkTo("submissions", form.form_id)}>{words.submissions}<span class="hidden"> {form.name}</span></a>
    </li>
  );
}

function New() {
  const words = spoken(WORDS);
  const [name, setName] = useState("");
  const [speaks, speak] = useState<string>(language.value);
  const make = () => attempt(async () => {
    const { id } = await call<{ id: string }>("POST", "/forms", { body: { name, language: speaks }, key: crypto.randomUUID() });
    open("forms", id);
  });
  return (
    <form class="line-of" onSubmit={(event) => { event.preventDefault(); void make(); }}>
      <label class="check">{words.another}<input required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
      <label class="check">{words.language}<select value={speaks} onChange={(event) => speak(event.currentTarget.value)}>{Object.entries(LANGUAGES).map(([code, said]) => <option key={code} value={code}>{said}</option>)}</select></label>
      <button type="submit">{words.make}</button>
    </form>
  );
}
