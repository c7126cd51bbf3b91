import type { Face, State } from "../../../widget/types.ts";
import type { Greeting, Hours } from "./model.ts";

export const STATES = ["available", "away", "offline", "capacity"] as const;
export type Shown = (typeof STATES)[number];

/** The states that a chat can be in at all, by what it counts as being there (CHT-07). */
export function possible(hours: Hours): readonly Shown[] {
  if (hours.basis === "always") return ["available", "capacity"];
  return hours.basis === "users" ? ["available", "away", "capacity"] : STATES;
}

/** What the server would tell a widget in a state, by the settings as they are written (CHT-07). */
export function stateIn(hours: Hours, shown: Shown, back: string): State {
  // what is measured has no figure yet that could be shown: one that is usual
  const reply_time = hours.reply_time === "none" ? null : hours.reply_time === "measured" ? MEASURED : hours.reply_time;
  const there: State = { state: "available", launcher: true, message: null, ask_email: false, reply_time, returns_at: null };
  const said = (text: string) => text.trim() || null;
  if (shown === "away") {
    return {
      ...there, state: "away", launcher: hours.away !== "hide", ask_email: hours.away === "ask_email",
      message: hours.away === "message" || hours.away === "ask_email" ? said(hours.away_text) : null,
    };
  }
  if (shown === "offline") {
    return { ...there, state: "offline", launcher: hours.offline !== "hide", reply_time: null, message: hours.offline === "message" ? said(hours.offline_text) : null, returns_at: hours.offline === "return_time" ? back : null };
  }
  if (shown === "capacity" && hours.capacity !== "nothing") return { ...there, state: "capacity", launcher: hours.capacity !== "hide", message: said(hours.capacity_text) };
  return there;
}

const MEASURED = "minutes";
const SHOWN = 3;

interface Known {
  user_id: string;
  team_ids: readonly string[];
  name: string;
  shown_name: string;
  picture: string | null;
}

/** Whom the heading shows: chosen people and the teams' members, three at most, or nobody but the company (CHT-03). */
export function facesOf({ heading, fallback, user_ids, team_ids }: Greeting, people: Iterable<Known>): Face[] {
  if (heading === "owner" && fallback === "company") return [];
  const chosen = [...people].filter((one) => user_ids.includes(one.user_id) || one.team_ids.some((team) => team_ids.includes(team)));
  return chosen.slice(0, SHOWN).map((one) => ({ name: one.shown_name || one.name, picture_url: one.picture && `/api/v1/users/${one.user_id}/picture?picture=${one.picture}` }));
}
