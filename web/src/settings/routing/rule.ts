import type { Channel } from "../../api/types.ts";

/** A channel's rule, as it is set or being changed. */
export interface Rule {
  enabled: boolean;
  target: "specific" | "contact_owner";
  user_ids: string[];
  team_ids: string[];
  strategy: "round_robin" | "least_loaded" | "random";
  available_only: boolean;
}

const OFF: Rule = { enabled: false, target: "specific", user_ids: [], team_ids: [], strategy: "round_robin", available_only: true };

/** What a channel's rule says now; off where none was ever set. */
export function ruleOf(channel: Channel): Rule {
  const { enabled, target, user_ids, team_ids, strategy, available_only } = { ...OFF, ...(channel.rule as Partial<Rule> | null) };
  return { enabled, target, user_ids, team_ids, strategy, available_only };
}
