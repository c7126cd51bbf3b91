import { useEffect } from "preact/hooks";
import type { Ticket, TicketPropertyDefinition as Definition } from "../api/types.ts";
import { change, definitions, readTicketProperties } from "./one.ts";

/** The account's own properties of a ticket, each changed in place; what is archived shows where it is set. */
export function Values({ ticket, still }: { ticket: Ticket; still: boolean }) {
  useEffect(() => { if (definitions.value.length === 0) void readTicketProperties().catch(() => undefined); }, []);
  const values = new Map(ticket.properties.map((one) => [one.property_id, one.value]));
  const shown = definitions.value.filter((one) => !one.archived || values.has(one.property_id));
  return <>{shown.map((one) => [
    <dt key={`name ${one.property_id}`}><label for={`${one.property_id}-${ticket.ticket_id}`}>{one.name}</label></dt>,
    <dd key={one.property_id}><Value of={one} ticket={ticket} value={values.get(one.property_id) ?? ""} still={still || one.archived} /></dd>,
  ])}</>;
}

function Value({ of, ticket, value, still }: { of: Definition; ticket: Ticket; value: string; still: boolean }) {
  const id = `${of.property_id}-${ticket.ticket_id}`;
  const set = (next: string) => void change(ticket, `properties/${of.property_id}`, { value: next.trim() ? next : null });
  if (of.kind === "checkbox") return <input id={id} type="checkbox" disabled={still} checked={value === "true"} onChange={(event) => set(String(event.currentTarget.checked))} />;
  if (of.kind === "choice") return <select id={id} disabled={still} value={value} onChange={(event) => set(event.currentTarget.value)}><option value="">–</option>{[...new Set([...of.choices, ...(value ? [value] : [])])].map((one) => <option key={one} value={one}>{one}</option>)}</select>;
  if (of.kind === "date") return <input key={value} id={id} type="date" disabled={still} defaultValue={value} onChange={(event) => set(event.currentTarget.value)} />;
  return <input key={value} id={id} type="text" inputMode={of.kind === "number" ? "decimal" : "text"} maxLength={1000} disabled={still} defaultValue={value} onChange={(event) => set(event.currentTarget.value)} />;
}
