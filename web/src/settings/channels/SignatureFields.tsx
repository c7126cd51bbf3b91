import { useRef } from "preact/hooks";
import type { Account } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { actOf, Bar, change } from "../../writing/Bar.tsx";
import type { Marked } from "../../writing/marks.ts";
import { useRead } from "../reading.ts";
import { Field, type Refusal } from "./refusing.tsx";
import { WORDS } from "./words.ts";

export type Signed = { format: "markdown" | "html"; source: string };
const TOKENS = ["agent.name", "agent.first_name", "agent.last_name"] as const;
const LONGEST = 10_000;

/** A signature, the team's unless `legend` says whose, which its heading shows; formatted or as HTML, with who writes as tokens; empty is none (EML-09, EML-10). */
export function SignatureFields({ value, put, refusal, legend, hint }: { value: Signed; put: (value: Signed) => void; refusal: Refusal | null; legend?: string; hint?: string }) {
  const words = spoken(WORDS);
  const box = useRef<HTMLTextAreaElement>(null);
  const account = useRead<Account>("/account", /^account\.(?:branding|logo)/).found;
  const picture = account?.logo_id ? `${location.origin}/brand/${account.account_id}/logo` : "https://";
  const pictures = { markdown: `![Logo](${picture})`, html: `<img src="${picture}" alt="Logo" width="120">` };
  const insert = (piece: string) => { if (box.current) change(box.current, (one) => inserted(one, piece)); };
  return (
    <fieldset><legend class={legend ? "hidden" : undefined}>{legend ?? words.signature}</legend>
      <Field label={words.format} name="format" refusal={refusal}>{(more) => (
        <select {...more} value={value.format} onChange={(event) => put({ ...value, format: event.currentTarget.value as Signed["format"] })}>
          <option value="markdown">{words.formatted}</option><option value="html">HTML</option></select>)}</Field>
      {value.format === "markdown" && <Bar box={box} />}
      <p class="line-of tokens">{TOKENS.map((token) => <button key={token} type="button" onClick={() => insert(`{{${token}}}`)}>{words.tokens[token]}</button>)}
        <button type="button" onClick={() => insert(pictures[value.format])}>{account?.logo_id ? words.logo : words.picture}</button></p>
      <Field label={words.signatureText} name="source" refusal={refusal} hint={hint ?? words.signatureHint}>{(more) => (
        <textarea {...more} ref={box} rows={6} maxLength={LONGEST} spellcheck={value.format === "markdown"} value={value.source} onInput={(event) => put({ ...value, source: event.currentTarget.value })}
          onKeyDown={(event) => { const act = value.format === "markdown" ? actOf(event) : null; if (act && box.current) { event.preventDefault(); change(box.current, act); } }} />)}</Field>
    </fieldset>
  );
}

function inserted({ text, start, end }: Marked, piece: string): Marked {
  const at = start + piece.length;
  return { text: text.slice(0, start) + piece + text.slice(end), start: at, end: at };
}
