import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { overlay } from "../app/overlay.ts";
import { attempt } from "../app/notices.ts";

/** What is asked for: where a conversation, or messages of it, should go. */
export type Wanted = "inbox" | "merge" | "messages";
export const wanted = signal<Wanted>("merge");
/** The messages chosen to go elsewhere; null: nothing is being chosen. */
export const picked = signal<ReadonlySet<string> | null>(null);

/** Ask where something should go. */
export function place(what: Wanted): void {
  wanted.value = what;
  void attempt(async () => { overlay.value = (await import("../placing/Placing.tsx")).default; });
}

/** The bar that says how many messages are chosen, once loaded. */
export const bar = signal<ComponentType | null>(null);

/** Let messages be chosen. */
export function startPicking(): void {
  picked.value = new Set();
  void attempt(async () => { bar.value = (await import("../placing/Picking.tsx")).default; });
}

/** Take a merged conversation out of the one that shows it. */
export function takeApart(conversation: string): void {
  void attempt(async () => (await import("../placing/place.ts")).takeApart(conversation));
}

/** Choose a message, or no longer. */
export function pick(id: string): void {
  const next = new Set(picked.value);
  if (!next.delete(id)) next.add(id);
  picked.value = next;
}
