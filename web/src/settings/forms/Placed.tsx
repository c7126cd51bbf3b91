import type { Form } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { WORDS } from "./words.ts";

/** How a form comes before people: its own page, and the line that puts it into another page (FRM-10). */
export function Placed({ form }: { form: Form }) {
  const words = spoken(WORDS);
  return (
    <section class="card" aria-labelledby="form-placed">
      <h3 id="form-placed">{words.use}</h3>
      {form.state !== "open" && <p><small>{words.takesNothing}</small></p>}
      <Copied label={words.page} text={form.page_url} />
      <p><a href={form.page_url} target="_blank" rel="noopener">{words.openPage}</a></p>
      <Copied label={words.snippet} text={`<script src="${form.script_url}" async></script>`} />
      <p><small>{words.elsewhere}</small></p>
    </section>
  );
}

function Copied({ label, text }: { label: string; text: string }) {
  const words = spoken(WORDS);
  const copy = () => void navigator.clipboard.writeText(text).then(() => tell(words.copied), () => tell(words.notCopied, { bad: true }));
  return (
    <div class="line-of">
      <label class="grows">{label}<input readOnly value={text} onFocus={(event) => event.currentTarget.select()} /></label>
      <button type="button" onClick={copy}>{words.copy}<span class="hidden"> {label}</span></button>
    </div>
  );
}
