import { useEffect, useState } from "preact/hooks";
import type { FormInFull, TicketPropertyDefinition } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { useRead } from "../reading.ts";
import { Fields } from "./Fields.tsx";
import { type Definition, draftOf } from "./model.ts";
import { Preview } from "./Preview.tsx";
import { WORDS } from "./words.ts";

/** What a form asks, changed as a draft beside how it will look; saving makes a version (FRM-02, FRM-09). */
export function Editor({ form, again }: { form: FormInFull; again: () => void }) {
  const words = spoken(WORDS);
  const properties = useRead<{ items: TicketPropertyDefinition[] }>("/ticket-properties", /^account\./).found?.items ?? [];
  const [base, begin] = useState(form);
  const [draft, put] = useState<Definition>(draftOf(form));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(draftOf(base));
  const isBehind = isChanged && form.form_version > base.form_version;
  useEffect(() => {
    if (isChanged) return;
    begin(form);
    put(draftOf(form));
  }, [form.version]);
  // what was written is not lost by leaving without a word
  useEffect(() => {
    if (!isChanged) return undefined;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", stay);
    return () => window.removeEventListener("beforeunload", stay);
  }, [isChanged]);
  const set = (part: Partial<Definition>) => put({ ...draft, ...part });
  const save = async () => {
    // a version by somebody else is not overwritten unseen; other changes of the form do not matter here
    const version = isBehind ? base.version : form.version;
    if (!(await change("PUT", `/forms/${form.form_id}`, { body: draft, version }, words.saved(form.form_version + 1)))) return;
    begin({ ...form, definition: draft });
    again();
  };
  const drop = () => { begin(form); put(draftOf(form)); };
  return (
    <section class="card form-editor" aria-labelledby="form-asks">
      <h3 id="form-asks">{words.asks}</h3>
      <div class="form-sides">
        <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
          <Heads draft={draft} set={set} />
          <h4>{words.fields}</h4>
          <Fields fields={draft.fields} put={(fields) => set({ fields })} properties={properties} />
          {isBehind && <p class="refused" role="status">{words.behind}</p>}
          <p class="line-of save-line"><button type="submit" class="main" disabled={!isChanged}>{words.save}</button>{isChanged && <button type="button" onClick={drop}>{words.discard}</button>}<small role="status">{isChanged ? words.unsaved : words.versionNow(form.form_version)}</small></p>
        </form>
        <Preview draft={draft} label={words.preview} />
      </div>
    </section>
  );
}

/** The words around the fields. */
function Heads({ draft, set }: { draft: Definition; set: (part: Partial<Definition>) => void }) {
  const words = spoken(WORDS);
  return (
    <>
      <div class="of-two">
        <label>{words.name}<input required maxLength={200} value={draft.name} onInput={(event) => set({ name: event.currentTarget.value })} /></label>
        <label>{words.language}<select value={draft.language} onChange={(event) => set({ language: event.currentTarget.value as Definition["language"] })}>{Object.entries(words.languages).map(([code, name]) => <option key={code} value={code}>{name}</option>)}</select></label>
      </div>
      <details><summary>{words.around}</summary>
        <div class="of-two field-editor">
          <label>{words.title}<input maxLength={200} value={draft.title} onInput={(event) => set({ title: event.currentTarget.value })} /></label>
          <label>{words.button}<input maxLength={60} value={draft.button} onInput={(event) => set({ button: event.currentTarget.value })} /></label>
          <label class="whole">{words.introduction}<textarea rows={3} maxLength={2000} value={draft.introduction} onInput={(event) => set({ introduction: event.currentTarget.value })} /></label>
          <label class="whole">{words.thanks}<textarea rows={2} maxLength={1000} value={draft.thanks} onInput={(event) => set({ thanks: event.currentTarget.value })} /></label>
          <label class="whole">{words.redirect}<input type="url" maxLength={1000} value={draft.redirect_url} onInput={(event) => set({ redirect_url: event.currentTarget.value })} /></label>
          <label class="check whole"><input type="checkbox" checked={draft.proof_of_work} onChange={(event) => set({ proof_of_work: event.currentTarget.checked })} />{words.work}</label>
        </div></details>
    </>
  );
}
