import { useEffect, useState } from "preact/hooks";
import type { Channel, ChannelConsent } from "../../api/types.ts";
import { inboxes, users } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { type Heard, heard, type Voice } from "./model.ts";
import { WORDS } from "./words.ts";

/** A call as whoever calls hears it, from the first word to its end; to be read, and to be listened to (CAL-02). */
export function HeardBy({ channel, voice, asks }: { channel: Channel; voice: Voice; asks: ChannelConsent | null }) {
  const words = spoken(WORDS);
  const steps = heard(voice, asks?.purpose === "recording" ? asks : null);
  const records = steps.some((one) => one.what === "consent");
  return (
    <section class="heard" aria-labelledby="heard">
      <h4 id="heard">{words.heard}</h4>
      <ol>{steps.map((one) => <Step key={one.what} one={one} voice={voice} records={records} isExplicit={asks?.mode === "explicit"} />)}</ol>
      <Aloud all={steps.filter((one) => one.said)} />
      <Phones channel={channel} />
    </section>
  );
}

function Step({ one, voice, records, isExplicit }: { one: Heard; voice: Voice; records: boolean; isExplicit: boolean }) {
  const { steps } = spoken(WORDS);
  const quote = <q lang={one.language}>{one.said}</q>;
  switch (one.what) {
    case "greeting": return <li class="spoken">{quote}</li>;
    case "consent": return <li class="spoken">{quote}<small>{isExplicit ? steps.explicit : steps.implied}</small></li>;
    case "rings": return <li>{steps.rings(voice.ring_seconds)}</li>;
    case "answered": return <li class="way">{records ? steps.recorded : steps.answered}</li>;
    case "voicemail": return <li class="way spoken">{steps.voicemail}: {quote}<small>{steps.tone}</small></li>;
    case "missed": return <li class="way spoken">{steps.voicemail}: {quote}<small>{steps.missed}</small></li>;
  }
}

/** Says it in the browser's own voice, where it has one. */
function Aloud({ all }: { all: readonly Heard[] }) {
  const words = spoken(WORDS);
  const [on, speak] = useState(false);
  useEffect(() => () => globalThis.speechSynthesis?.cancel(), []);
  if (!("speechSynthesis" in globalThis) || all.length === 0) return null;
  const listen = () => {
    speechSynthesis.cancel();
    const spoken_ = all.map((one) => Object.assign(new SpeechSynthesisUtterance(one.said), { lang: one.language }));
    const last = spoken_.at(-1);
    if (last) last.onend = last.onerror = () => speak(false);
    spoken_.forEach((one) => speechSynthesis.speak(one));
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
