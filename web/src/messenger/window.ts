import type { WindowNow } from "../api/types.ts";

const MINUTE = 60_000;

/** How the server says a conversation stands: `closes_at` is when only people or templates may answer, `human_until` when nobody may any more. */
export type Told = WindowNow;

/** How it stands at a moment, with the whole minutes that are left of what it is. */
export interface Standing {
  state: Told["state"];
  minutes: number;
}

/** How a conversation stands now: as the server said, and on as time goes by; never more open than it said (MSG-08). */
export function standing(told: Told, now: number): Standing {
  const left = (until: string | null) => (until ? new Date(until).getTime() - now : 0);
  const minutes = (rest: number) => Math.floor(rest / MINUTE);
  if (told.state === "none") return { state: "none", minutes: 0 };
  const anything = left(told.closes_at);
  if (told.state === "open" && anything > 0) return { state: "open", minutes: minutes(anything) };
  // by WhatsApp templates may always be sent
  if (told.state === "template_only" || !told.human_until) return { state: "template_only", minutes: 0 };
  const people = left(told.human_until);
  return told.state !== "closed" && people > 0 ? { state: "human_only", minutes: minutes(people) } : { state: "closed", minutes: 0 };
}

/** How long what is shown of it stays true, in milliseconds: at most a minute. */
export function next(told: Told, now: number): number {
  const { state } = standing(told, now);
  const end = state === "open" ? told.closes_at : state === "human_only" ? told.human_until : null;
  return end ? (new Date(end).getTime() - now) % MINUTE + 1 : MINUTE;
}
