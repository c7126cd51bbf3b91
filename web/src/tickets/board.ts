import { effect, signal, untracked } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { Board, Column, Pipeline, StageCount, Ticket } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { slowly } from "../app/slowly.ts";
import { state, watch } from "../live/stream.ts";
import { spoken } from "../i18n/words.ts";
import { type Asked, EVERYTHING, moved, placed, wanted } from "./columns.ts";
import { WORDS } from "./words.ts";

const PAGE = 30;
const AT_ONCE = 100;

export const pipelines = signal<Pipeline[]>([]);
export const pipeline = signal<string | null>(null);
export const asked = signal<Asked>(EVERYTHING);
export const columns = signal<Column[]>([]);
export const phase = signal<"loading" | "ready" | "failed">("loading");
/** What was done, for those who do not see it. */
export const said = signal("");
const changed = new Set<string>();
let asking = new AbortController();
const reading = new Set<string>();
/** How many pages of the board are being read. */
let underway = 0;
/** How many moves were begun, and how many of them the server has not answered yet. */
let [begun, waiting] = [0, 0];

/** Keep the board while it is shown; returns what ends it. */
export function startBoard(): () => void {
  const fetchChanged = slowly(200, refresh);
  const stopWatching = watch((frame) => {
    if (frame.kind === "reset" || frame.kind.startsWith("pipeline.")) void readPipelines();
    else if (frame.kind.startsWith("ticket.") && frame.ids["ticket_id"]) {
      changed.add(frame.ids["ticket_id"]);
      fetchChanged();
    }
  });
  const stopReading = effect(() => {
    const [of, what] = [pipeline.value, asked.value];
    if (of) untracked(() => void read(of, what));
  });
  // what could not be read while nothing answered
  const stopCatchingUp = effect(() => { if (state.value === "live") untracked(fetchChanged); });
  void readPipelines();
  return () => { stopWatching(); stopReading(); stopCatchingUp(); asking.abort(); };
}

/** Read the pipelines, and the board of the chosen one anew; the account's default comes first. */
export async function readPipelines(): Promise<void> {
  try {
    const { items } = await get<{ items: Pipeline[] }>("/pipelines");
    pipelines.value = items;
    const chosen = items.find((one) => one.pipeline_id === pipeline.value) ?? items.find((one) => one.default) ?? items.find((one) => !one.archived);
    if (!chosen) phase.value = "ready";
    else if (chosen.pipeline_id === pipeline.value) await read(chosen.pipeline_id, asked.value);
    else pipeline.value = chosen.pipeline_id;
  } catch {
    phase.value = "failed";
  }
}

async function read(of: string, what: Asked): Promise<void> {
  asking.abort();
  const mine = (asking = new AbortController());
  if (columns.value.length === 0) phase.value = "loading";
  try {
    const board = await search(of, what, {}, mine.signal);
    columns.value = board.columns;
    phase.value = "ready";
  } catch {
    if (!mine.signal.aborted) phase.value = "failed";
  }
  await refresh();
}

/** Read the page after the last card of a column, if there is one. */
export async function readMore(stage: string): Promise<void> {
  const [of, before] = [pipeline.value, columns.value.find((column) => column.stage.key === stage)];
  if (!of || !before?.next || reading.has(stage)) return;
  reading.add(stage);
  const { signal: stop } = asking;
  try {
    const { columns: [page] } = await search(of, asked.value, { stage, cursor: before.next }, stop);
    if (!page || stop.aborted) return;
    columns.value = columns.value.map((column) => {
      if (column.stage.key !== stage) return column;
      const known = new Set(column.items.map((one) => one.ticket_id));
      return { ...column, next: page.next, items: [...column.items, ...page.items.filter((one) => !known.has(one.ticket_id))] };
    });
  } catch { /* scrolling on asks again */ } finally {
    reading.delete(stage);
    await refresh();
  }
}

/** Put a ticket in another stage: at once on the screen, and back where the server refuses; it can be undone. */
export async function move(ticket: Ticket, stage: string, undoing = false): Promise<void> {
  if (stage === ticket.stage) return;
  const before = columns.value;
  const words = spoken(WORDS);
  const name = before.find((column) => column.stage.key === stage)?.stage.name ?? stage;
  columns.value = moved(before, ticket, stage, new Date().toISOString(), asked.value);
  said.value = words.moved(ticket.name, name);
  begun += 1;
  waiting += 1;
  const done = await attempt(() => call("PUT", `/tickets/${ticket.ticket_id}/stage`, { body: { stage } }));
  waiting -= 1;
  void refresh();
  if (!done) {
    columns.value = moved(columns.value, { ...ticket, stage }, ticket.stage, ticket.moved_at, asked.value);
    said.value = words.back(ticket.name);
  } else if (!undoing) tell(said.value, { undo: () => void move({ ...ticket, stage }, ticket.stage, true) });
}

async function search(of: string, what: Asked, more: { stage?: string; cursor?: string }, stop: AbortSignal): Promise<Board> {
  const body = { limit: PAGE, ...wanted(what), ...more };
  underway += 1;
  return call<Board>("POST", `/pipelines/${of}/board`, { body, signal: stop }).finally(() => { underway -= 1; });
}

/** Read the tickets that changed; while the board is read they wait, since it may be older than what they would say. So they
 *  do while one is moved: what is read before the server has that would put the card back for a moment. */
async function refresh(): Promise<void> {
  const of = pipeline.value;
  while (of && changed.size > 0 && underway === 0 && waiting === 0) {
    const before = begun;
    if (asked.value.text) {
      changed.clear();
      return read(of, asked.value);
    }
    const ids = [...changed].slice(0, AT_ONCE);
    for (const id of ids) changed.delete(id);
    const found = await Promise.all([get<{ items: Ticket[] }>("/tickets/rows", { ids: ids.join(",") }), get<{ items: StageCount[] }>(`/pipelines/${of}/counts`)]).catch(() => null);
    if (found === null || underway > 0 || before !== begun || of !== pipeline.value) {
      for (const id of ids) changed.add(id);
      if (found !== null && before !== begun) continue;
      return;
    }
    take(of, found[0].items, found[1].items);
  }
}

function take(of: string, items: readonly Ticket[], counts: readonly StageCount[]): void {
  const numbers = new Map(counts.map((one) => [one.stage, one.count]));
  const shown = items.filter((one) => one.pipeline_id === of).reduce((all, ticket) => placed(all, ticket, asked.value), columns.value);
  columns.value = shown.map((column) => ({ ...column, count: numbers.get(column.stage.key) ?? 0 }));
}
