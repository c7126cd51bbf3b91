import type { Bot, BotFlow, BotStep } from "../../api/types.ts";
import { keyOf } from "../pipelines/order.ts";

export type Step = Required<BotStep>;
export type Flow = Omit<BotFlow, "steps"> & { steps: Step[] };
export type Deed = Step["do"];
export type Next = { label: string; next: string };

/** What a step can do, in the order it is offered. */
export const DEEDS: readonly Deed[] = ["say", "choose", "ask", "branch", "ticket", "hand_over", "end"];
export const FIELDS = ["name", "email", "phone", "text"] as const;
export const LOOKS = ["available", "hours"] as const;

/** Whether a step waits for an answer. */
export const waits = (step: Step): boolean => step.do === "choose" || step.do === "ask";

/** Whether nothing follows it. */
export const ends = (step: Step): boolean => step.do === "hand_over" || step.do === "end";

/** What is said now, ready to be changed; a first flow says hello, asks what for, and hands over. */
export function flowOf(bot: Bot, first: Flow): Flow {
  const flow = bot.versions.at(-1)?.flow;
  return flow ? { ...flow, steps: flow.steps.map((step) => ({ ...EMPTY, ...step, options: (step.options ?? []).map((one) => ({ next: "", ...one })) })) } : first;
}

const EMPTY = { text: "", next: "", options: [], field: "", about: "", retry: "" };

/** A step that does this, with a key of its own. */
export function newStep(deed: Deed, text: string, label: string, steps: readonly Step[]): Step {
  const key = keyOf(deed, steps.map((one) => one.key), "step");
  const options = deed === "choose" ? [{ label, next: "" }] : deed === "branch" ? [{ label: "yes", next: "" }] : [];
  return { ...EMPTY, key, do: deed, text, options, field: deed === "ask" ? "email" : "", about: deed === "branch" ? "available" : "" };
}

/** The steps with one more at the end, to which the last one leads where it led to nobody in particular. */
export function withStep(steps: readonly Step[], step: Step): Step[] {
  const last = steps.at(-1);
  const before = last && !last.next && !ends(last) && last.do !== "choose" ? [...steps.slice(0, -1), { ...last, next: step.key }] : steps;
  return [...before, step];
}

/** The steps without one: what led to it leads to what followed it. */
export function withoutStep(steps: readonly Step[], gone: Step): Step[] {
  const led = (next: string) => (next === gone.key ? (gone.next === gone.key ? "" : gone.next) : next);
  return steps.filter((one) => one.key !== gone.key).map((one) => ({ ...one, next: led(one.next), options: one.options.map((option) => ({ label: option.label, next: led(option.next ?? "") })) }));
}

/** The step that a refusal is about, by the field the server names: `steps.<key>.<part>`. */
export const stepIn = (field: string): string => /^steps\.([^.]+)/.exec(field)?.[1] ?? "";
