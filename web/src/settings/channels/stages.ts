import type { Channel } from "../../api/types.ts";

/** What connecting asks of a person, in order; each is one or two steps of the API (EML-06). */
export const STAGES = ["type", "provider", "terms", "address", "details", "routing", "finish"] as const;
export type Stage = (typeof STAGES)[number];

const OF_STEP: Readonly<Record<string, Stage>> = {
  provider: "provider", terms: "terms", address: "address", hosted_address: "address", authorisation: "address",
  sender_details: "details", rule: "routing", ticket_automation: "routing", connect: "finish",
};

/** The stage that is due: where somebody who comes back goes on. */
export const dueOf = (channel: Pick<Channel, "next_step">): Stage => OF_STEP[channel.next_step] ?? "finish";

/** Whether a stage lies before another. */
export const isBefore = (stage: Stage, other: Stage): boolean => STAGES.indexOf(stage) < STAGES.indexOf(other);

/** The stage after one, or before it; the first and the last have none. */
export const beside = (stage: Stage, by: 1 | -1): Stage | undefined => STAGES[STAGES.indexOf(stage) + by];

/** Whether the mailbox's provider lets us in, rather than forwarding to us. */
export const isAuthorised = (channel: Pick<Channel, "provider">): boolean => channel.provider !== "" && channel.provider !== "other";
