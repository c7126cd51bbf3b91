import type { Consent, Face, State } from "../../../widget/types.ts";
import type { BotFlow, ChannelConsent } from "../../api/types.ts";
import type { Greeting, Hours } from "./model.ts";

export const STATES = ["available", "away", "offline", "capacity"] as const;
export type Shown = (typeof STATES)[number];

/** The states that a chat can be in at all, by what it counts as being there (CHT-07). */
export function possible(hours: Hours): readonly Shown[] {
  if (hours.basis === "always") return ["available", "capacity"];
  return hours.basis === "users" ? ["available", "away", "capacity"] : STATES;
}

/** What the server would tell a widget in a state, by the settings as they are written (CHT-07); a test compares the two. */
export function stateIn(hours: Hours, shown: Shown, back: string): State {
  // what is measured has no figure yet: a usual one stands for it
  const usual = hours.reply_time === "none" ? null : hours.reply_time === "measured" ? "minutes" : hours.reply_time;
  const there: State = { state: shown, launcher: true, message: null, ask_email: false, reply_time: null, returns_at: null };
  const said = (text: string) => text.trim() || null;
  if (shown === "away") {
    const says = hours.away === "message" || hours.away === "ask_email";
    return { ...there, launcher: hours.away !== "hide", ask_email: hours.away === "ask_email", message: says ? said(hours.away_text) : null, reply_time: hours.away === "reply_time" ? usual : null };
  }
  if (shown === "offline") return { ...there, launcher: hours.offline !== "hide", message: hours.offline === "message" ? said(hours.offline_text) : null, returns_at: hours.offline === "return_time" ? back : null };
  if (shown === "capacity" && hours.capacity !== "nothing") return { ...there, launcher: hours.capacity !== "hide", message: hours.capacity === "message" ? said(hours.capacity_text) : null };
  return { ...there, state: "available", reply_time: usual };
}

/** What a bot can look at in a state; a test compares it with the server. */
export const factsIn = (shown: Shown) => ({ available: shown === "available", in_hours: shown !== "offline" });

/** Whether a bot that speaks then does so in a state (CHT-08). */
export const speaks = (when: BotFlow["when"], shown: Shown): boolean => when === "always" || (when === "available") === factsIn(shown).available;

/** What a visitor is asked to agree to, who did so or is new; null where nothing is asked (PRV-02, PRV-03). */
export function consentIn({ mode, texts, hashes, text_version }: ChannelConsent, agreed: boolean): Consent | null {
  if (mode === "off") return null;
  const all = Object.entries(texts).map(([language, text]) => [language, { text, hash: hashes[language] ?? "" }]);
  return { mode, version: text_version, texts: Object.fromEntries(all), agreed };
}

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
