import type { Bot, BotFlow, Channel, PageChannel } from "../../api/types.ts";

/** What a page says by itself at first: the channel's greeting, and the instant reply of its chatflow. */
export interface Said {
  greeting: string;
  instant_reply: { on: boolean; text: string };
}

/** How long a text of ours may be, as Meta takes it. */
export const LONGEST = 2_000;
/** What a chatflow says in one step. */
export const LONGEST_STEP = 1_000;
const INSTANT = "instant_reply";
/** The tasks of a page that are named; Meta has more of them for advertisers. */
const NAMED = ["MANAGE", "MODERATE", "MESSAGING", "CREATE_CONTENT", "ADVERTISE", "ANALYZE"] as const;
export type Task = (typeof NAMED)[number];

const NONE: PageChannel = { page_id: "", page_name: "", tasks: [], role_ok: true, role_checked_at: null };

/** What a channel is set to do; `page_id` is empty until a page is chosen. */
export const messengerOf = (channel: Channel): PageChannel => channel.messenger ?? NONE;

/** What it says by itself, in one order. */
export function saidOf(channel: Channel, bot: Bot): Said {
  const text = instantOf(bot) ?? "";
  return { greeting: messengerOf(channel).greeting ?? "", instant_reply: { on: text !== "", text } };
}

/** What the default chatflow says right after the first message, empty where nothing; null where it is a flow of one's own (MSG-02). */
export function instantOf({ versions }: Bot): string | null {
  const steps = versions.at(-1)?.flow.steps ?? [];
  const [only] = steps;
  if (!only) return "";
  return steps.length === 1 && only.do === "hand_over" ? (only.text ?? "") : null;
}

/** The default chatflow with another instant reply. */
export function flowWith(text: string, bot: Bot, page: string): BotFlow {
  const { name, when } = bot.versions.at(-1)?.flow ?? { name: page.slice(0, 100) || "Messenger", when: "always" };
  return { name, when, steps: [{ key: INSTANT, do: "hand_over", text }] };
}

/** What a chatflow says until it is answered, or a person has it. */
export function opening({ versions }: Bot): string[] {
  const steps = versions.at(-1)?.flow.steps ?? [];
  const said: string[] = [];
  for (let left = steps.length, one = steps[0]; one && left > 0; left -= 1) {
    if (one.text && one.do !== "ticket") said.push(one.text);
    const { next } = one;
    one = one.do === "say" || one.do === "ticket" ? steps.find(({ key }) => key === next) : undefined;
  }
  return said;
}

/** Full control of a page of the new kind is what administrators have of the old one. */
const ALL = /^PROFILE_PLUS_(FULL_CONTROL|MANAGE)$/;

/** The tasks that have a name, in one order. */
export function tasksOf(tasks: readonly string[]): Task[] {
  const plain = tasks.map((one) => (ALL.test(one) ? "MANAGE" : one.replace("PROFILE_PLUS_", "")));
  return NAMED.filter((one) => plain.includes(one));
}
