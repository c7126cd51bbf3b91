import { useEffect, useRef, useState } from "preact/hooks";
import type { ContactFile, ContactImport } from "../api/types.ts";
import { attempt, refusedFor } from "../app/notices.ts";
import { users } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { begin, bring, FIELDS, follow, type Plan, refusedAt, stop, underway } from "./importing.ts";
import { WORDS } from "./import-words.ts";

const SHOWN = 5;
const RESULTS = ["created", "updated", "skipped", "refused"] as const;

/** Take contacts in out of a file: choose it, say what its columns are, try it, do it. The server goes on where this is closed. */
export default function Import({ close }: { close: () => void }) {
  const words = spoken(WORDS);
  const box = useRef<HTMLDialogElement>(null);
  const shown = useRef("");
  const [file, show] = useState<ContactFile | null>(null);
  const [plan, decide] = useState<Plan>({ fields: [], known: "skip", owner_id: null, rehearse: false });
  const [one, tell] = useState<ContactImport | null>(null);
  const watch = (id: string) => { shown.current = id; return follow(id, tell, () => shown.current === id); };
  useEffect(() => {
    box.current?.showModal();
    // one that was begun before goes on being shown
    void attempt(async () => { const going = await underway(); if (going) await watch(going.import_id); });
    return () => { shown.current = ""; };
  }, []);
  const choose = (chosen: File | undefined) => void attempt(async () => {
    if (!chosen) return;
    shown.current = "";
    tell(null);
    const found = await bring(chosen);
    show(found);
    decide({ ...plan, fields: found.fields });
  });
  const run = (rehearse: boolean) => void attempt(async () => {
    if (!file) return;
    tell(await begin(file.import_id, { ...plan, rehearse }));
    await watch(file.import_id);
  });
  const busy = one?.state === "working";
  const ready = file && plan.fields.some((field) => field === "email" || field === "phone" || field === "addresses") && !busy;
  return (
    <dialog ref={box} class="contacts-import" aria-labelledby="import-title" onClose={close}>
      <h2 id="import-title">{words.title}</h2>
      <p><small>{words.about}</small></p>
      <label>{words.file} <input type="file" accept=".csv,.txt,.tsv,text/csv" disabled={busy} onChange={(event) => choose(event.currentTarget.files?.[0])} /></label>
      {file && <>
        <p>{words.found(file.total)}</p>
        <Columns file={file} fields={plan.fields} set={(fields) => { decide({ ...plan, fields }); tell(null); }} />
        <fieldset class="contacts-filters"><legend class="hidden">{words.title}</legend>
          <label>{words.known} <select value={plan.known} onChange={(event) => decide({ ...plan, known: event.currentTarget.value as Plan["known"] })}><option value="skip">{words.skip}</option><option value="update">{words.update}</option></select></label>
          <label>{words.owner} <select value={plan.owner_id ?? ""} onChange={(event) => decide({ ...plan, owner_id: event.currentTarget.value || null })}>
            <option value="">{words.nobody}</option>{[...users.value.values()].map((user) => <option key={user.user_id} value={user.user_id}>{user.name}</option>)}</select></label>
        </fieldset>
      </>}
      {one && <Outcome one={one} />}
      <form method="dialog">
        {file && <button type="button" disabled={!ready} onClick={() => run(true)}>{words.rehearse}</button>}
        {file && <button type="button" class="main" disabled={!ready} onClick={() => run(false)}>{words.go}</button>}
        {busy && <button type="button" onClick={() => void attempt(async () => tell(await stop(one.import_id)))}>{words.stop}</button>}
        <button type="submit">{words.close}</button>
      </form>
    </dialog>
  );
}

function Columns({ file, fields, set }: { file: ContactFile; fields: string[]; set: (fields: string[]) => void }) {
  const words = spoken(WORDS);
  return (
    <div class="contacts-sheet" role="region" aria-label={words.columns} tabIndex={0}><table>
      <thead><tr>{file.columns.map((column, index) => (
        <th key={index} scope="col"><span>{column}</span><select aria-label={words.is(column)} value={fields[index] ?? ""} onChange={(event) => set(fields.map((field, at) => (at === index ? event.currentTarget.value : field)))}>
          {FIELDS.map((field) => <option key={field} value={field}>{words.fields[field]}</option>)}</select></th>
      ))}</tr></thead>
      <tbody>{file.rows.map((row) => <tr key={row.number}>{file.columns.map((_, index) => <td key={index}>{row.cells[index] ?? ""}</td>)}</tr>)}</tbody>
    </table></div>
  );
}

function Outcome({ one }: { one: ContactImport }) {
  const words = spoken(WORDS);
  const said = RESULTS.filter((result) => one[result] > 0).map((result) => `${words.results[result]}: ${one[result]}`).join(", ");
  return (
    <section class="contacts-outcome">
      <label>{one.rehearse ? words.rehearsed : words.taken} <progress value={one.done} max={one.total} /></label>
      <p role="status">{[said, one.state === "stopped" ? words.stopped : "", one.state === "file_gone" ? words.gone : ""].filter(Boolean).join(". ")}</p>
      {one.refused_rows.length > 0 && <ul>{one.refused_rows.slice(0, SHOWN).map((row) => <li key={row.number}><small>{words.line(row.number)}: {refusedFor(row)}</small></li>)}</ul>}
      {one.state !== "working" && one.refused > 0 && <a href={refusedAt(one.import_id)} download="refused.csv">{words.download}</a>}
    </section>
  );
}
