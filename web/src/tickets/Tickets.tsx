import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { may, users, whoami } from "../app/people.ts";
import { route } from "../app/route.ts";
import { spoken } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { asked, phase, pipeline, pipelines, readPipelines, said, startBoard } from "./board.ts";
import { Board } from "./Board.tsx";
import { EVERYTHING } from "./columns.ts";
import { NewTicket } from "./NewTicket.tsx";
import { Table } from "./Table.tsx";
import { TicketPage } from "./TicketPage.tsx";
import { WORDS } from "./words.ts";
import "./tickets.css";

const KEPT = "postroom.tickets";
const shown = signal<"board" | "table">(localStorage.getItem(KEPT) === "table" ? "table" : "board");
const making = signal(false);

/** Tickets of a pipeline, on a board or in a table; one of them on a page of its own (TKT-04). */
export default function Tickets() {
  const { id } = route.value;
  return id ? <TicketPage key={id} id={id} /> : <All />;
}

function All() {
  const words = spoken(WORDS);
  useEffect(startBoard, []);
  const show = (how: typeof shown.value) => { shown.value = how; localStorage.setItem(KEPT, how); };
  return (
    <div class="tickets">
      <header class="tickets-head">
        <h1>{words.title}</h1>
        {pipelines.value.length > 1 && (
          <select aria-label={words.pipeline} value={pipeline.value ?? ""} onChange={(event) => { pipeline.value = event.currentTarget.value; }}>
            {pipelines.value.map((one) => <option key={one.pipeline_id} value={one.pipeline_id}>{one.archived ? words.archived(one.name) : one.name}</option>)}
          </select>
        )}
        <div role="group" aria-label={words.title}>
          <button type="button" class="bare" aria-pressed={shown.value === "board"} onClick={() => show("board")}><Icon name="board" />{words.board}</button>
          <button type="button" class="bare" aria-pressed={shown.value === "table"} onClick={() => show("table")}><Icon name="table" />{words.table}</button>
        </div>
        {may("compliance_manage") && <a href="/api/v1/tickets.csv" download>{words.csv}</a>}
        {may("ticket_write") && <button type="button" class="main" onClick={() => { making.value = true; }}><Icon name="plus" />{words.make}</button>}
      </header>
      <Filters />
      <p class="hidden" role="status" aria-live="assertive">{said.value}</p>
      {phase.value === "failed" && <div class="nothing"><p>{words.failed}</p><button type="button" onClick={() => void readPipelines()}>{words.again}</button></div>}
      {phase.value === "loading" && <p role="status">{words.loading}</p>}
      {phase.value === "ready" && pipelines.value.length === 0 && <p>{words.nonePipeline}</p>}
      {phase.value === "ready" && (shown.value === "board" ? <Board /> : <Table />)}
      {making.value && <NewTicket onClose={() => { making.value = false; }} />}
    </div>
  );
}

function Filters() {
  const words = spoken(WORDS);
  const { owner, priority, contact, text } = asked.value;
  const set = (change: Partial<typeof asked.value>) => { asked.value = { ...asked.value, ...change }; };
  return (
    <form class="tickets-filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <input type="search" aria-label={words.look} placeholder={words.look} value={text} maxLength={200} onInput={(event) => set({ text: event.currentTarget.value })} />
      <select aria-label={words.owner} value={owner} onChange={(event) => set({ owner: event.currentTarget.value })}>
        <option value="">{words.anyone}</option><option value="none">{words.nobodys}</option>
        {[...users.value.values()].filter((user) => user.active).toSorted((a) => (a.user_id === whoami.value?.user_id ? -1 : 1)).map((user) => <option key={user.user_id} value={user.user_id}>{user.name}</option>)}
      </select>
      <select aria-label={words.priority} value={priority} onChange={(event) => set({ priority: event.currentTarget.value })}>
        <option value="">{words.any}</option>{Object.entries(words.priorities).map(([value, text]) => <option key={value} value={value}>{text}</option>)}
      </select>
      {(owner || priority || contact || text) && <button type="button" onClick={() => set(EVERYTHING)}>{words.clear}</button>}
    </form>
  );
}
