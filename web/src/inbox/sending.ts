import { signal } from "@preact/signals";
import { call, Refused } from "../api/client.ts";
import { wordsOf } from "../app/notices.ts";
import { bodyOf, type Written, write } from "./written.ts";

/** An answer on its way to the server. It stays until the server has it, or its author discards it. */
export interface Pending {
  key: string;
  conversation: string;
  written: Written;
  close: boolean;
  seen: number | null;
  state: "sending" | "failed" | "newer";
  why: string;
}

export const pending = signal<Pending[]>([]);
const drafts = new Map<string, string>();

/** What was typed and not sent, for each conversation. */
export const draftOf = (conversation: string): string => drafts.get(conversation) ?? "";
export const keepDraft = (conversation: string, text: string): unknown => (text ? drafts.set(conversation, text) : drafts.delete(conversation));

/** Send an answer; it shows at once, and says so where it fails. */
export function reply(conversation: string, written: Written, seen: number | null, close: boolean): Promise<void> {
  const made: Pending = { key: crypto.randomUUID(), conversation, written, close, seen, state: "sending", why: "" };
  pending.value = [...pending.value, made];
  return send(made);
}

/** Try again; `anyway` also where somebody answered meanwhile. */
export function again(one: Pending, anyway = false): Promise<void> {
  const fresh = anyway ? { ...one, key: crypto.randomUUID(), seen: null } : one;
  return send(put(one, { ...fresh, state: "sending", why: "" }));
}

/** Take an answer back that was not sent; what was written is a draft again. */
export function discard(one: Pending): void {
  write(one.conversation, one.written);
  pending.value = pending.value.filter(({ key }) => key !== one.key);
}

async function send(one: Pending): Promise<void> {
  try {
    const body = { ...bodyOf(one.written), close: one.close, seen_version: one.seen };
    await call("POST", `/conversations/${one.conversation}/messages`, { body, key: one.key });
    pending.value = pending.value.filter(({ key }) => key !== one.key);
  } catch (error) {
    const newer = error instanceof Refused && error.status === 412;
    put(one, { ...one, state: newer ? "newer" : "failed", why: newer ? "" : wordsOf(error) });
  }
}

function put(before: Pending, after: Pending): Pending {
  pending.value = pending.value.map((one) => (one.key === before.key ? after : one));
  return after;
}
