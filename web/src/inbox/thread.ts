import { computed, effect, signal, untracked } from "@preact/signals";
import { call, get, Refused } from "../api/client.ts";
import type { HistoryEvent, Message, ShownDecision, Thread } from "../api/types.ts";
import { lead, route } from "../app/route.ts";
import { passed, slowly } from "../app/slowly.ts";
import { state, watch } from "../live/stream.ts";
import { picked } from "./placing.ts";
import { answersSent } from "./sending.ts";

export type Item = { position: number; message: Message } | { position: number; decision: ShownDecision };
export type Phase = "none" | "loading" | "ready" | "failed" | "gone";

export const thread = signal<Thread | null>(null);
export const phase = signal<Phase>("none");
/** What happened to the conversation, oldest first: the steps of the time slider. */
export const steps = signal<HistoryEvent[]>([]);
/** The same without those in the midst of a deed: what happened at once is seen at once, after the last of it. */
export const moments = computed(() => steps.value.filter((step, index, all) => !together(step, all[index + 1])));
/** Where to look at what a step left behind. */
export const settled = (step: HistoryEvent): number => moments.value.find((one) => together(one, step) && one.position >= step.position)?.position ?? step.position;
const together = (one: HistoryEvent, other: HistoryEvent | undefined) => one.at === other?.at && one.causation_id === other.causation_id;
const older = signal<Thread[]>([]);
/** Who passes from one to the next sooner than this (ms) only looks for another: the one they stay with is read. */
const PASSING = 150;
let asking = new AbortController();

/** Everything that is loaded of the conversation in the order of the log. */
export function items(): Item[] {
  const pages = [...older.value, ...(thread.value ? [thread.value] : [])];
  const found = new Map<number, Item>();
  for (const page of pages) {
    for (const message of page.messages) found.set(message.position, { position: message.position, message });
    for (const decision of page.decisions) found.set(decision.position, { position: decision.position, decision });
  }
  return [...found.values()].sort((a, b) => a.position - b.position);
}

/** Whether there is more before what is loaded. */
export const hasOlder = () => (older.value[0] ?? thread.value)?.next != null;

/** Keep the conversation the address names, now or as it was. */
export function startThread(): void {
  let before: string | null = null;
  let since = -PASSING;
  effect(() => {
    const { conversation, at } = route.value;
    const other = conversation !== before;
    const passing = other && performance.now() - since < PASSING;
    if (other) since = performance.now();
    before = conversation;
    // what is read in there must not be asked for again because it is there now
    untracked(() => void read(conversation, at, other, passing));
  });
  const again = slowly(100, readAgain);
  watch((frame) => {
    if (frame.kind === "reset" || (before && frame.ids["conversation_id"] === before)) again();
  });
  effect(() => { if (state.value === "live" && phase.peek() === "failed") untracked(again); });
}

/** Read the conversation anew, where it is shown as it is now. */
export const readAgain = () => route.value.at === null && read(route.value.conversation, null, false);

async function read(conversation: string | null, at: number | null, other: boolean, passing = false): Promise<void> {
  asking.abort();
  const mine = (asking = new AbortController());
  if (other) {
    picked.value = null;
    thread.value = null;
    steps.value = [];
  }
  if (other || at !== null) older.value = [];
  if (conversation === null) {
    phase.value = "none";
    return;
  }
  if (thread.value === null) phase.value = "loading";
  if (passing) await passed(PASSING);
  if (mine.signal.aborted) return;
  try {
    const path = `/conversations/${conversation}`;
    const read_ = await get<Thread>(path, { as_of: at }, mine.signal);
    if (read_.merged_into && at === null) return lead(read_.merged_into);
    thread.value = read_;
    phase.value = "ready";
  } catch (error) {
    if (mine.signal.aborted) return;
    phase.value = error instanceof Refused && error.status === 404 ? "gone" : "failed";
  }
}

/** Read the page before the oldest that is loaded. */
export async function readOlder(): Promise<void> {
  const first = older.value[0] ?? thread.value;
  if (!first?.next) return;
  const page = await get<Thread>(`/conversations/${first.conversation_id}`, { cursor: first.next, as_of: route.value.at });
  if (page.conversation_id === route.value.conversation) older.value = [page, ...older.value];
}

/** Read all that happened to the conversation, for the time slider and the side panel. */
export async function readSteps(conversation: string): Promise<void> {
  const found: HistoryEvent[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: { items: HistoryEvent[]; next: string | null } = await get(`/history/conversation/${conversation}`, { cursor, limit: 100 });
    found.push(...page.items);
    if (!page.next) break;
    cursor = page.next;
  }
  if (conversation === route.value.conversation) steps.value = found;
}

/** What a deed can be taken back to. */
export function before(of: Thread) {
  const closed = of.status === "closed" ? "closed" : "open";
  const shelf = of.folder || (of.snoozed_until && closed === "open" ? "snoozed" : closed);
  return { conversation_id: of.conversation_id, assignee_id: of.assignee_id, team_id: of.team_id, shelf, priority: of.priority, snoozed_until: of.snoozed_until } as const;
}

/** Give the conversation to somebody, to a team, among whom a rule chooses, or to nobody. */
export const assign = (conversation: string, user: string | null, team: string | null = null) =>
  answersSent([conversation]).then(() => call("PUT", `/conversations/${conversation}/assignee`, { body: { user_id: user, team_id: team } }));

/** Close the conversation, or open it again. */
export const setOpen = (conversation: string, open: boolean) =>
  answersSent([conversation]).then(() => call("POST", `/conversations/${conversation}/${open ? "reopen" : "close"}`, { body: {} }));
