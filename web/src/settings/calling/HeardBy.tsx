import { useEffect, useState } from "preact/hooks";
import type { Channel, ChannelConsent } from "../../api/types.ts";
import { inboxes, users } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { type Heard, heard, saidIn, type Voice } from "./model.ts";
import { WORDS } from "./words.ts";

/** A call as whoever calls hears it, from the first word to its end; to be read, and to be listened to (CAL-02). */
export function HeardBy({ channel, voice, asks }: { channel: Channel; voice: Voice; asks: ChannelConsent | null }) {
  const words = spoken(WORDS);
  const isExplicit = asks?.mode === "explicit";
  const mode = asks?.purpose === "recording" ? asks.mode : "off";
  const asked = asks ? saidIn(asks.texts, voice.language) : "";
  const steps = heard(voice, { mode, text: isExplicit ? `${asked} ${words.press}` : asked });
  const records = steps.some((one) => one.what === "consent");
  const aloud = steps.map((one) => one.said || (one.what === "voicemail" ? words.steps.usual : "")).filter(Boolean);
  return (
    <section class="heard" aria-labelledby="heard">
      <h4 id="heard">{words.heard}</h4>
      <ol>{steps.map((one) => <Step key={one.what} one={one} voice={voice} records={records} isExplicit={isExplicit} />)}</ol>
      <Aloud texts={aloud} language={voice.language} />
      <Phones channel={channel} />
    </section>
  );
}

function Step({ one, voice, records, isExplicit }: { one: Heard; voice: Voice; records: boolean; isExplicit: boolean }) {
  const { steps } = spoken(WORDS);
  const quote = (text: string) => <q lang={voice.language}>{text}</q>;
  switch (one.what) {
    case "greeting": return <li class="spoken">{quote(one.said)}</li>;
    case "consent": return <li class="spoken">{quote(one.said)}<small>{isExplicit ? steps.explicit : steps.implied}</small></li>;
    case "rings": return <li>{steps.rings(voice.ring_seconds)}</li>;
    case "answered": return <li class="way">{records ? steps.recorded : steps.answered}</li>;
    case "voicemail": return <li class="way spoken">{steps.voicemail}: {quote(one.said || steps.usual)}<small>{steps.tone}</small></li>;
    case "missed": return <li class="way">{steps.missed}</li>;
  }
}

/** Says it in the browser's own voice, where it has one. */
function Aloud({ texts, language }: { texts: readonly string[]; language: string }) {
  const words = spoken(WORDS);
  const [on, speak] = useState(false);
  useEffect(() => () => globalThis.speechSynthesis?.cancel(), []);
  if (!("speechSynthesis" in globalThis) || texts.length === 0) return null;
  const listen = () => {
    speechSynthesis.cancel();
    const all = texts.map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang: language }));
    const last = all.at(-1);
    if (last) last.onend = last.onerror = () => speak(false);
    all.forEach((one) => speechSynthesis.speak(one));
    speak(true);
  };
  const stop = () => { speechSynthesis.cancel(); speak(false); };
  return <p class="line-of"><button type="button" aria-pressed={on} onClick={on ? stop : listen}>{on ? words.stop : words.listen}</button><small>{words.listenHint}</small></p>;
}

/** Whom nobody can ring yet. */
function Phones({ channel }: { channel: Channel }) {
  const inbox = inboxes.value.get(channel.inbox_id);
  const people = [...users.value.values()].filter((one) => one.active && (inbox?.everyone || inbox?.user_ids.includes(one.user_id) || inbox?.team_ids.some((team) => one.team_ids.includes(team))));
  const without = people.filter((one) => !one.has_phone).length;
  return without > 0 ? <p role="status"><small class="warned">{spoken(WORDS).phones(without, people.length)}</small></p> : null;
}
