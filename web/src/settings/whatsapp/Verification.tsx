import { useState } from "preact/hooks";
import type { Channel } from "../../api/types.ts";
import { language, spoken } from "../../i18n/words.ts";
import { Elsewhere, Field, useRefusal, write } from "../channels/refusing.tsx";
import { Foot } from "../channels/Wizard.tsx";
import type { Step } from "../chat/PartForm.tsx";
import { numberOf } from "./model.ts";
import { WORDS } from "./words.ts";

type Method = "sms" | "voice";
const METHODS: readonly Method[] = ["sms", "voice"];
const DIGITS = "\\d{6}";

/** That the number is ours: by the code that Meta sends there, and its PIN (WAB-01). */
export function Verification({ channel, step }: { channel: Channel; step: Step }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal(words.refusals);
  const { display_number: number, verification, registered } = numberOf(channel);
  const [code, setCode] = useState("");
  const [pin, setPin] = useState("");
  const isVerified = verification === "verified";
  const verify = async () => {
    if (registered || (await doing(() => write("POST", `/channels/${channel.channel_id}/whatsapp/verification`, { code, pin }, channel.version)))) step.done();
  };
  return (
    <>
      {isVerified ? <p class="good">{words.isVerified(number)}</p> : <Sending channel={channel} />}
      <form onSubmit={(event) => { event.preventDefault(); void verify(); }}>
        {!isVerified && <Field label={words.code} name="code" refusal={refusal} hint={words.codeHint}>{(more) => <input {...more} class="wa-digits" required inputMode="numeric" autocomplete="one-time-code" pattern={DIGITS} maxLength={6} value={code} onInput={(event) => setCode(event.currentTarget.value)} />}</Field>}
        {!registered && <Field label={words.pin} name="pin" refusal={refusal} hint={words.pinHint}>{(more) => <input {...more} class="wa-digits" required inputMode="numeric" autocomplete="off" pattern={DIGITS} maxLength={6} value={pin} onInput={(event) => setPin(event.currentTarget.value)} />}</Field>}
        <Elsewhere refusal={refusal} fields={["code", "pin"]} />
        {registered ? <Foot back={step.back} /> : <Foot back={step.back} label={isVerified ? words.register : words.verify} disabled={busy} />}
      </form>
    </>
  );
}

/** Has Meta send the code. */
function Sending({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const { refusal, busy, doing } = useRefusal(words.refusals);
  const { display_number: number, verification } = numberOf(channel);
  const [method, choose] = useState<Method>("sms");
  const [speaks, speak] = useState(language.value === "pl" ? "pl_PL" : "en_GB");
  const wasSent = verification === "requested";
  const request = () => doing(() => write("POST", `/channels/${channel.channel_id}/whatsapp/code`, { method, language: speaks }, channel.version));
  return (
    <form onSubmit={(event) => { event.preventDefault(); void request(); }}>
      <p>{words.codeIntro(number)}</p>
      <fieldset><legend>{words.how}</legend>{METHODS.map((one) => <label key={one} class="check"><input type="radio" name="method" checked={method === one} onChange={() => choose(one)} />{words.methods[one]}</label>)}</fieldset>
      <label>{words.language}<select value={speaks} onChange={(event) => speak(event.currentTarget.value)}>{Object.entries(words.languages).map(([one, name]) => <option key={one} value={one}>{name}</option>)}</select></label>
      <Elsewhere refusal={refusal} fields={[]} />
      {wasSent && !refusal && <p class="good" role="status">{words.requested}</p>}
      <p><button type="submit" class={wasSent ? "" : "main"} disabled={busy}>{wasSent ? words.requestAgain : words.request}</button></p>
    </form>
  );
}
