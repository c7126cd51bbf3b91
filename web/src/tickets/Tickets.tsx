import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { may } from "../app/people.ts";
import { route } from "../app/route.ts";
import { spoken } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { phase, pipeline, pipelines, readPipelines, said, startBoard } from "./board.ts";
import { Board } from "./Board.tsx";
import { Filters } from "./Filters.tsx";
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
