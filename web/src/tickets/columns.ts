import type { BoardSearch, Column, Ticket } from "../api/types.ts";

/** What the board is narrowed to; empty is everything, `none` what nobody has. */
export interface Asked {
  owner: string;
  priority: string;
  contact: string;
  /** Words of name and description. */
  text: string;
  category: string;
  source: string;
  /** A property it has to have, and the value of it; no value is any. */
  property: string;
  value: string;
  done: "" | "open" | "done";
  /** The first and the last day of those it was opened on, `YYYY-MM-DD`. */
  from: string;
  to: string;
}

export const EVERYTHING: Asked = { owner: "", priority: "", contact: "", text: "", category: "", source: "", property: "", value: "", done: "", from: "", to: "" };

/** What the server is asked with; days are those of whoever looks. */
export function wanted(asked: Asked): BoardSearch {
  return {
    owner_id: asked.owner === "none" ? null : asked.owner || null, unowned: asked.owner === "none", priority: (asked.priority || null) as NonNullable<BoardSearch["priority"]> | null, contact_id: asked.contact || null, text: asked.text.trim(),
    category: asked.category.trim() || null, source: asked.source || null, property_id: asked.property || null, property_value: (asked.property && asked.value.trim()) || null, closed: asked.done === "" ? null : asked.done === "done",
    opened_from: midnight(asked.from, 0), opened_to: midnight(asked.to, 1),
  };
}

/** The moment a day of the calendar begins here, some days later; null for no day. */
function midnight(day: string, later: number): string | null {
  const [year, month, date] = day.split("-").map(Number);
  return year && month && date ? new Date(year, month - 1, date + later).toISOString() : null;
}

/** Whether a ticket is among those asked for, as far as it shows: words are the server's to look for. */
export function fits(ticket: Ticket, asked: Asked): boolean {
  const owned = asked.owner === "" || (asked.owner === "none" ? ticket.owner_id === null : ticket.owner_id === asked.owner);
  const { opened_from: from, opened_to: to } = wanted(asked);
  const opened = Date.parse(ticket.opened_at);
  return owned && (asked.priority === "" || ticket.priority === asked.priority) && (asked.contact === "" || ticket.contact_ids.includes(asked.contact))
    && (!asked.category.trim() || ticket.category === asked.category.trim()) && (!asked.source || ticket.source === asked.source) && (asked.done === "" || (asked.done === "done") === (ticket.closed_at !== null))
    && (!asked.property || ticket.properties.some((one) => one.property_id === asked.property && (!asked.value.trim() || one.value === asked.value.trim())))
    && (!from || opened >= Date.parse(from)) && (!to || opened < Date.parse(to));
}

/** The columns with a ticket where it belongs, last moved first, and nowhere else; an older state of it changes nothing. */
export function placed(columns: readonly Column[], ticket: Ticket, asked: Asked): Column[] {
  const known = found(columns, ticket.ticket_id);
  if (known && known.version > ticket.version) return [...columns];
  return columns.map((column) => {
    const others = column.items.filter((one) => one.ticket_id !== ticket.ticket_id);
    const here = column.stage.key === ticket.stage && fits(ticket, asked) && (column.next === null || others.length === 0 || !before(others.at(-1) as Ticket, ticket));
    if (!here && others.length === column.items.length) return column;
    return { ...column, items: here ? [...others, ticket].sort((a, b) => (before(a, b) ? -1 : 1)) : others };
  });
}

/** The columns after a ticket went to another stage, its counts with it. */
export function moved(columns: readonly Column[], ticket: Ticket, stage: string, at: string, asked: Asked): Column[] {
  const counted = columns.map((column) => {
    const change = Number(column.stage.key === stage) - Number(column.stage.key === ticket.stage);
    return change === 0 ? column : { ...column, count: Math.max(0, column.count + change) };
  });
  return placed(counted, { ...ticket, stage, moved_at: at }, asked);
}

/** The stage some columns further, or null beyond the last. */
export function further(columns: readonly Column[], stage: string, by: number): string | null {
  const at = columns.findIndex((column) => column.stage.key === stage);
  return at < 0 ? null : (columns[at + by]?.stage.key ?? null);
}

/** The ticket an arrow leads to: up and down in its column, left and right at the same height in the next one that has any. */
export function towards(columns: readonly Column[], ticket: string, key: string): string | null {
  const at = columns.findIndex((column) => column.items.some((one) => one.ticket_id === ticket));
  const row = columns[at]?.items.findIndex((one) => one.ticket_id === ticket) ?? -1;
  if (key === "ArrowDown" || key === "ArrowUp") return columns[at]?.items[row + (key === "ArrowDown" ? 1 : -1)]?.ticket_id ?? null;
  const step = key === "ArrowRight" ? 1 : -1;
  for (let next = at + step; columns[next]; next += step) {
    const { items } = columns[next] as Column;
    if (items.length > 0) return items[Math.min(row, items.length - 1)]?.ticket_id ?? null;
  }
  return null;
}

/** A ticket by its id, if it is on the board. */
export function found(columns: readonly Column[], id: string): Ticket | undefined {
  for (const column of columns) {
    const one = column.items.find((ticket) => ticket.ticket_id === id);
    if (one) return one;
  }
  return undefined;
}

function before(a: Ticket, b: Ticket): boolean {
  const [at, other] = [Date.parse(a.moved_at), Date.parse(b.moved_at)];
  return at === other ? a.ticket_id > b.ticket_id : at > other;
}
