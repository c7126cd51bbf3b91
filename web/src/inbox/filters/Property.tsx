import { useState } from "preact/hooks";
import type { ConversationPropertyDefinition as Definition, WantedProperty as Wanted } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import type { Look } from "../look.ts";
import { definitions } from "../properties.ts";
import { narrow } from "../views.ts";
import { comparable } from "./comparable.ts";
import { WORDS } from "./words.ts";

type How = Wanted["how"];

/** Narrow to what a property has to be; an account without properties is asked nothing. */
export function Property({ now }: { now: Look }) {
  const words = spoken(WORDS);
  const [of, setOf] = useState("");
  const [how, setHow] = useState<How>("set");
  const [value, setValue] = useState("");
  const chosen = definitions.value.find((one) => one.property_id === of);
  const choose = (id: string) => {
    const text = definitions.value.find((one) => one.property_id === id)?.kind === "text";
    setOf(id);
    setHow(text ? "set" : "is");
    setValue("");
  };
  const add = (event: Event) => {
    event.preventDefault();
    if (!chosen) return;
    const wanted: Wanted = { property_id: of, how, value: how === "is" ? comparable(chosen.kind, value) : "" };
    if (!now.properties.some((one) => JSON.stringify(one) === JSON.stringify(wanted))) narrow({ properties: [...now.properties, wanted] });
    choose("");
  };
  if (definitions.value.length === 0) return null;
  return (
    <form class="wanted" onSubmit={add}>
      <select aria-label={`${words.add}: ${words.property}`} value={of} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{words.property}</option>
        {definitions.value.map((one) => <option key={one.property_id} value={one.property_id}>{one.name}</option>)}
      </select>
      {chosen && (
        <>
          <select aria-label={words.how} value={how} onChange={(event) => setHow(event.currentTarget.value as How)}>
            {/* a text may be personal: lists know only whether there is one */}
            {(chosen.kind === "text" ? ["set", "unset"] as const : ["is", "set", "unset"] as const).map((one) => <option key={one} value={one}>{words[one]}</option>)}
          </select>
          {how === "is" && <Value of={chosen} value={value} set={setValue} />}
          <button type="submit">{words.plus}</button>
        </>
      )}
    </form>
  );
}

function Value({ of, value, set }: { of: Definition; value: string; set: (value: string) => void }) {
  const words = spoken(WORDS);
  const options: [string, string][] = of.kind === "checkbox" ? [["true", words.yes], ["false", words.no]] : of.choices.map((one) => [one, one]);
  if (options.length > 0)
    return (
      <select required aria-label={words.value} value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="" disabled>{words.value}</option>
        {options.map(([one, label]) => <option key={one} value={one}>{label}</option>)}
      </select>
    );
  const more = of.kind === "date" ? { type: "date" as const } : { type: "text" as const, inputMode: "decimal" as const, pattern: String.raw`\s*[+\-]?\d+(\.\d+)?\s*` };
  return <input required maxLength={1000} aria-label={words.value} placeholder={words.value} value={value} onInput={(event) => set(event.currentTarget.value)} {...more} />;
}

/** A condition in words. */
export function said({ property_id, how, value }: Wanted): string {
  const words = spoken(WORDS);
  const of = definitions.value.find((one) => one.property_id === property_id);
  const shown = of?.kind === "checkbox" ? (value === "true" ? words.yes : words.no) : value;
  return `${of?.name ?? words.property} ${words[how]} ${how === "is" ? shown : ""}`.trim();
}
