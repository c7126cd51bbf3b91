import { effect, signal } from "@preact/signals";
import { call, get, Refused } from "../api/client.ts";
import type { DraftPlace, DraftVersion, KeptDraft } from "../api/types.ts";
import { may } from "../app/people.ts";
import { route } from "../app/route.ts";
import { pending } from "./sending.ts";
import { emptyWritten, isEmpty, type Written, write, writtenAt, written } from "./written.ts";

const PAUSE = 800;
const AGAIN = 5_000;

/** Where the server has drafts of ours: place -> version. */
export const drafts = signal<ReadonlyMap<string, number>>(new Map());
/** Places whose draft is in this window only, since the server did not take it yet. */
export const unkept = signal<ReadonlySet<string>>(new Set());

const saved = new Map<string, Written>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
let queue: Promise<unknown> = Promise.resolve();

/** Keep what is being written on the server, a moment after each change, one request after the other. */
export function startDrafts(): void {
  if (!may("conversation_write")) return;
  effect(() => {
    const sending = new Set(pending.value.map((one) => one.conversation));
    for (const place of new Set([...written.value.keys(), ...saved.keys()])) if (!sending.has(place) && differs(place)) soon(place, PAUSE);
  });
  effect(() => { if (route.value.conversation) void open(route.value.conversation); });
  addEventListener("focus", () => void hints());
  addEventListener("online", () => { for (const place of unkept.value) soon(place, 0); });
  void hints();
}

/** Bring what the server has of a conversation's answer and note. */
async function open(conversation: string): Promise<void> {
  for (const place of [conversation, `note ${conversation}`]) if (drafts.value.has(place) && !written.value.has(place) && !saved.has(place)) await bring(place);
}

/** Bring a draft from the server. What was written here meanwhile stays below it; where another window kept another text,
 *  who writes here now has the last word. */
export async function bring(place: string, other = false): Promise<void> {
  const [before, kept] = [writtenAt(place), saved.get(place)];
  try {
    const { version, updated_at: _, channel_id, ...rest } = await get<KeptDraft>(pathOf(place));
    // asked for twice, or kept meanwhile: what came first is as new
    if (saved.get(place) !== kept) return;
    if (version === 0) return know(place, null);
    const one: Written = { ...emptyWritten, ...rest, channel_id: channel_id ?? "" };
    saved.set(place, one);
    know(place, version);
    const now = writtenAt(place);
    if (other && document.hasFocus()) write(place, now);
    else write(place, now === before ? one : { ...(now.channel_id ? now : one), text: [one.text, now.text].filter(Boolean).join("\n\n"), uploads: [...one.uploads, ...now.uploads] });
  } catch (error) {
    if (error instanceof Refused && error.status === 404) know(place, null);
  }
}

async function hints(): Promise<void> {
  try {
    const { items } = await get<{ items: DraftPlace[] }>("/drafts");
    const found = new Map(items.map((one) => [placeOf(one), one.version]));
    const newer = [...found].filter(([place, version]) => version !== drafts.value.get(place) && !differs(place));
    drafts.value = found;
    for (const [place] of newer) if (place === "new" || place.endsWith(route.value.conversation ?? " ")) await bring(place);
  } catch {
    // the next focus asks again
  }
}

function soon(place: string, pause: number): void {
  clearTimeout(timers.get(place));
  timers.set(place, setTimeout(() => { queue = queue.then(() => keep(place)); }, pause));
}

async function keep(place: string): Promise<void> {
  if (!differs(place) || pending.value.some((one) => one.conversation === place)) return;
  const one = written.value.get(place) ?? emptyWritten;
  try {
    if (isEmpty(one)) {
      if (drafts.value.has(place)) await call("DELETE", pathOf(place));
      saved.delete(place);
      know(place, null);
    } else {
      const { version } = await call<DraftVersion>("PUT", pathOf(place), { body: { ...one, channel_id: one.channel_id || null, version: drafts.value.get(place) ?? 0 } });
      saved.set(place, one);
      know(place, version);
    }
    mark(place, false);
  } catch (error) {
    if (error instanceof Refused && error.status === 412) await bring(place, true);
    else if (error instanceof Refused && error.status >= 400 && error.status < 500) saved.set(place, one);
    else {
      mark(place, true);
      soon(place, AGAIN);
    }
  }
}

function differs(place: string): boolean {
  if (place.startsWith("new ")) return false; // written from a record's page, and kept in this window
  const now = written.value.get(place) ?? emptyWritten;
  const before = saved.get(place) ?? emptyWritten;
  return now !== before && JSON.stringify(bare(now)) !== JSON.stringify(bare(before));
}

const bare = ({ text, to, cc, bcc, uploads, subject, channel_id }: Written) => ({ text, to, cc, bcc, uploads, subject, channel_id });

function know(place: string, version: number | null): void {
  const next = new Map(drafts.value);
  if (version === null) next.delete(place);
  else next.set(place, version);
  drafts.value = next;
}

function mark(place: string, here: boolean): void {
  if (unkept.value.has(place) === here) return;
  const next = new Set(unkept.value);
  if (here) next.add(place);
  else next.delete(place);
  unkept.value = next;
}

/** The place of a draft the server names. */
export const placeOf = ({ kind, conversation_id }: Pick<DraftPlace, "kind" | "conversation_id">): string => (kind === "mail" ? "new" : kind === "note" ? `note ${conversation_id}` : conversation_id ?? "");

/** Where the server keeps what is written in a place. */
export function pathOf(place: string): string {
  if (place === "new") return "/drafts/new-mail";
  return place.startsWith("note ") ? `/conversations/${place.slice(5)}/note-draft` : `/conversations/${place}/draft`;
}
