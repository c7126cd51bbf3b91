import type { Channel } from "../../api/types.ts";

/** What a Messenger channel says of its own at the start of a conversation. */
export interface Said {
  greeting: string;
  instant_reply: { on: boolean; text: string };
}

/** What a Messenger channel is set to do; `page_id` is empty until a page is chosen. */
export interface Messenger extends Said {
  page_id: string;
  page_name: string;
  tasks: string[];
  role_ok: boolean;
  role_checked_at: string | null;
}

/** A page that whoever logged in may see; `reason` says why it cannot be connected, if it cannot. */
export interface OfferedPage {
  page_id: string;
  name: string;
  picture_url: string;
  tasks: string[];
  may_connect: boolean;
  reason: string;
}

/** How long a text of ours may be, as Meta takes it. */
export const LONGEST = 2_000;
/** The tasks of a page that are named; Meta has more of them for advertisers. */
const NAMED = ["MANAGE", "MODERATE", "MESSAGING", "CREATE_CONTENT", "ADVERTISE", "ANALYZE"] as const;
export type Task = (typeof NAMED)[number];

const NONE: Messenger = { page_id: "", page_name: "", tasks: [], role_ok: true, role_checked_at: null, greeting: "", instant_reply: { on: false, text: "" } };

/** What a channel is set to do, with what it says where nothing was set yet. */
export const messengerOf = (channel: Channel): Messenger => ({ ...NONE, ...(channel as { messenger?: Partial<Messenger> | null }).messenger });

/** What it says, and only that, in one order. */
export function saidOf(channel: Channel): Said {
  const { greeting, instant_reply: reply } = messengerOf(channel);
  return { greeting, instant_reply: { on: reply.on, text: reply.text } };
}

/** Full control of a page of the new kind is what administrators have of the old one. */
const ALL = /^PROFILE_PLUS_(FULL_CONTROL|MANAGE)$/;

/** The tasks that have a name, in one order. */
export function tasksOf(tasks: readonly string[]): Task[] {
  const plain = tasks.map((one) => (ALL.test(one) ? "MANAGE" : one.replace("PROFILE_PLUS_", "")));
  return NAMED.filter((one) => plain.includes(one));
}
