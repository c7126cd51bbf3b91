import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client.ts";
import type { FormPage, Submission, SubmissionPage } from "../../api/types.ts";
import { wordsOf } from "../../app/notices.ts";
import { may } from "../../app/people.ts";
import { slowly } from "../../app/slowly.ts";
import { spoken } from "../../i18n/words.ts";
import { watch } from "../../live/stream.ts";
import { linkTo, open, openId } from "../opened.ts";
import { useRead } from "../reading.ts";
import { momentOf } from "./columns.ts";
import { Table } from "./Table.tsx";
import { WORDS } from "./words.ts";
import "./submissions.css";

const LIMIT = 50;

/** What was sent by forms, hidden fields too: of one form or all, in a stretch of time, page by page (FRM-07, FRM-09). */
export default function Submissions() {
  const words = spoken(WORDS);
  const form = openId();
  const forms = useRead<FormPage>("/forms?limit=100", /^form\./).found?.items ?? [];
  const [since, from] = useState("");
  const [until, to] = useState("");
  const [items, show] = useState<readonly Submission[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [failed, fail] = useState("");
  const asked = { form_id: form, since: momentOf(since), until: momentOf(until, 1) };
  const read = (cursor: string | null, signal?: AbortSignal) => get<SubmissionPage>("/submissions", { ...asked, limit: LIMIT, cursor }, signal).then(
    (page) => { show((before) => (cursor ? [...(before ?? []), ...page.items] : page.items)); setNext(page.next); fail(""); },
    (error: unknown) => { if (!signal?.aborted) fail(wordsOf(error)); },
  );
  useEffect(() => {
    const leaving = new AbortController();
    show(null);
    const again = slowly(1000, () => read(null, leaving.signal));
    again();
    const end = watch((frame) => { if (frame.kind.startsWith("submission.") || frame.kind === "reset") again(); });
    return () => { end(); leaving.abort(); };
  }, [form, since, until]);
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
      {next && <p><button type="button" onClick={() => void read(next)}>{words.older}</button></p>}
    </>
  );

  function exportOf(of: string, ending: string): string {
    const query = new URLSearchParams(Object.entries(asked).filter(([name, value]) => name !== "form_id" && value) as [string, string][]).toString();
    return `/api/v1/forms/${of}/submissions.${ending}${query && `?${query}`}`;
  }
}
