import type { Channel } from "../../api/types.ts";
import { tell } from "../../app/notices.ts";
import { readPeople } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { Elsewhere, Field, useRefusal } from "../channels/refusing.tsx";
import { Foot } from "../channels/Wizard.tsx";
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
  const { refusal, busy, doing } = useRefusal();
  const path = `/channels/${channel.channel_id}/messenger/greeting`;
  const draft = useHeld(saidOf(channel), channel.version, (body, version) => inTurn("PUT", path, { key: crypto.randomUUID(), body, version }), readPeople);
  const { greeting, instant_reply: reply } = draft.value;
  const save = async () => {
    if (!(await doing(draft.save))) return;
    if (step) step.done();
    else tell(words.saved);
  };
  const isHeld = busy || draft.isCrossed || left(greeting) < 0 || left(reply.text) < 0;
  const room = (text: string) => (left(text) < 0 ? words.over(-left(text)) : [...text].length > LONGEST * NEAR ? words.room(left(text)) : "");
  return (
    <div class="said-sides">
      <form class="fields" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <Field label={words.greeting} name="greeting" refusal={refusal} hint={room(greeting) || words.greetingHint}>{(more) => <textarea {...more} rows={3} value={greeting} onInput={(event) => draft.put({ greeting: event.currentTarget.value })} />}</Field>
        <label class="check"><input type="checkbox" role="switch" checked={reply.on} onChange={(event) => draft.put({ instant_reply: { ...reply, on: event.currentTarget.checked } })} />{words.instant}</label>
        {reply.on && <Field label={words.instantText} name="text" refusal={refusal && { ...refusal, field: refusal.field === "instant_reply" ? "text" : refusal.field }} hint={room(reply.text) || words.instantHint}>{(more) => <textarea {...more} rows={3} required value={reply.text} onInput={(event) => draft.put({ instant_reply: { ...reply, text: event.currentTarget.value } })} />}</Field>}
        {draft.isCrossed && <div class="crossed" role="alert"><p>{words.crossed}</p>
          <p class="line-of"><button type="button" onClick={() => draft.settle("theirs")}>{words.theirs}</button><button type="button" onClick={() => draft.settle("mine")}>{words.mine}</button></p></div>}
        {!draft.isCrossed && <Elsewhere refusal={refusal} fields={NAMED} />}
        {step ? <Foot back={step.back} disabled={isHeld} /> : <p><button type="submit" class="main" disabled={isHeld}>{words.save}</button></p>}
      </form>
      <Phone page={messengerOf(channel).page_name} said={draft.value} />
    </div>
  );
}

const left = (text: string): number => LONGEST - [...text.trim()].length;
