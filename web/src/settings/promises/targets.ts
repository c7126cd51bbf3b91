import type { SlaTarget } from "../../api/types.ts";

export const PRIORITIES = ["none", "low", "medium", "high", "urgent"] as const;
export const GOALS = ["first_reply", "next_reply", "resolution"] as const;
export type Priority = (typeof PRIORITIES)[number];
export type Goal = (typeof GOALS)[number];

/** The minutes promised for a goal at a priority; null is no promise. */
export const promised = (targets: readonly SlaTarget[], priority: Priority, goal: Goal): number | null => targets.find((one) => one.priority === priority)?.[goal] ?? null;

/** The targets with other minutes for a goal at a priority; a priority without any promise has no target of its own. */
export function put(targets: readonly SlaTarget[], priority: Priority, goal: Goal, minutes: number | null): SlaTarget[] {
  const before = targets.find((one) => one.priority === priority) ?? { priority, first_reply: null, next_reply: null, resolution: null };
  const after = { ...before, [goal]: minutes };
  const others = targets.filter((one) => one.priority !== priority);
  return GOALS.every((one) => after[one] === null) ? others : [...others, after];
}
