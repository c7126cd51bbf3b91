import type { Channel } from "../../api/types.ts";

export interface Look {
  colour_from: "branding" | "custom";
  colour: string;
  font: "system" | "serif" | "rounded" | "mono";
  side: "right" | "left";
  language: "auto" | "en" | "pl";
  title: string;
}

export interface Greeting {
  heading: "people" | "owner";
  user_ids: string[];
  team_ids: string[];
  fallback: "people" | "company";
  welcome: string;
  prompt: boolean;
}

export interface Hours {
  basis: "users" | "hours" | "always";
  schedule_id: string | null;
  reply_time: "none" | "minutes" | "hours" | "day" | "measured";
  away: "message" | "reply_time" | "ask_email" | "hide";
  away_text: string;
  offline: "return_time" | "message" | "hide";
  offline_text: string;
  capacity: "message" | "hide" | "nothing";
  capacity_text: string;
}

export interface PageRule {
  rule: "show" | "hide";
  pattern: string;
}

export interface Places {
  origins: string[];
  pages: PageRule[];
}

export interface Identity {
  required: boolean;
}

/** What a chat is set to do, part by part; each is kept by an address of its own. */
export interface Parts {
  look: Look;
  greeting: Greeting;
  hours: Hours;
  places: Places;
  identity: Identity;
}
export type Part = keyof Parts;

/** What each part says until somebody sets it. */
export const USUAL: Parts = {
  look: { colour_from: "branding", colour: "#0b6470", font: "system", side: "right", language: "auto", title: "" },
  greeting: { heading: "people", user_ids: [], team_ids: [], fallback: "company", welcome: "", prompt: false },
  hours: { basis: "users", schedule_id: null, reply_time: "none", away: "message", away_text: "", offline: "return_time", offline_text: "", capacity: "nothing", capacity_text: "" },
  places: { origins: [], pages: [] },
  identity: { required: false },
};

type Stored = Partial<Record<Part, Record<string, unknown> | null>> & { script_url?: string };
const chatOf = (channel: Channel): Stored => (channel.chat ?? {}) as unknown as Stored;

/** Where the widget's script is, which the tracking code names; empty until the look is set. */
export const scriptOf = (channel: Channel): string => chatOf(channel).script_url ?? "";

/** Whether a secret was made to sign with who visitors are. */
export const hasSecret = (channel: Channel): boolean => Number(chatOf(channel).identity?.["secret_version"] ?? 0) > 0;

/** One part as it is kept, with what it says where nothing was set yet; only what can be set, in one order. */
export function partOf<K extends Part>(channel: Channel, part: K): Parts[K] {
  const kept: Record<string, unknown> = chatOf(channel)[part] ?? {};
  return Object.fromEntries(Object.entries(USUAL[part]).map(([name, usual]) => [name, kept[name] ?? usual])) as unknown as Parts[K];
}

/** All parts of a channel, as they are kept. */
export const partsOf = (channel: Channel): Parts => ({
  look: partOf(channel, "look"), greeting: partOf(channel, "greeting"), hours: partOf(channel, "hours"), places: partOf(channel, "places"), identity: partOf(channel, "identity"),
});
