import { signal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { Pipeline, Ticket, TicketPropertyDefinition } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { pipelines } from "./board.ts";

/** Change one property of a ticket; what is shown follows by the live stream. */
export const change = (ticket: Ticket, what: "stage" | "owner" | "priority" | "category" | "name" | "description" | "pipeline" | `properties/${string}`, body: Record<string, string | null>) =>
  attempt(() => call("PUT", `/tickets/${ticket.ticket_id}/${what}`, { body }));

/** Let a conversation or contact belong to a ticket, or no longer. */
export const link = (ticket: Pick<Ticket, "ticket_id">, kind: "conversation" | "contact", id: string, on: boolean) =>
  attempt(() => (on ? call("POST", `/tickets/${ticket.ticket_id}/${kind}s`, { body: { [`${kind}_id`]: id }, key: crypto.randomUUID() }) : call("DELETE", `/tickets/${ticket.ticket_id}/${kind}s/${id}`)));

export const definitions = signal<TicketPropertyDefinition[]>([]);

/** Read which properties tickets have. */
export async function readTicketProperties(): Promise<void> {
  definitions.value = (await get<{ items: TicketPropertyDefinition[] }>("/ticket-properties")).items;
}

/** How many have asked, so that pipelines are read once. */
const wanted = signal<Promise<void> | null>(null);

/** Know the pipelines, read once. */
export function needPipelines(): Promise<void> {
  wanted.value ??= pipelines.value.length > 0 ? Promise.resolve() : get<{ items: Pipeline[] }>("/pipelines").then(({ items }) => { pipelines.value = items; }, () => { wanted.value = null; });
  return wanted.value;
}

/** The stages of a ticket's pipeline. */
export const stagesOf = (ticket: Ticket) => pipelines.value.find((one) => one.pipeline_id === ticket.pipeline_id)?.stages ?? [];
