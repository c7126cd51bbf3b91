import { useState } from "preact/hooks";
import type { FormPage, Submission } from "../../api/types.ts";
import { may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { usePaged } from "../../parts/paged.ts";
import { linkTo, open, openId } from "../opened.ts";
import { useRead } from "../reading.ts";
import { momentOf } from "./columns.ts";
import { Table } from "./Table.tsx";
import { WORDS } from "./words.ts";
import "./submissions.css";

/** What was sent by forms, hidden fields too: of one form or all, in a stretch of time, page by page (FRM-07, FRM-09). */
export default function Submissions() {
  const words = spoken(WORDS);
  const form = openId();
  const forms = useRead<FormPage>("/forms?limit=100", /^form\./).found?.items ?? [];
  const [since, from] = useState("");
  const [until, to] = useState("");
  const asked = { form_id: form, since: momentOf(since), until: momentOf(until, 1) };
  const { items, next, failed, more } = usePaged<Submission>("/submissions", asked, /^submission\./);
  return (
    <>
      <p><small>{words.hint}</small></p>
      <div class="line-of">
        <label>{words.form}<select onChange={(event) => open("submissions", event.currentTarget.value || undefined)}>
          <option value="" selected={form === null}>{words.choose}</option>{forms.map((one) => <option key={one.form_id} value={one.form_id} selected={one.form_id === form}>{one.name}</option>)}</select></label>
        <label>{words.since}<input type="date" value={since} onChange={(event) => from(event.currentTarget.value)} /></label>
        <label>{words.until}<input type="date" value={until} onChange={(event) => to(event.currentTarget.value)} /></label>
        {form && may("inbox_edit") && <a class="end" {...linkTo("forms", form)}>{words.edit}</a>}
      </div>
      {form && may("compliance_manage") && <p class="line-of">{(["csv", "parquet"] as const).map((one) => <a key={one} download href={exportOf(form, one)}>{words[one]}</a>)}</p>}
      {failed && <p class="refused" role="alert">{failed}</p>}
      {!items && !failed && <p role="status">{words.loading}</p>}
      {items?.length === 0 && <p role="status">{since || until ? words.noneThen : words.none}</p>}
      {items && items.length > 0 && <Table items={items} all={form === null} />}
      {next && <p><button type="button" onClick={more}>{words.older}</button></p>}
    </>
  );

  function exportOf(of: string, ending: string): string {
    const query = new URLSearchParams(Object.entries(asked).filter(([name, value]) => name !== "form_id" && value) as [string, string][]).toString();
    return `/api/v1/forms/${of}/submissions.${ending}${query && `?${query}`}`;
  }
}
