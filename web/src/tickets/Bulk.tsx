import { useEffect, useState } from "preact/hooks";
import type { Ticket } from "../api/types.ts";
import { spoken } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { pipelines } from "./board.ts";
import { Owners } from "./Fields.tsx";
import { changeMany, chosen, type Deed, rows } from "./listing.ts";
import { definitions, readTicketProperties } from "./one.ts";
import { WORDS } from "./words.ts";

/** What can be changed about all chosen tickets at once (TKT-04). */
export function Bulk({ pipeline }: { pipeline: string }) {
  const words = spoken(WORDS);
  const [category, setCategory] = useState("");
  useEffect(() => { if (definitions.value.length === 0) void readTicketProperties().catch(() => undefined); }, []);
  const tickets = rows.value.filter((one: Ticket) => chosen.value.has(one.ticket_id));
  if (tickets.length === 0) return null;
  const act = (deed: Deed) => { chosen.value = new Set(); void changeMany(tickets, deed); };
  const stages = pipelines.value.find((one) => one.pipeline_id === pipeline)?.stages ?? [];
  const others = pipelines.value.filter((one) => !one.archived && one.pipeline_id !== pipeline);
  return (
    <div class="bulk" role="toolbar" aria-label={words.chosen(tickets.length)}>
      <p role="status">{words.chosen(tickets.length)}</p>
      <Pick label={words.setOwner} act={(value) => act({ do: "owner", owner_id: value || null })}><Owners now={null} /></Pick>
      <Pick label={words.setStage} act={(stage) => act({ do: "stage", stage })}>{stages.map((one) => <option key={one.key} value={one.key}>{one.name}</option>)}</Pick>
      {others.length > 0 && <Pick label={words.pipeline} act={(pipeline_id) => act({ do: "pipeline", pipeline_id })}>{others.map((one) => <option key={one.pipeline_id} value={one.pipeline_id}>{one.name}</option>)}</Pick>}
      <Pick label={words.setPriority} act={(priority) => act({ do: "priority", priority: priority as "low" })}>{Object.entries(words.priorities).map(([value, text]) => <option key={value} value={value}>{text}</option>)}</Pick>
      {definitions.value.filter((one) => one.kind === "choice" && !one.archived).map((one) => (
        <Pick key={one.property_id} label={words.setProperty(one.name)} act={(value) => act({ do: "property", property_id: one.property_id, value })}>{one.choices.map((each) => <option key={each} value={each}>{each}</option>)}</Pick>
      ))}
      <form onSubmit={(event) => { event.preventDefault(); act({ do: "category", category: category.trim() }); setCategory(""); }}>
        <input aria-label={words.setCategory} placeholder={words.setCategory} maxLength={200} value={category} onInput={(event) => setCategory(event.currentTarget.value)} /></form>
      <button type="button" class="bare" aria-label={words.clearChosen} title={words.clearChosen} onClick={() => { chosen.value = new Set(); }}><Icon name="x" /></button>
    </div>
  );
}

function Pick({ label, act, children }: { label: string; act: (value: string) => void; children: preact.ComponentChildren }) {
  return <select aria-label={label} value="-" onChange={(event) => act(event.currentTarget.value)}><option value="-" disabled>{label}</option>{children}</select>;
}
