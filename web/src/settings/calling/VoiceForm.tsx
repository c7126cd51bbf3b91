import type { Channel, ChannelConsent } from "../../api/types.ts";
import { readPeople } from "../../app/people.ts";
import { language, spoken } from "../../i18n/words.ts";
import { HeldForm } from "../channels/HeldForm.tsx";
import { Field, type Refusal } from "../channels/refusing.tsx";
import type { Step } from "../chat/PartForm.tsx";
import { type Draft, useHeld } from "../held.ts";
import { useRead } from "../reading.ts";
import { inTurn } from "../turns.ts";
import { HeardBy } from "./HeardBy.tsx";
import { LANGUAGES, LONGEST, RING, type Voice, voiceOf } from "./model.ts";
import { WORDS } from "./words.ts";

const NAMED = ["greeting", "language", "ring_seconds", "voicemail_greeting", "record_on"];
const NEAR = 0.9;

/** What callers hear and what is kept of a call, beside the call as it will go (CAL-02). */
export function VoiceForm({ channel, step }: { channel: Channel; step?: Step }) {
  const words = spoken(WORDS);
  const path = `/channels/${channel.channel_id}/calling/voice`;
  const draft = useHeld(voiceOf(channel), channel.version, (body, version) => inTurn("PUT", path, { key: crypto.randomUUID(), body, version }), readPeople);
  const asks = useRead<ChannelConsent>(`/channels/${channel.channel_id}/consent`, /^(channel\.consent_set|account\.data_privacy_set)$/).found;
  const { greeting, voicemail_greeting: left_, ring_seconds: ring } = draft.value;
  const fine = left(greeting) >= 0 && left(left_) >= 0 && ring >= RING.least && ring <= RING.most;
  return (
    <div class="voice-sides">
      <HeldForm draft={draft} step={step} named={NAMED} fine={fine} saved={words.saved} words={words} fields={(refusal) => <Fields draft={draft} refusal={refusal} records={asks !== null && asks.mode !== "off" && asks.purpose === "recording"} isConnecting={step !== undefined} />} />
      <HeardBy channel={channel} voice={draft.value} asks={asks} />
    </div>
  );
}

function Fields({ draft, refusal, records, isConnecting }: { draft: Draft<Voice>; refusal: Refusal | null; records: boolean; isConnecting: boolean }) {
  const words = spoken(WORDS);
  const { value: voice, put } = draft;
  const room = (text: string) => (left(text) < 0 ? words.over(-left(text)) : [...text].length > LONGEST * NEAR ? words.room(left(text)) : "");
  const languages = LANGUAGES.includes(voice.language) ? LANGUAGES : [...LANGUAGES, voice.language];
  const names = new Intl.DisplayNames([language.value], { type: "language" });
  return (
    <>
      <Field label={words.greeting} name="greeting" refusal={refusal} hint={room(voice.greeting) || words.greetingHint}>{(more) => <textarea {...more} rows={3} lang={voice.language} value={voice.greeting} onInput={(event) => put({ greeting: event.currentTarget.value })} />}</Field>
      <Field label={words.language} name="language" refusal={refusal}>{(more) => <select {...more} value={voice.language} onChange={(event) => put({ language: event.currentTarget.value })}>{languages.map((one) => <option key={one} value={one}>{names.of(one)}</option>)}</select>}</Field>
      <Field label={`${words.ring} (${words.seconds})`} name="ring_seconds" refusal={refusal} hint={words.ringHint}>{(more) => <input {...more} type="number" inputMode="numeric" required min={RING.least} max={RING.most} value={voice.ring_seconds} onInput={(event) => put({ ring_seconds: event.currentTarget.valueAsNumber || 0 })} />}</Field>
      <label class="check"><input type="checkbox" role="switch" checked={voice.voicemail_on} onChange={(event) => put({ voicemail_on: event.currentTarget.checked })} />{words.voicemail}</label>
      {voice.voicemail_on && <Field label={words.voicemailText} name="voicemail_greeting" refusal={refusal} hint={room(voice.voicemail_greeting) || words.voicemailHint}>{(more) => <textarea {...more} rows={3} lang={voice.language} value={voice.voicemail_greeting} onInput={(event) => put({ voicemail_greeting: event.currentTarget.value })} />}</Field>}
      <div class="switched"><label class="check"><input type="checkbox" role="switch" name="record_on" aria-describedby="record-hint" disabled={!records && !voice.record_on} checked={voice.record_on} onChange={(event) => put({ record_on: event.currentTarget.checked })} />{words.record}</label>
        <p id="record-hint"><small>{records ? words.recordHint : isConnecting ? words.recordLater : `${words.recordFirst} ${words.toPrivacy}`}</small></p>
        {refusal?.field === "record_on" && <p class="refused" role="alert">{refusal.text}</p>}</div>
      <div class="switched"><label class="check"><input type="checkbox" role="switch" aria-describedby="transcribe-hint" checked={voice.transcribe_on} onChange={(event) => put({ transcribe_on: event.currentTarget.checked })} />{words.transcribe}</label>
        <p id="transcribe-hint"><small>{words.transcribeHint}</small></p></div>
    </>
  );
}

const left = (text: string): number => LONGEST - [...text.trim()].length;
