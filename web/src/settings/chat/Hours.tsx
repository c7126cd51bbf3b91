import type { Channel, Entitlement, SchedulePage } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { Field, type Refusal } from "../channels/refusing.tsx";
import { linkTo } from "../opened.ts";
import { useRead } from "../reading.ts";
import { Gate } from "../subscription/Gate.tsx";
import type { Draft } from "./draft.ts";
import type { Hours as Shape } from "./model.ts";
import { PartForm, type Step } from "./PartForm.tsx";
import { WORDS } from "./words.ts";

type Option = "away" | "offline" | "capacity";
const GATE = "capacity_behaviour";

/** When somebody is there, and what the chat does in each state (CHT-06, CHT-07). */
export function Hours({ channel, step }: { channel: Channel; step?: Step }) {
  return <PartForm channel={channel} part="hours" step={step} named={["schedule_id", "away_text", "offline_text", "capacity_text"]} fields={(draft, refusal) => <Fields draft={draft} refusal={refusal} />} />;
}

interface Props {
  draft: Draft<Shape>;
  refusal: Refusal | null;
}

function Fields({ draft, refusal }: Props) {
  const words = spoken(WORDS);
  const { value, put } = draft;
  const gate = useRead<{ items: Entitlement[] }>("/account/entitlements", /^(subscription|account)\./).found?.items.find((one) => one.gate === GATE);
  return (
    <>
      <fieldset><legend>{words.basis}</legend>{(["users", "hours", "always"] as const).map((one) => (
        <label key={one} class="choice"><input type="radio" name="basis" checked={value.basis === one} onChange={() => put({ basis: one })} /><span>{words.bases[one]}<br /><small>{words.basisHints[one]}</small></span></label>
      ))}</fieldset>
      {value.basis === "hours" && <Scheduled draft={draft} refusal={refusal} />}
      <label>{words.replyTime}<select name="reply_time" value={value.reply_time} onChange={(event) => put({ reply_time: event.currentTarget.value as Shape["reply_time"] })}>{Object.entries(words.replyTimes).map(([one, saying]) => <option key={one} value={one}>{saying}</option>)}</select></label>
      {value.basis !== "always" && <Deed name="away" draft={draft} refusal={refusal} legend={words.away} options={words.aways} />}
      {value.basis === "hours" && <Deed name="offline" draft={draft} refusal={refusal} legend={words.offline} options={words.offlines} />}
      <Deed name="capacity" draft={draft} refusal={refusal} legend={words.capacity} options={words.capacities} {...(gate && !gate.allowed ? { closed: gate } : {})} />
    </>
  );
}

/** Which schedule counts, or the way to one. */
function Scheduled({ draft: { value, put }, refusal }: Props) {
  const words = spoken(WORDS);
  const schedules = useRead<SchedulePage>("/schedules?limit=100", /^(schedule|account)\./).found?.items.filter((one) => !one.archived || one.schedule_id === value.schedule_id);
  return (
    <>
      <Field label={words.schedule} name="schedule_id" refusal={refusal} hint={schedules?.length === 0 ? words.noSchedule : ""}>{(more) => (
        <select {...more} required value={value.schedule_id ?? ""} onChange={(event) => put({ schedule_id: event.currentTarget.value || null })}>
          <option value="">{words.choose}</option>{schedules?.map((one) => <option key={one.schedule_id} value={one.schedule_id}>{one.name} ({one.zone})</option>)}</select>)}</Field>
      <p><a href={linkTo("schedules", "new").href} target="_blank" rel="noopener">{words.makeSchedule}</a> <small>{words.inAnotherTab}</small></p>
    </>
  );
}

/** What the chat does in one state, with its text where it says something; a gate that is closed says what would open it (ACC-05). */
function Deed({ name, draft: { value, put }, refusal, legend, options, closed }: Props & { name: Option; legend: string; options: Record<string, string>; closed?: Entitlement }) {
  const words = spoken(WORDS);
  const text = `${name}_text` as const;
  const says = value[name] === "message" || (name === "away" && value.away === "ask_email");
  return (
    <fieldset><legend>{legend}</legend>
      {Object.entries(options).map(([one, saying]) => (
        <label key={one} class="check"><input type="radio" name={name} checked={value[name] === one} disabled={closed !== undefined && one !== "nothing" && value[name] !== one} onChange={() => put({ [name]: one })} />{saying}</label>
      ))}
      {closed && <ul><Gate gate={closed} /></ul>}
      {says && <Field label={words.text} name={text} refusal={refusal} hint={words.textHint}>{(more) => <textarea {...more} rows={2} maxLength={1000} value={value[text]} onInput={(event) => put({ [text]: event.currentTarget.value })} />}</Field>}
    </fieldset>
  );
}
