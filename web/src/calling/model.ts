import type { Call } from "../api/types.ts";
import type { IconName } from "../../sprite.ts";
import type { CallWords } from "./words.ts";

const MINUTE = 60;
const HOUR = 3_600;
const SECOND = 1_000;

/** Outcomes of a call from outside after which somebody waits to be called back. */
const WAITING: readonly string[] = ["missed", "voicemail", "no_answer", "busy", "failed", "canceled"];

/** Whether somebody called and nobody talked with them. */
export const isMissed = (call: Call): boolean => call.direction === "inbound" && call.state === "ended" && WAITING.includes(call.outcome);

/** A length as people read it: 0:07, 12:30, 1:02:09. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (part: number) => String(part).padStart(2, "0");
  const rest = `${whole >= HOUR ? two(Math.floor((whole % HOUR) / MINUTE)) : Math.floor(whole / MINUTE)}:${two(whole % MINUTE)}`;
  return whole >= HOUR ? `${Math.floor(whole / HOUR)}:${rest}` : rest;
}

/** For how many seconds it rings or they talk; of one that is over, for how long they talked. */
export function lasting(call: Call, now: number): number {
  if (call.state === "ended") return call.seconds ?? 0;
  return Math.max(0, (now - new Date(call.answered_at ?? call.began_at).getTime()) / SECOND);
}

/** What a call is called: by whom it was begun, and whether somebody waits for an answer. */
export function titleOf(call: Call, said: CallWords): string {
  if (isMissed(call)) return call.outcome === "voicemail" ? said.titles.voicemail : said.titles.missed;
  return said.titles[call.direction];
}

/** The sign of a call. */
export function signOf(call: Call): IconName {
  if (call.state !== "ended") return "ringing";
  if (isMissed(call)) return call.outcome === "voicemail" ? "voicemail" : "callMissed";
  return call.direction === "inbound" ? "callIn" : "callOut";
}

/** How it ended, in words; where our own side could not be had, that is said. */
export function endOf(call: Call, said: CallWords): string {
  const own = call.direction === "outbound" && call.side === "agent" ? said.ownOutcomes[call.outcome] : undefined;
  return own ?? said.outcomes[call.outcome] ?? call.outcome;
}

/** Why it failed, in words, or by the code of whoever said so; nothing where the outcome says it. */
export function whyOf(call: Call, said: CallWords): string {
  const code = said.codes[call.code] ?? (call.outcome === "failed" && call.code ? said.code(call.code) : "");
  return call.outcome !== "completed" && code ? `(${code})` : "";
}

/** What a number is to whoever looks for it: as it is, or that it was withheld. */
export const numberOf = (call: Call, said: CallWords): string => call.number || said.withheld;
