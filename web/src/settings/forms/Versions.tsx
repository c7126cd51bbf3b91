import { useState } from "preact/hooks";
import { get } from "../../api/client.ts";
import type { FormInFull, FormVersion, FormVersionInFull, FormVersionPage } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { attempt } from "../../app/notices.ts";
import { may, users } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Happened } from "../../parts/Happened.tsx";
import { change } from "../changing.ts";
import { useRead } from "../reading.ts";
import type { Definition } from "./model.ts";
import { Preview } from "./Preview.tsx";
import { WORDS } from "./words.ts";

/** Every version of a form, what it asked, and the way back to one: as a version of its own (FRM-09). */
export function Versions({ form }: { form: FormInFull }) {
  const words = spoken(WORDS);
  const [cursor, turn] = useState<string | null>(null);
  const { found } = useRead<FormVersionPage>(`/forms/${form.form_id}/versions?limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`, /^(form|submission)\./);
  return (
    <section class="card" aria-labelledby="form-versions">
      <h3 id="form-versions">{words.versions}</h3>
      <ol>{found?.items.map((one) => <Version key={one.form_version} form={form} version={one} />)}</ol>
      <p class="line-of">{cursor && <button type="button" onClick={() => turn(null)}>{words.first}</button>}{found?.next && <button type="button" onClick={() => turn(found.next)}>{words.older}</button>}</p>
      <Happened kind="form" id={form.form_id} needs="inbox_edit" />
    </section>
  );
}

function Version({ form, version }: { form: FormInFull; version: FormVersion }) {
  const words = spoken(WORDS);
  const [held, show] = useState<Definition | null>(null);
  const number = version.form_version;
  const path = `/forms/${form.form_id}`;
  const isNow = number === form.form_version;
  const look = () => void attempt(async () => show((await get<FormVersionInFull>(`${path}/versions/${number}`)).definition as Definition));
  const back = () => void change("PUT", path, { body: held, version: form.version }, words.wentBack(number));
  return (
    <li class="item">
      <span class="grows">{words.version(number)}{isNow && <> <span class="chip good">{words.now}</span></>}<br />
        <small><time dateTime={version.at}>{full(version.at)}</time> · {users.value.get(version.by.split(":")[1] ?? "")?.name ?? version.by} · {words.counts(version.fields_count, version.submissions)}</small></span>
      <details class="whole" onToggle={(event) => { if (event.currentTarget.open && !held) look(); }}><summary>{words.held}<span class="hidden"> {number}</span></summary>
        {held && <>
          <Preview draft={held} label={words.version(number)} />
          <ul>{held.fields.filter((one) => one.hidden).map((one) => <li key={one.name}><small>{one.label || one.name}: {words.hidden}</small></li>)}</ul>
          {!isNow && form.state !== "archived" && may("inbox_edit") && <p><button type="button" onClick={back}>{words.goBack(number)}</button></p>}
        </>}
      </details>
    </li>
  );
}
