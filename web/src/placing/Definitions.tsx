import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { ConversationPropertyDefinition as Definition } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { overlay } from "../app/overlay.ts";
import { spoken } from "../i18n/words.ts";
import { definitions, readDefinitions } from "../inbox/properties.ts";
import { WORDS } from "./defining.ts";
import "./placing.css";

const KINDS = ["text", "number", "date", "choice", "checkbox"] as const;
const listed = (text: string) => text.split(",").map((one) => one.trim()).filter(Boolean);

/** Which properties conversations can have: new ones, other names, in use or archived. */
export default function Definitions() {
  const box = useRef<HTMLDialogElement>(null);
  const words = spoken(WORDS);
  useEffect(() => { box.current?.showModal(); }, []);
  return (
    <dialog ref={box} class="placing" aria-labelledby="defining-title" onClose={() => { overlay.value = null; }}>
      <h2 id="defining-title">{words.title}</h2>
      <ul class="placing-list">{definitions.value.map((one) => <One key={one.property_id} of={one} />)}</ul>
      <New />
      <form method="dialog"><p class="placing-ends"><button type="submit">{words.close}</button></p></form>
    </dialog>
  );
}

function One({ of }: { of: Definition }) {
  const words = spoken(WORDS);
  const put = (change: Partial<Definition>) => void attempt(async () => {
    await call("PUT", `/conversation-properties/${of.property_id}`, { body: { name: of.name, choices: of.choices, archived: of.archived, ...change } });
    await readDefinitions();
  });
  return (
    <li class="placing-row">
      <small>{words.kinds[of.kind]}</small>
      <span><input aria-label={words.name} defaultValue={of.name} maxLength={200} onChange={(event) => put({ name: event.currentTarget.value })} />
        {of.kind === "choice" && <input aria-label={words.choices} defaultValue={of.choices.join(", ")} onChange={(event) => put({ choices: listed(event.currentTarget.value) })} />}
        <button type="button" onClick={() => put({ archived: !of.archived })}>{of.archived ? words.restore : words.archive}</button></span>
    </li>
  );
}

function New() {
  const words = spoken(WORDS);
  const [name, setName] = useState("");
  const [kind, setKind] = useState<(typeof KINDS)[number]>("text");
  const [choices, setChoices] = useState("");
  const add = () => attempt(async () => {
    await call("POST", "/conversation-properties", { body: { name, kind, choices: kind === "choice" ? listed(choices) : [] }, key: crypto.randomUUID() });
    setName("");
    setChoices("");
    await readDefinitions();
  });
  return (
    <form onSubmit={(event) => { event.preventDefault(); void add(); }}>
      <label>{words.name} <input required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
      <label>{words.kind} <select value={kind} onChange={(event) => setKind(event.currentTarget.value as typeof kind)}>{KINDS.map((one) => <option key={one} value={one}>{words.kinds[one]}</option>)}</select></label>
      {kind === "choice" && <label>{words.choices} <input required value={choices} onInput={(event) => setChoices(event.currentTarget.value)} /></label>}
      <p class="placing-ends"><button type="submit" class="main">{words.add}</button></p>
    </form>
  );
}
