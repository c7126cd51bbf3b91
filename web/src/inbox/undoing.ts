import { effect, signal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { TakenBack, Thread } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import type { Upload } from "./written.ts";

/** A message that has not left yet, and what brings back what was written. */
export interface Undoable {
  conversation: string;
  message: string;
  sendAt: string | null;
  /** Given the message's files as they wait again. */
  back: (uploads: Upload[]) => void;
}

export const UNDO_CHOICES = [0, 5, 10, 30] as const;
const KEY = "postroom.undo";
const SHOWN_FOR = 8;

/** For how many seconds a message can be taken back; kept in this browser. */
export const undoSeconds = signal(kept());
/** What can be taken back now, and for how many seconds still. */
export const undoable = signal<(Undoable & { left: number }) | null>(null);
let timer: ReturnType<typeof setInterval> | undefined;

/** What a request says about when its message leaves; in a live talk nobody waits. */
export const timing = (sendAt: string | null, live = false) => (sendAt ? { send_at: sendAt } : { undo_seconds: live ? 0 : undoSeconds.value });

/** Keep the choice. */
export const startUndo = (): unknown => effect(() => localStorage.setItem(KEY, String(undoSeconds.value)));

/** Offer to take a message back while it waits. */
export function offerUndo(one: Undoable): void {
  const seconds = one.sendAt ? SHOWN_FOR : undoSeconds.value;
  clearInterval(timer);
  undoable.value = seconds > 0 ? { ...one, left: seconds } : null;
  if (seconds > 0) timer = setInterval(() => {
    const now = undoable.value;
    if (!now || now.left <= 1) dismissUndo();
    else undoable.value = { ...now, left: now.left - 1 };
  }, 1000);
}

/** Offer it no longer. */
export function dismissUndo(): void {
  clearInterval(timer);
  undoable.value = null;
}

/** Take a message back; the server refuses once sending has begun. */
export async function takeBack(one: Undoable): Promise<void> {
  dismissUndo();
  await attempt(async () => {
    const { uploads } = await call<TakenBack>("DELETE", sendOf(one.conversation, one.message || await newestIn(one.conversation)));
    one.back(uploads);
  });
}

/** The message a new mail's conversation began with: the answer to its making names the conversation only. */
async function newestIn(conversation: string): Promise<string> {
  const { messages } = await get<Thread>(`/conversations/${conversation}`);
  return messages.findLast((one) => one.direction === "out")?.message_id ?? "";
}

/** Where it is told when a message leaves. */
export const sendOf = (conversation: string, message: string) => `/conversations/${conversation}/messages/${message}/send`;

function kept(): number {
  const value = Number(localStorage.getItem(KEY) ?? "5");
  return UNDO_CHOICES.find((one) => one === value) ?? 5;
}
