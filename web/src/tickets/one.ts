import { signal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { Pipeline, Ticket } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { pipelines } from "./board.ts";

/** Change one property of a ticket; what is shown follows by the live stream. */
export const change = (ticket: Ticket, what: "stage" | "owner" | "priority" | "category" | "name", body: Record<string, string | null>) =>
  attempt(() => call("PUT", `/tickets/${ticket.ticket_id}/${what}`, { body }));

/** How many have asked, so that pipelines are read once. */
const wanted = signal<Promise<void> | null>(null);

/** Know the pipelines, read once. */
export function needPipelines(): Promise<void> {
  wanted.value ??= pipelines.value.length > 0 ? Promise.resolve() : get<{ items: Pipeline[] }>("/pipelines").then(({ items }) => { pipelines.value = items; }, () => { wanted.value = null; });
  return wanted.value;
}

/** The stages of a ticket's pipeline. */
export const stagesOf = (ticket: Ticket) => pipelines.value.find((one) => one.pipeline_id === ticket.pipeline_id)?.stages ?? [];
