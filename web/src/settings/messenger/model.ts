import type { Channel, PageChannel } from "../../api/types.ts";

/** What a Messenger channel says by itself. */
export interface Said {
  greeting: string;
  instant_reply: { on: boolean; text: string };
}

/** How long a text of ours may be, as Meta takes it. */
export const LONGEST = 2_000;
/** The tasks of a page that are named; Meta has more of them for advertisers. */
const NAMED = ["MANAGE", "MODERATE", "MESSAGING", "CREATE_CONTENT", "ADVERTISE", "ANALYZE"] as const;
export type Task = (typeof NAMED)[number];

const NONE: PageChannel = { page_id: "", page_name: "", tasks: [], role_ok: true, role_checked_at: null, instant_reply: { on: false } };

/** What a channel is set to do; `page_id` is empty until a page is chosen. */
export const messengerOf = (channel: Channel): PageChannel => channel.messenger ?? NONE;

/** What it says by itself, and only that, in one order. */
export function saidOf(channel: Channel): Said {
  const { greeting = "", instant_reply: { on, text = "" } } = messengerOf(channel);
  return { greeting, instant_reply: { on, text } };
}

/** Full control of a page of the new kind is what administrators have of the old one. */
const ALL = /^PROFILE_PLUS_(FULL_CONTROL|MANAGE)$/;

/** The tasks that have a name, in one order. */
export function tasksOf(tasks: readonly string[]): Task[] {
  const plain = tasks.map((one) => (ALL.test(one) ? "MANAGE" : one.replace("PROFILE_PLUS_", "")));
  return NAMED.filter((one) => plain.includes(one));
}
