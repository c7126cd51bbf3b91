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
  return whole(bot.versions.at(-1)?.flow ?? first);
}

/** A flow with nothing left out, in one order, so that two that say the same are the same text. */
const whole = ({ name, when, steps }: BotFlow): Flow => ({
  name, when, steps: steps.map((step) => ({ ...EMPTY, ...step, options: (step.options ?? []).map(({ label, next }) => ({ label, next: next ?? "" })) })),
});

/** How a draft stands to the bot as it is now, once it was begun from `base`: whether it says anything else, whether a colleague
 * made a version meanwhile, and which version it may be saved over; being switched on or off is no matter (API-03). */
export function standing(base: Bot, bot: Bot, draft: Flow, first: Flow): { isTouched: boolean; isBehind: boolean; version: number } {
  const isTouched = JSON.stringify(whole(draft)) !== JSON.stringify(flowOf(base, first));
  const isBehind = isTouched && bot.versions.length > base.versions.length;
  return { isTouched, isBehind, version: isBehind ? base.version : Math.max(base.version, bot.version) };
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

/** The steps with one again that `withoutStep` took from `before`: where it was, and led to by what led to it, unless that was changed since. */
export function withStepBack(now: readonly Step[], before: readonly Step[], gone: Step): Step[] {
  const same = now.find((one) => one.key === gone.key);
  if (same && same.do === gone.do && same.text === gone.text) return [...now];
  const keys = now.map((one) => one.key);
  const key = same ? keyOf(gone.key, keys, "step") : gone.key;
  const there = (next: string) => (next === gone.key ? key : keys.includes(next) ? next : "");
  const back = { ...gone, key, next: there(gone.next), options: gone.options.map((one) => ({ label: one.label, next: there(one.next ?? "") })) };
  const led = gone.next === gone.key ? "" : gone.next;
  const again = (was: string | undefined, next: string) => (was === gone.key && next === led ? key : next);
  const others = now.map((one) => {
    const was = before.find((each) => each.key === one.key);
    return { ...one, next: again(was?.next, one.next), options: one.options.map((option, at) => ({ label: option.label, next: again(was?.options[at]?.next, option.next ?? "") })) };
  });
  const index = before.findIndex((one) => one.key === gone.key);
  const above = before.slice(0, index).findLast((one) => keys.includes(one.key));
  return others.toSpliced(above ? keys.indexOf(above.key) + 1 : 0, 0, back);
}

/** The step that a refusal is about, by the field the server names: `steps.<key>.<part>`. */
export const stepIn = (field: string): string => /^steps\.([^.]+)/.exec(field)?.[1] ?? "";
