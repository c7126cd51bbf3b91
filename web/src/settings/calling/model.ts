import type { Channel, ChannelConsent, LineChannel, LineVoice } from "../../api/types.ts";
import { spokenIn } from "./spoken.ts";

/** What callers hear, and what is kept of a call. */
export type Voice = Required<LineVoice>;

/** For how many seconds somebody is rung, at least and at most. */
export const RING = { least: 5, most: 60 } as const;
/** How long a text that is said may be. */
export const LONGEST = 4_000;
/** The languages that texts are said in, as the server has them, too. */
export const LANGUAGES: readonly string[] = ["en", "pl", "de", "fr", "es", "it", "nl", "pt", "cs", "sk", "da", "sv", "nb", "fi", "hu", "ro", "el", "tr", "uk", "ru"];

const NONE: LineChannel = {
  account_sid: "", number_sid: "", number: "", name: "",
  voice: { greeting: "", ring_seconds: 20, voicemail_on: true, voicemail_greeting: "", record_on: false, transcribe_on: false, language: "en" },
};

/** What a line is set to do; `number` is empty until one is chosen. */
export const callingOf = (channel: Channel): LineChannel => channel.calling ?? NONE;

/** What is set of the voice, and only that, in one order. */
export function voiceOf(channel: Channel): Voice {
  const { greeting = "", ring_seconds, voicemail_on, voicemail_greeting = "", record_on, transcribe_on, language } = callingOf(channel).voice;
  return { greeting, ring_seconds, voicemail_on, voicemail_greeting, record_on, transcribe_on, language };
}

/** What consent is asked with, and in which language that is: in the line's, else in the first there is. */
export function askedIn(texts: Record<string, string>, language: string): { text: string; language: string } {
  const [first = language] = Object.keys(texts);
  const found = [language, language.slice(0, 2)].find((one) => one in texts) ?? first;
  return { text: texts[found] ?? "", language: found };
}

/** What a caller hears and what happens, one after the other; `said` is spoken, in `language`; without it something goes on by itself. */
export interface Heard {
  what: "greeting" | "consent" | "rings" | "answered" | "voicemail" | "missed";
  said: string;
  language: string;
}

/** What a caller hears of a line that is set so; `asks` is the consent of its channel, if it is for recording (CAL-02). */
export function heard(voice: Voice, asks: Pick<ChannelConsent, "mode" | "texts"> | null): Heard[] {
  const { language } = voice;
  const own = spokenIn(language);
  const asked = askedIn(asks?.texts ?? {}, language);
  const [greeting, before] = [voice.greeting.trim(), voice.voicemail_greeting.trim()];
  const step = (what: Heard["what"], said = ""): Heard => ({ what, said, language });
  return [
    ...(greeting ? [step("greeting", greeting)] : []),
    ...(voice.record_on && asks && asks.mode !== "off" ? [{ what: "consent" as const, said: asks.mode === "explicit" ? `${asked.text} ${spokenIn(asked.language).agree}` : asked.text, language: asked.language }] : []),
    step("rings"),
    step("answered"),
    voice.voicemail_on ? step("voicemail", before ? `${before} ${own.recorded}` : own.voicemail) : step("missed", own.nobody),
  ];
}
