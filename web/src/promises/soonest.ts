import type { Promise as Promised } from "../api/types.ts";

export interface Soonest {
  goal: "first_reply" | "next_reply" | "resolution";
  due: string;
  state: "" | "warned" | "breached";
}

/** What is due first of what a conversation is promised; null where nothing is. */
export function soonest(one: Promised): Soonest | null {
  const reply: Soonest | null = one.reply_due && one.reply_goal ? { goal: one.reply_goal, due: one.reply_due, state: one.reply_state } : null;
  const done: Soonest | null = one.resolution_due ? { goal: "resolution", due: one.resolution_due, state: one.resolution_state } : null;
  if (!reply || !done) return reply ?? done;
  return Date.parse(reply.due) <= Date.parse(done.due) ? reply : done;
}

const MINUTE = 60_000;

/** How long until a time, or since it, in its two largest parts: [days, hours, minutes]. */
export function parts(due: string, now: number): { days: number; hours: number; minutes: number; over: boolean } {
  const away = Date.parse(due) - now;
  const minutes = Math.floor(Math.abs(away) / MINUTE);
  return { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: minutes % 60, over: away <= 0 };
}
