import type { CallingChannel, Channel } from "../../api/types.ts";

/** What callers hear, and what is kept of a call. */
export type Voice = CallingChannel["voice"];

/** For how many seconds somebody is rung, at least and at most. */
export const RING = { least: 5, most: 60 } as const;
/** How long a text that is said may be. */
export const LONGEST = 4_000;
/** The languages that texts are said in. */
export const LANGUAGES = ["en", "pl", "de", "fr", "es", "it", "nl"] as const;

const NONE: CallingChannel = {
  account_sid: "", number_sid: "", number: "", name: "",
  voice: { greeting: "", ring_seconds: 20, voicemail_on: true, voicemail_greeting: "", record_on: false, transcribe_on: false, language: "en" },
};

/** What a line is set to do; `number` is empty until one is chosen. */
export const callingOf = (channel: Channel): CallingChannel => channel.calling ?? NONE;

/** What is set of the voice, and only that, in one order. */
export function voiceOf(channel: Channel): Voice {
  const { greeting, ring_seconds, voicemail_on, voicemail_greeting, record_on, transcribe_on, language } = callingOf(channel).voice;
  return { greeting, ring_seconds, voicemail_on, voicemail_greeting, record_on, transcribe_on, language };
}

/** The consent's text as callers hear it: in the line's language, else in the first there is. */
export const saidIn = (texts: Record<string, string>, language: string): string => texts[language] ?? texts[language.slice(0, 2)] ?? Object.values(texts)[0] ?? "";

/** What a caller hears and what happens, one after the other; `said` is spoken, all else goes on by itself (CAL-02). */
export interface Heard {
  what: "greeting" | "consent" | "rings" | "answered" | "voicemail" | "missed";
  said: string;
}

/** What a caller hears of a line that is set so; `asks` is what the channel asks consent with. */
export function heard(voice: Voice, asks: { mode: string; text: string }): Heard[] {
  const records = voice.record_on && asks.mode !== "off";
  return [
    ...(voice.greeting.trim() ? [{ what: "greeting", said: voice.greeting.trim() } as const] : []),
    ...(records ? [{ what: "consent", said: asks.text } as const] : []),
    { what: "rings", said: "" },
    { what: "answered", said: "" },
    voice.voicemail_on ? { what: "voicemail", said: voice.voicemail_greeting.trim() } : { what: "missed", said: "" },
  ];
}
