import { signal } from "@preact/signals";
import { call } from "../api/client.ts";
import type { Ticket, TicketBulk, TicketBulkResults, TicketPage } from "../api/types.ts";
import { attempt, refusedFor, tell } from "../app/notices.ts";
import { spoken } from "../i18n/words.ts";
import { type Asked, wanted } from "./columns.ts";
import { WORDS } from "./words.ts";

const PAGE = 50;
const AT_ONCE = 100;

export type Sort = "opened" | "moved" | "oldest";
export const sort = signal<Sort>("opened");
export const rows = signal<Ticket[]>([]);
export const next = signal<string | null>(null);
/** The tickets chosen for a change of many. */
export const chosen = signal<ReadonlySet<string>>(new Set());
let asking = new AbortController();

/** Read the first page of a pipeline's tickets, or the one after what is there. */
export async function list(pipeline: string, asked: Asked, more = false): Promise<void> {
  asking.abort();
  const mine = (asking = new AbortController());
  const body = {
    pipeline_id: pipeline, sort: sort.value === "moved" ? "moved" : "opened", oldest: sort.value === "oldest", limit: PAGE, ...(more && next.value ? { cursor: next.value } : {}),
    ...wanted(asked),
  };
  try {
    const page = await call<TicketPage>("POST", "/tickets/search", { body, signal: mine.signal });
    rows.value = more ? [...rows.value, ...page.items] : page.items;
    next.value = page.next;
    if (!more) chosen.value = new Set([...chosen.value].filter((id) => page.items.some((one) => one.ticket_id === id)));
  } catch (error) {
    if (!mine.signal.aborted) throw error;
  }
}

export type Deed = Omit<TicketBulk, "ticket_ids">;

/** Change one thing about many tickets, say how many, and offer to undo it. */
export async function changeMany(tickets: readonly Ticket[], deed: Deed): Promise<void> {
  await attempt(async () => {
    const items = await send(tickets.map((one) => one.ticket_id), deed);
    const refused = items.filter((one) => !one.done);
    const done = tickets.filter((one) => !refused.some((item) => item.ticket_id === one.ticket_id));
    const words = spoken(WORDS);
    const why = refused[0] ? ` ${words.refused(refused.length, refusedFor(refused[0]))}` : "";
    tell(words.changed(done.length) + why, { bad: done.length === 0, undo: () => void attempt(() => undo(done, deed)) });
  });
}

/** What takes a change back for a ticket as it was before. */
export function reversed(before: Ticket, deed: Deed): Deed {
  switch (deed.do) {
    case "owner": return { do: "owner", owner_id: before.owner_id };
    case "stage": return { do: "stage", stage: before.stage };
    case "pipeline": return { do: "pipeline", pipeline_id: before.pipeline_id, stage: before.stage };
    case "priority": return { do: "priority", priority: before.priority };
    case "category": return { do: "category", category: before.category };
    case "property": return { do: "property", property_id: deed.property_id ?? null, value: before.properties.find((one) => one.property_id === deed.property_id)?.value ?? null };
  }
}

async function undo(tickets: readonly Ticket[], deed: Deed): Promise<void> {
  const groups = new Map<string, string[]>();
  for (const one of tickets) {
    const back = JSON.stringify(reversed(one, deed));
    groups.set(back, [...(groups.get(back) ?? []), one.ticket_id]);
  }
  for (const [back, ids] of groups) await send(ids, JSON.parse(back) as Deed);
}

async function send(ids: string[], deed: Deed): Promise<TicketBulkResults["items"]> {
  const all: TicketBulkResults["items"] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const part = await call<TicketBulkResults>("POST", "/tickets/bulk", { body: { ticket_ids: ids.slice(at, at + AT_ONCE), ...deed }, key: crypto.randomUUID() });
    all.push(...part.items);
  }
  return all;
}
