import type { FormInFull } from "../../api/types.ts";
import { attempt, tell } from "../../app/notices.ts";
import { may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Icon } from "../../parts/Icon.tsx";
import { linkTo } from "../opened.ts";
import { useRead } from "../reading.ts";
import { inTurn } from "../turns.ts";
import { Editor } from "./Editor.tsx";
import { Placed } from "./Placed.tsx";
import { Versions } from "./Versions.tsx";
import { Where } from "./Where.tsx";
import { WORDS } from "./words.ts";

/** One form: what it asks, where it leads, how it is shown, and its versions. */
export function One({ id }: { id: string }) {
  const words = spoken(WORDS);
  const { found: form, failed, again } = useRead<FormInFull>(`/forms/${id}`, /^(form|submission|channel)\./);
  const edits = may("inbox_edit");
  return (
    <>
      <p><a class="back" {...linkTo("forms")}><Icon name="back" />{words.all}</a></p>
      {failed && <p class="refused" role="alert">{failed}</p>}
      {!form && !failed && <p role="status">{words.loading}</p>}
      {form && <>
        <p class="line-of"><strong>{form.name}</strong><span class={`chip ${form.state === "open" ? "good" : form.state === "archived" ? "" : "warn"}`}>{words.states[form.state]}</span>
          <a {...linkTo("submissions", form.form_id)}>{words.submissions}</a>
          {edits && <button type="button" class="end" onClick={() => void archive(form)}>{form.state === "archived" ? words.restore : words.archive}</button>}</p>
        {form.state === "archived" ? <p>{words.isArchived}</p> : edits && <Editor form={form} again={again} />}
        <div class="cards">{form.state !== "archived" && <Where form={form} again={again} />}{form.state !== "archived" && <Placed form={form} />}<Versions form={form} /></div>
      </>}
    </>
  );

  async function archive(now: FormInFull): Promise<void> {
    const path = `/forms/${now.form_id}`;
    const isAway = now.state === "archived";
    const done = await attempt(() => inTurn("POST", `${path}/${isAway ? "restore" : "archive"}`, { version: now.version }));
    again();
    if (!done) return;
    const back = () => void attempt(async () => {
      await inTurn("POST", `${path}/${isAway ? "archive" : "restore"}`, { version: now.version + 1 });
      again();
    });
    tell(isAway ? words.restored : words.archived, { undo: back });
  }
}
