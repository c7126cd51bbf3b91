import { useEffect, useRef, useState } from "preact/hooks";
import type { ContactFile } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { users } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { FIELDS, type Plan, type Progress, readFile, refusedFile, takeIn } from "./importing.ts";
import { WORDS } from "./import-words.ts";

const SHOWN = 5;

/** Take contacts in out of a file: choose it, say what its columns are, try it, do it. */
export default function Import({ close }: { close: () => void }) {
  const words = spoken(WORDS);
  const box = useRef<HTMLDialogElement>(null);
  const going = useRef(true);
  const [file, show] = useState<ContactFile | null>(null);
  const [plan, decide] = useState<Plan>({ fields: [], known: "skip", owner_id: null, rehearse: false });
  const [progress, tell] = useState<(Progress & { rehearsed: boolean; busy: boolean }) | null>(null);
  useEffect(() => { box.current?.showModal(); return () => { going.current = false; }; }, []);
  const choose = (chosen: File | undefined) => void attempt(async () => {
    if (!chosen) return;
    const found = await readFile(chosen);
    show(found);
    decide({ ...plan, fields: found.fields });
    tell(null);
  });
  const run = (rehearse: boolean) => void attempt(async () => {
    const note = (busy: boolean) => (now: Progress) => tell({ ...now, rehearsed: rehearse, busy });
    note(true)({ done: 0, results: {}, refused: [] });
    note(false)(await takeIn(file?.rows ?? [], { ...plan, rehearse }, note(true), () => going.current).catch((error: unknown) => { tell(null); throw error; }));
  });
  const ready = file && plan.fields.some((field) => field === "email" || field === "phone" || field === "addresses") && !progress?.busy;
  return (
    <dialog ref={box} class="contacts-import" aria-labelledby="import-title" onClose={close}>
      <h2 id="import-title">{words.title}</h2>
      <p><small>{words.about}</small></p>
      <label>{words.file} <input type="file" accept=".csv,.txt,.tsv,text/csv" disabled={progress?.busy} onChange={(event) => choose(event.currentTarget.files?.[0])} /></label>
      {file && <>
        <p>{words.found(file.rows.length)}</p>
        <Columns file={file} fields={plan.fields} set={(fields) => { decide({ ...plan, fields }); tell(null); }} />
        <fieldset class="contacts-filters"><legend class="hidden">{words.title}</legend>
          <label>{words.known} <select value={plan.known} onChange={(event) => decide({ ...plan, known: event.currentTarget.value as Plan["known"] })}><option value="skip">{words.skip}</option><option value="update">{words.update}</option></select></label>
          <label>{words.owner} <select value={plan.owner_id ?? ""} onChange={(event) => decide({ ...plan, owner_id: event.currentTarget.value || null })}>
            <option value="">{words.nobody}</option>{[...users.value.values()].map((user) => <option key={user.user_id} value={user.user_id}>{user.name}</option>)}</select></label>
        </fieldset>
      </>}
      {progress && file && <Outcome progress={progress} file={file} />}
      <form method="dialog">
        {file && <button type="button" disabled={!ready} onClick={() => run(true)}>{words.rehearse}</button>}
        {file && <button type="button" class="main" disabled={!ready} onClick={() => run(false)}>{words.go}</button>}
        <button type="submit">{progress?.busy ? words.stop : words.close}</button>
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
      <tbody>{file.rows.slice(0, SHOWN).map((row) => <tr key={row.number}>{file.columns.map((_, index) => <td key={index}>{row.cells[index] ?? ""}</td>)}</tr>)}</tbody>
    </table></div>
  );
}

function Outcome({ progress, file }: { progress: Progress & { rehearsed: boolean; busy: boolean }; file: ContactFile }) {
  const words = spoken(WORDS);
  const link = useRef<HTMLAnchorElement>(null);
  const refused = progress.busy ? null : progress.refused;
  useEffect(() => {
    if (!refused?.length || !link.current) return undefined;
    const url = URL.createObjectURL(new Blob(["\uFEFF", refusedFile(file.columns, refused)], { type: "text/csv" }));
    link.current.href = url;
    return () => URL.revokeObjectURL(url);
  }, [refused]);
  const said = Object.entries(progress.results).map(([result, n]) => `${words.results[result as keyof typeof words.results] ?? result}: ${n}`).join(", ");
  return (
    <section class="contacts-outcome">
      <label>{progress.rehearsed ? words.rehearsed : words.taken} <progress value={progress.done} max={file.rows.length} /></label>
      <p role="status">{said}</p>
      {progress.refused.length > 0 && <ul>{progress.refused.slice(0, SHOWN).map(({ why }) => <li key={why.number}><small>{words.line(why.number)}: {why.detail}</small></li>)}</ul>}
      {refused && refused.length > 0 && <a ref={link} download="refused.csv">{words.download}</a>}
    </section>
  );
}
