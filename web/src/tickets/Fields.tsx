import { useEffect, useState } from "preact/hooks";
import type { Ticket } from "../api/types.ts";
import { may, users } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { pipelines } from "./board.ts";
import { change, needPipelines, stagesOf } from "./one.ts";
import { Values } from "./Values.tsx";
import { WORDS } from "./words.ts";

interface Props {
  ticket: Ticket;
  /** Whether it is shown as it was and cannot be changed. */
  idle?: boolean;
  id?: string;
}

/** The stage of a ticket, to be changed in place. */
export function StageSelect({ ticket, idle, id }: Props) {
  useEffect(() => void needPipelines(), []);
  const stages = stagesOf(ticket);
  return (
    <select id={id} disabled={idle || !may("ticket_write")} aria-label={id ? undefined : spoken(WORDS).stage} value={ticket.stage} onChange={(event) => void change(ticket, "stage", { stage: event.currentTarget.value })}>
      {!stages.some((stage) => stage.key === ticket.stage) && <option value={ticket.stage}>{ticket.stage}</option>}
      {stages.map((stage) => <option key={stage.key} value={stage.key}>{stage.name}</option>)}
    </select>
  );
}

/** Who may have a ticket, as options. */
export function Owners({ now, chosen = null }: { now: string | null; chosen?: string | null }) {
  return (
    <>
      <option value="">{spoken(WORDS).nobody}</option>
      {[...users.value.values()].filter((user) => user.active || user.user_id === now).map((user) => <option key={user.user_id} value={user.user_id} selected={user.user_id === chosen || user.user_id === now}>{user.name}</option>)}
    </>
  );
}

/** Stage, owner, priority and category of a ticket, each changed in place. */
export function Fields({ ticket, idle }: Props) {
  const words = spoken(WORDS);
  const still = idle || !may("ticket_write");
  const [category, setCategory] = useState(ticket.category);
  useEffect(() => setCategory(ticket.category), [ticket.category]);
  const keep = () => { if (category.trim() !== ticket.category) void change(ticket, "category", { category: category.trim() }); };
  const id = (name: string) => `${name}-${ticket.ticket_id}`;
  const open = pipelines.value.filter((one) => !one.archived || one.pipeline_id === ticket.pipeline_id);
  return (
    <dl class="ticket-fields">
      {open.length > 1 && [<dt key="pipeline"><label for={id("pipeline")}>{words.pipeline}</label></dt>, <dd key="in"><select id={id("pipeline")} disabled={still} value={ticket.pipeline_id} onChange={(event) => void change(ticket, "pipeline", { pipeline_id: event.currentTarget.value })}>
        {open.map((one) => <option key={one.pipeline_id} value={one.pipeline_id}>{one.name}</option>)}</select></dd>]}
      <dt><label for={id("stage")}>{words.stage}</label></dt><dd><StageSelect ticket={ticket} idle={still} id={id("stage")} /></dd>
      <dt><label for={id("owner")}>{words.owner}</label></dt>
      <dd><select id={id("owner")} disabled={still} value={ticket.owner_id ?? ""} onChange={(event) => void change(ticket, "owner", { owner_id: event.currentTarget.value || null })}><Owners now={ticket.owner_id} /></select></dd>
      <dt><label for={id("priority")}>{words.priority}</label></dt>
      <dd><select id={id("priority")} disabled={still} value={ticket.priority} onChange={(event) => void change(ticket, "priority", { priority: event.currentTarget.value })}>
        {Object.entries(words.priorities).map(([value, text]) => <option key={value} value={value}>{text}</option>)}</select></dd>
      <dt><label for={id("category")}>{words.category}</label></dt>
      <dd><form onSubmit={(event) => { event.preventDefault(); keep(); }}><input id={id("category")} disabled={still} maxLength={200} value={category} onInput={(event) => setCategory(event.currentTarget.value)} onBlur={keep} /></form></dd>
      <Values ticket={ticket} still={still} />
    </dl>
  );
}
