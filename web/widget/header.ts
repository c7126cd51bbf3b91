import type { Say } from "./say.ts";
import { back } from "./times.ts";
import type { State } from "./types.ts";

const LUCK = Math.random();

/** Three of those who may be shown, the same as long as the page is there; all where there are no more (CHT-03). */
export function three<T>(all: T[], luck = LUCK): T[] {
  const left = [...all];
  while (left.length > 3) left.splice((luck = luck * 997 % 1) * left.length, 1);
  return left;
}

/** Whether somebody answers, and when, in a line or more (CHT-07). */
export function told(state: State, say: Say, language: string): string[] {
  const { reply_time: time, returns_at: returns, message } = state;
  // what an account has written, and what is known; words of ours only where there is neither
  const known = [message, returns && say("returns", back(returns, new Date(), language)), time && say(time)].filter((one) => !!one) as string[];
  return known.length ? known : [say(state.state)];
}
