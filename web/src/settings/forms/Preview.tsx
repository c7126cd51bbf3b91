import { useEffect, useRef } from "preact/hooks";
import type { Account } from "../../api/types.ts";
import { language, spoken } from "../../i18n/words.ts";
import { useRead } from "../reading.ts";
import { type Definition, type Field, isChosen } from "./model.ts";
import { PAGE } from "./words.ts";

/** The form as people will see it, while it is written; nothing can be sent from here. */
export function Preview({ draft, label }: { draft: Definition; label: string }) {
  const words = draft.language === "auto" ? spoken(PAGE) : PAGE[draft.language];
  const account = useRead<Account>("/account", /^account\.(?:branding|logo)/).found;
  const looks = account?.branding as Partial<Record<"name" | "accent" | "text", string>> | undefined;
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    for (const [name, colour] of [["--brand", looks?.accent], ["--on-brand", looks?.text]] as const) box.current?.style.setProperty(name, colour ?? null);
  }, [looks?.accent, looks?.text]);
  return (
    <section class="form-preview" ref={box} aria-label={label} lang={draft.language === "auto" ? language.value : draft.language}>
      {account?.logo_id && <img class="form-logo" src={`/api/v1/account/logo?logo=${account.logo_id}`} alt={looks?.name || account.name} />}
      <h4>{draft.title || draft.name}</h4>
      {draft.introduction && <p class="introduction">{draft.introduction}</p>}
      <form onSubmit={(event) => event.preventDefault()} noValidate>
        {draft.fields.filter((one) => !one.hidden).map((one) => <Shown key={one.name} field={one} words={words} />)}
        <p><button type="submit" class="main">{draft.button || words.send}</button></p>
      </form>
    </section>
  );
}

type Words = (typeof PAGE)["en"];

function Shown({ field, words }: { field: Field; words: Words }) {
  const label = <span>{field.label}{!field.required && <small> ({words.optional})</small>}</span>;
  const help = field.help && <small>{field.help}</small>;
  if (field.type === "choices") {
    return <fieldset><legend>{label}</legend>{field.options.map((one) => <label key={one} class="check"><input type="checkbox" checked={one === field.default} />{one}</label>)}{help}</fieldset>;
  }
  if (field.type === "checkbox") return <><label class="check"><input type="checkbox" checked={["true", "on"].includes(field.default)} />{label}</label>{help}</>;
  return <label>{label}<Entry field={field} words={words} />{help}</label>;
}

function Entry({ field, words }: { field: Field; words: Words }) {
  const value = field.default;
  if (field.type === "long_text") return <textarea rows={4} defaultValue={value} key={value} />;
  if (isChosen(field)) return <select><option value="">{words.choose}</option>{field.options.map((one) => <option key={one} selected={one === value}>{one}</option>)}</select>;
  if (field.type === "file") return <input type="file" multiple />;
  if (field.type === "date") return <input type="date" defaultValue={value} key={value} />;
  if (field.type === "number") return <input type="number" step="any" defaultValue={value} key={value} />;
  return <input inputMode={field.type === "email" ? "email" : field.type === "phone" ? "tel" : "text"} defaultValue={value} key={value} />;
}
