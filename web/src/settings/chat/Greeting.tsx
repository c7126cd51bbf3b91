import type { Channel } from "../../api/types.ts";
import { teams, users } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Field, type Refusal } from "../channels/refusing.tsx";
import type { Draft } from "./draft.ts";
import type { Greeting as Shape } from "./model.ts";
import { PartForm, type Step } from "./PartForm.tsx";
import { WORDS } from "./words.ts";

const SHOWN = 3;

/** Who is shown at the head of the chat, and what it says first (CHT-03, CHT-04). */
export function Greeting({ channel, step }: { channel: Channel; step?: Step }) {
  return <PartForm channel={channel} part="greeting" step={step} named={["welcome"]} fields={(draft, refusal) => <Fields draft={draft} refusal={refusal} />} />;
}

function Fields({ draft: { value, put }, refusal }: { draft: Draft<Shape>; refusal: Refusal | null }) {
  const words = spoken(WORDS);
  const asksPeople = value.heading === "people" || value.fallback === "people";
  const chosen = value.user_ids.length + value.team_ids.length;
  const check = (field: "user_ids" | "team_ids", id: string, name: string) => (
    <label key={id} class="check"><input type="checkbox" checked={value[field].includes(id)} onChange={() => put({ [field]: value[field].includes(id) ? value[field].filter((one) => one !== id) : [...value[field], id] })} />{name}</label>
  );
  const radio = <K extends "heading" | "fallback">(name: K, one: Shape[K], label: string) => <label class="check"><input type="radio" name={name} checked={value[name] === one} onChange={() => put({ [name]: one })} />{label}</label>;
  const people = [...users.value.values()].filter((one) => one.active || value.user_ids.includes(one.user_id));
  return (
    <>
      <fieldset><legend>{words.heading}</legend>{radio("heading", "people", words.headingPeople)}{radio("heading", "owner", words.headingOwner)}</fieldset>
      {value.heading === "owner" && <fieldset><legend>{words.fallback}</legend>{radio("fallback", "people", words.headingPeople)}{radio("fallback", "company", words.fallbackCompany)}</fieldset>}
      {asksPeople && <fieldset aria-describedby="heading-hint"><legend>{words.people}</legend>{people.map((one) => check("user_ids", one.user_id, one.name))}</fieldset>}
      {asksPeople && teams.value.size > 0 && <fieldset><legend>{words.teams}</legend>{[...teams.value.values()].map((one) => check("team_ids", one.team_id, one.name))}</fieldset>}
      {asksPeople && <p id="heading-hint"><small>{chosen === 0 ? words.headingNobody : chosen > SHOWN ? words.headingMany : words.headingHint}</small></p>}
      <Field label={words.welcome} name="welcome" refusal={refusal} hint={words.welcomeHint}>{(more) => <textarea {...more} rows={3} required={value.prompt} maxLength={1000} value={value.welcome} onInput={(event) => put({ welcome: event.currentTarget.value })} />}</Field>
      <label class="check"><input type="checkbox" checked={value.prompt} onChange={(event) => put({ prompt: event.currentTarget.checked })} />{words.prompt}</label>
    </>
  );
}
