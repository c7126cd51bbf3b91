import type { Say } from "./say.ts";
import { back, took } from "./times.ts";
import type { State } from "./types.ts";

const SHOWN = 3;

/** Three of those who answer, by chance for each page load; all where there are no more. */
export function three<T>(all: T[], chance: () => number = Math.random): T[] {
  const left = [...all];
  while (left.length > SHOWN) left.splice(Math.floor(chance() * left.length), 1);
  return left;
}

/** Whether somebody answers, and when, in a line or more (CHT-07). */
export function told(state: State, say: Say, language: string): string[] {
  const { reply_time: time, returns_at: returns, message } = state;
  const usual = typeof time === "number" ? say("usually", took(time, language)) : time && time !== "none" && say(time);
  // what an account has written, and what is known; words of ours only where there is neither
  const known = [message, returns && say("returns", back(returns, new Date(), language)), usual].filter((one) => !!one) as string[];
  return known.length ? known : [say(state.state)];
}
