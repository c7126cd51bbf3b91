import { useState } from "preact/hooks";
import type { TicketPropertyDefinition as Definition } from "../../api/types.ts";
import { may } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { useRead } from "../reading.ts";
import { WORDS } from "./words.ts";

const PATH = "/ticket-properties";
const KINDS = ["text", "number", "date", "choice", "checkbox"] as const;
const listed = (text: string) => text.split(",").map((one) => one.trim()).filter(Boolean);

/** Which properties tickets can have beside those every ticket has (TKT-04). */
export function TicketProperties() {
  const words = spoken(WORDS);
  const { found } = useRead<{ items: Definition[] }>(PATH, /^account\./);
  if (!found) return null;
  return (
    <section class="card" aria-labelledby="ticket-properties">
      <h3 id="ticket-properties">{words.properties}</h3>
      <p><small>{words.propertiesHint}</small></p>
      {found.items.length === 0 && <p>{words.noProperties}</p>}
      <ul>{found.items.map((one) => <One key={one.property_id} of={one} />)}</ul>
      {may("account_access") && <New />}
    </section>
  );
}

function One({ of }: { of: Definition }) {
  const words = spoken(WORDS);
  const still = !may("account_access");
  const put = (what: Partial<Definition>) => void change("PUT", `${PATH}/${of.property_id}`, { body: { name: of.name, choices: of.choices, archived: of.archived, ...what } }, words.saved);
  return (
    <li class="item">
      <span class="line-of grows"><input aria-label={words.name} disabled={still} maxLength={200} defaultValue={of.name} onChange={(event) => put({ name: event.currentTarget.value })} /><small>{words.kinds[of.kind]}</small>
        {of.kind === "choice" && <input aria-label={words.choices} disabled={still} defaultValue={of.choices.join(", ")} onChange={(event) => put({ choices: listed(event.currentTarget.value) })} />}
        {of.archived && <span class="chip">{words.archived}</span>}</span>
      {!still && <button type="button" onClick={() => put({ archived: !of.archived })}>{of.archived ? words.restore : words.archive}</button>}
    </li>
  );
}

function New() {
  const words = spoken(WORDS);
  const [name, setName] = useState("");
  const [kind, setKind] = useState<(typeof KINDS)[number]>("text");
  const [choices, setChoices] = useState("");
  const add = async () => {
    if (!(await change("POST", PATH, { body: { name, kind, choices: kind === "choice" ? listed(choices) : [] } }, words.saved))) return;
    setName("");
    setChoices("");
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void add(); }}>
      <div class="of-two">
        <label>{words.name}<input required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        <label>{words.kind}<select value={kind} onChange={(event) => setKind(event.currentTarget.value as typeof kind)}>{KINDS.map((one) => <option key={one} value={one}>{words.kinds[one]}</option>)}</select></label>
        {kind === "choice" && <label>{words.choices}<input required value={choices} onInput={(event) => setChoices(event.currentTarget.value)} /></label>}
      </div>
      <p><button type="submit">{words.addProperty}</button></p>
    </form>
  );
}
