import type { Bot, Channel } from "../../api/types.ts";
import { readPeople } from "../../app/people.ts";
import { spoken, t } from "../../i18n/words.ts";
import { HeldForm } from "../channels/HeldForm.tsx";
import { Field } from "../channels/refusing.tsx";
import type { Step } from "../chat/PartForm.tsx";
import { useHeld } from "../held.ts";
import { useRead } from "../reading.ts";
import { inTurn } from "../turns.ts";
import { flowWith, instantOf, LONGEST, LONGEST_STEP, messengerOf, opening, type Said, saidOf } from "./model.ts";
import { Phone } from "./Phone.tsx";
import { WORDS } from "./words.ts";

const NAMED = ["greeting", "steps.instant_reply.text"];
const NEAR = 0.9;

interface Given {
  channel: Channel;
  step?: Step;
}

/** What the page says by itself, beside the phone that shows it: the channel's greeting, and what its chatflow begins with (MSG-02, MSG-05). */
export function SaidForm({ channel, step }: Given) {
  const { found, failed, again } = useRead<Bot>(`/channels/${channel.channel_id}/bot`, /^bot\./);
  return found ? <Form channel={channel} {...(step ? { step } : {})} bot={found} again={again} /> : <p role="status">{failed || t().thread.loading}</p>;
}

function Form({ channel, step, bot, again }: Given & { bot: Bot; again: () => Promise<void> }) {
  const words = spoken(WORDS);
  const at = `/channels/${channel.channel_id}`;
  const page = messengerOf(channel).page_name;
  const instant = instantOf(bot);
  const keep = async ({ greeting, instant_reply: { on, text } }: Said, version: number) => {
    await inTurn("PUT", `${at}/messenger/greeting`, { key: crypto.randomUUID(), body: { greeting }, version });
    const wanted = on ? text.trim() : "";
    if (instant !== null && wanted !== instant) await inTurn("PUT", `${at}/bot`, { key: crypto.randomUUID(), body: flowWith(wanted, bot, page), version: bot.version });
  };
  const draft = useHeld(saidOf(channel, bot), channel.version, keep, () => Promise.all([readPeople(), again()]));
  const { greeting, instant_reply: reply } = draft.value;
  const room = (text: string, most: number) => (left(text, most) < 0 ? words.over(-left(text, most)) : [...text].length > most * NEAR ? words.room(left(text, most)) : "");
  const fine = left(greeting, LONGEST) >= 0 && left(reply.text, LONGEST_STEP) >= 0;
  const after = instant === null ? opening(bot) : reply.on ? [reply.text] : [];
  return (
    <div class="said-sides">
      <HeldForm draft={draft} step={step} named={NAMED} fine={fine} saved={words.saved} words={words} fields={(refusal) => <>
        <Field label={words.greeting} name="greeting" refusal={refusal} hint={room(greeting, LONGEST) || words.greetingHint}>{(more) => <textarea {...more} rows={3} value={greeting} onInput={(event) => draft.put({ greeting: event.currentTarget.value })} />}</Field>
        {instant === null ? <p><small>{words.ownFlow}</small></p> : <label class="check"><input type="checkbox" role="switch" checked={reply.on} onChange={(event) => draft.put({ instant_reply: { ...reply, on: event.currentTarget.checked } })} />{words.instant}</label>}
        {instant !== null && reply.on && <Field label={words.instantText} name={NAMED[1] ?? ""} refusal={refusal} hint={room(reply.text, LONGEST_STEP) || words.instantHint}>{(more) => <textarea {...more} rows={3} required value={reply.text} onInput={(event) => draft.put({ instant_reply: { ...reply, text: event.currentTarget.value } })} />}</Field>}
      </>} />
      <Phone page={page} answers={[greeting, ...after]} />
    </div>
  );
}

const left = (text: string, most: number): number => most - [...text.trim()].length;
