import { signal } from "@preact/signals";
import { call, Refused } from "../api/client.ts";
import type { Changed } from "../api/types.ts";
import { wordsOf } from "../app/notices.ts";
import { until } from "../app/until.ts";
import { offerUndo, timing } from "./undoing.ts";
import { bodyOf, isEmpty, type Written, write, writtenAt } from "./written.ts";

/** An answer on its way to the server. It stays until the server has it, or its author discards it. */
export interface Pending {
  key: string;
  conversation: string;
  written: Written;
  close: boolean;
  seen: number | null;
  /** When it is to leave, if later. */
  sendAt: string | null;
  /** Whether somebody waits for it in a live talk. */
  live: boolean;
  state: "sending" | "failed" | "newer";
  why: string;
}

export const pending = signal<Pending[]>([]);

/** Wait until no answer to these conversations is on its way: what is done after one was sent must not come before it. */
export const answersSent = (conversations: readonly string[]): Promise<void> =>
  until(() => !pending.value.some((one) => one.state === "sending" && conversations.includes(one.conversation)));

/** Send an answer, now or at a time; it shows at once, and says so where it fails. */
export function reply(conversation: string, written: Written, seen: number | null, close: boolean, sendAt: string | null = null, live = false): Promise<void> {
  const made: Pending = { key: crypto.randomUUID(), conversation, written, close, seen, sendAt, live, state: "sending", why: "" };
  pending.value = [...pending.value, made];
  return send(made);
}

/** Try again; `anyway` also where somebody answered meanwhile. */
export function again(one: Pending, anyway = false): Promise<void> {
  const fresh = anyway ? { ...one, key: crypto.randomUUID(), seen: null } : one;
  return send(put(one, { ...fresh, state: "sending", why: "" }));
}

/** Take an answer back that was not sent; what was written is a draft again, unless it was a template. */
export function discard(one: Pending): void {
  if (!one.written.template) giveBack(one.conversation, one.written);
  pending.value = pending.value.filter(({ key }) => key !== one.key);
}

/** Put back what was written; what was begun meanwhile stays below it. */
export function giveBack(place: string, written: Written): void {
  const now = writtenAt(place);
  write(place, isEmpty(now) ? written : { ...written, text: `${written.text}\n\n${now.text}`, uploads: [...written.uploads, ...now.uploads] });
}

async function send(one: Pending): Promise<void> {
  try {
    const body = { ...bodyOf(one.written), ...timing(one.sendAt, one.live), close: one.close, seen_version: one.seen };
    const { id } = await call<Changed>("POST", `/conversations/${one.conversation}/messages`, { body, key: one.key });
    pending.value = pending.value.filter(({ key }) => key !== one.key);
    if (one.sendAt || !one.live) offerUndo({ conversation: one.conversation, message: id, sendAt: one.sendAt, back: (uploads) => giveBack(one.conversation, { ...one.written, uploads }) });
  } catch (error) {
    const newer = error instanceof Refused && error.status === 412;
    put(one, { ...one, state: newer ? "newer" : "failed", why: newer ? "" : wordsOf(error) });
  }
}

function put(before: Pending, after: Pending): Pending {
  pending.value = pending.value.map((one) => (one.key === before.key ? after : one));
  return after;
}
