import type { Channel } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { Field, type Refusal } from "../channels/refusing.tsx";
import type { Draft } from "./draft.ts";
import type { PageRule, Places as Shape } from "./model.ts";
import { PartForm } from "./PartForm.tsx";
import { WORDS } from "./words.ts";

/** On which sites the chat may run, and on which of their pages it shows (CHT-10). */
export function Places({ channel }: { channel: Channel }) {
  return <PartForm channel={channel} part="places" named={["origins"]} plain fields={(draft, refusal) => <Fields draft={draft} refusal={refusal} />} />;
}

function Fields({ draft: { value, put }, refusal }: { draft: Draft<Shape>; refusal: Refusal | null }) {
  const words = spoken(WORDS);
  const set = (index: number, part: Partial<PageRule>) => put({ pages: value.pages.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return (
    <>
      <Field label={words.origins} name="origins" refusal={refusal} hint={words.originsHint}>{(more) => (
        <textarea {...more} rows={3} spellcheck={false} placeholder={`${location.protocol}//www.example.com`} defaultValue={value.origins.join("\n")} key={value.origins.length ? "set" : "empty"}
          onChange={(event) => put({ origins: event.currentTarget.value.split(/\s+/).filter(Boolean) })} />)}</Field>
      <fieldset><legend>{words.pages}</legend>
        <p><small>{value.pages.length ? words.pagesHint : words.everyPage}</small></p>
        {value.pages.map((one, index) => (
          <p key={index} class="line-of">
            <select aria-label={words.pageRule(index + 1)} value={one.rule} onChange={(event) => set(index, { rule: event.currentTarget.value as PageRule["rule"] })}><option value="show">{words.show}</option><option value="hide">{words.hide}</option></select>
            <input class="grows" aria-label={words.pattern(index + 1)} required pattern="[\/*].*" maxLength={500} placeholder="/shop/*" spellcheck={false} value={one.pattern} onInput={(event) => set(index, { pattern: event.currentTarget.value })} />
            <button type="button" aria-label={words.removeRule(index + 1)} onClick={() => put({ pages: value.pages.filter((_, at) => at !== index) })}>{words.remove}</button>
          </p>
        ))}
        <p><button type="button" onClick={() => put({ pages: [...value.pages, { rule: "show", pattern: "" }] })}>{words.addRule}</button></p>
      </fieldset>
    </>
  );
}
