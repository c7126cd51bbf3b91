import type { Channel } from "../../api/types.ts";
import { readPeople } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { HeldForm } from "../channels/HeldForm.tsx";
import { Field } from "../channels/refusing.tsx";
import type { Step } from "../chat/PartForm.tsx";
import { useHeld } from "../held.ts";
import { inTurn } from "../turns.ts";
import { LONGEST, messengerOf, saidOf } from "./model.ts";
import { Phone } from "./Phone.tsx";
import { WORDS } from "./words.ts";

const NAMED = ["greeting", "instant_reply", "text"];
const NEAR = 0.9;

/** What the page says by itself, beside the phone that shows it (MSG-05). */
export function SaidForm({ channel, step }: { channel: Channel; step?: Step }) {
  const words = spoken(WORDS);
  const path = `/channels/${channel.channel_id}/messenger/greeting`;
  const draft = useHeld(saidOf(channel), channel.version, (body, version) => inTurn("PUT", path, { key: crypto.randomUUID(), body, version }), readPeople);
  const { greeting, instant_reply: reply } = draft.value;
  const room = (text: string) => (left(text) < 0 ? words.over(-left(text)) : [...text].length > LONGEST * NEAR ? words.room(left(text)) : "");
  return (
    <div class="said-sides">
      <HeldForm draft={draft} step={step} named={NAMED} fine={left(greeting) >= 0 && left(reply.text) >= 0} saved={words.saved} words={words} fields={(refusal) => <>
        <Field label={words.greeting} name="greeting" refusal={refusal} hint={room(greeting) || words.greetingHint}>{(more) => <textarea {...more} rows={3} value={greeting} onInput={(event) => draft.put({ greeting: event.currentTarget.value })} />}</Field>
        <label class="check"><input type="checkbox" role="switch" checked={reply.on} onChange={(event) => draft.put({ instant_reply: { ...reply, on: event.currentTarget.checked } })} />{words.instant}</label>
        {reply.on && <Field label={words.instantText} name="text" refusal={refusal && { ...refusal, field: refusal.field === "instant_reply" ? "text" : refusal.field }} hint={room(reply.text) || words.instantHint}>{(more) => <textarea {...more} rows={3} required value={reply.text} onInput={(event) => draft.put({ instant_reply: { ...reply, text: event.currentTarget.value } })} />}</Field>}
      </>} />
      <Phone page={messengerOf(channel).page_name} said={draft.value} />
    </div>
  );
}

const left = (text: string): number => LONGEST - [...text.trim()].length;
