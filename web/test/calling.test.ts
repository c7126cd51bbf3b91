import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../src/api/types.ts";
import { clock, endOf, isMissed, lasting, signOf, titleOf, whyOf } from "../src/calling/model.ts";
import { words } from "../src/calling/words.ts";
import { askedIn, heard, type Voice } from "../src/settings/calling/model.ts";

const said = words();
const BEGAN = "2026-11-23T08:00:00Z";
const call = (more: Partial<Call>): Call => ({ direction: "inbound", state: "ringing", outcome: "", began_at: BEGAN, answered_at: null, seconds: null, side: "", ...more }) as Call;
const after = (seconds: number) => Date.parse(BEGAN) + seconds * 1_000;

test("a length is read as people say it", () => {
  assert.deepEqual([0, 7.9, 60, 750, 3_600, 3_729].map(clock), ["0:00", "0:07", "1:00", "12:30", "1:00:00", "1:02:09"]);
  assert.equal(clock(-5), "0:00");
});

test("a call lasts from when it rings, then from when they talk, and in the end as long as they talked", () => {
  assert.equal(lasting(call({}), after(12)), 12);
  assert.equal(lasting(call({ state: "answered", answered_at: "2026-11-23T08:00:10Z" }), after(12)), 2);
  assert.equal(lasting(call({ state: "ended", seconds: 93 }), after(500)), 93);
  assert.equal(lasting(call({}), after(-30)), 0);
});

test("only who called and talked with nobody waits to be called back", () => {
  const ends = (direction: Call["direction"], outcome: Call["outcome"]) => isMissed(call({ direction, state: "ended", outcome }));
  assert.deepEqual((["missed", "voicemail", "completed"] as const).map((one) => ends("inbound", one)), [true, true, false]);
  assert.ok(!ends("outbound", "no_answer"));
  assert.ok(!isMissed(call({})));
});

test("a call is called by what it came to", () => {
  const ended = (more: Partial<Call>) => call({ state: "ended", ...more });
  assert.equal(titleOf(call({}), said), "Incoming call");
  assert.deepEqual([titleOf(ended({ outcome: "voicemail" }), said), signOf(ended({ outcome: "voicemail" }))], ["Voicemail", "voicemail"]);
  assert.deepEqual([titleOf(ended({ outcome: "missed" }), said), signOf(ended({ outcome: "missed" }))], ["Missed call", "callMissed"]);
  assert.deepEqual([titleOf(ended({ direction: "outbound", outcome: "busy" }), said), signOf(ended({ direction: "outbound", outcome: "busy" }))], ["Outgoing call", "callOut"]);
  assert.equal(endOf(ended({ direction: "outbound", outcome: "no_answer", side: "agent" }), said), "Our own phone was not answered");
  assert.equal(endOf(ended({ direction: "outbound", outcome: "no_answer", side: "contact" }), said), "No answer");
});

test("a code is said where it tells more than the outcome does", () => {
  const why = (outcome: Call["outcome"], code: string) => whyOf(call({ state: "ended", direction: "outbound", outcome, code }), said);
  assert.equal(why("busy", "486"), "");
  assert.equal(why("failed", "404"), "(Twilio's code 404)");
  assert.equal(why("failed", "provider_away"), "(Twilio could not be reached)");
  assert.equal(why("completed", "404"), "");
});

const VOICE: Voice = { greeting: "Welcome.", ring_seconds: 20, voicemail_on: true, voicemail_greeting: "Speak.", record_on: true, transcribe_on: false, language: "pl" };
type Asks = NonNullable<Parameters<typeof heard>[1]>;
const ASKS: Asks = { mode: "explicit", texts: { en: "May we record?" } };

test("what callers hear is in the order they hear it, and asks only where it records", () => {
  const what = (voice: Partial<Voice>, asks: Asks | null = ASKS) => heard({ ...VOICE, ...voice }, asks).map((one) => one.what);
  assert.deepEqual(what({}), ["greeting", "consent", "rings", "answered", "voicemail"]);
  assert.deepEqual(what({ greeting: " ", record_on: false, voicemail_on: false }), ["rings", "answered", "missed"]);
  assert.deepEqual(what({}, { ...ASKS, mode: "off" }), ["greeting", "rings", "answered", "voicemail"]);
  assert.deepEqual(what({}, null), ["greeting", "rings", "answered", "voicemail"]);
});

test("who leaves a message is told that it is recorded, and who agrees by a key is told which", () => {
  const last = (voice: Partial<Voice>) => heard({ ...VOICE, ...voice }, null).at(-1)?.said;
  assert.equal(last({}), "Speak. Wiadomość zostanie nagrana.");
  assert.equal(last({ voicemail_greeting: "", language: "de" }), "Nobody can answer your call now. Please leave a message after the tone. It will be recorded.");
  const [, asked] = heard(VOICE, ASKS);
  assert.ok(asked?.said.startsWith("May we record? Press 1 if you agree") && asked.language === "en");
  assert.equal(heard(VOICE, { ...ASKS, mode: "implied" })[1]?.said, "May we record?");
});

test("the text of consent is said in the line's language, else in the first there is", () => {
  assert.deepEqual(askedIn({ en: "May we?", pl: "Czy można?" }, "pl"), { text: "Czy można?", language: "pl" });
  assert.deepEqual(askedIn({ en: "May we?", pt: "Podemos?" }, "pt-BR"), { text: "Podemos?", language: "pt" });
  assert.deepEqual(askedIn({ en: "May we?" }, "de"), { text: "May we?", language: "en" });
  assert.equal(askedIn({}, "de").text, "");
});
