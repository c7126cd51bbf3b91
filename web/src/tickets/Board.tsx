import type { Column as Shape } from "../api/types.ts";
import { may } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { Rows } from "../parts/Rows.tsx";
import { asked, columns, move, readMore, said } from "./board.ts";
import { Card, HEIGHT } from "./Card.tsx";
import { found, further, towards } from "./columns.ts";
import { dragged } from "./dragging.ts";
import { WORDS } from "./words.ts";

/** Stages side by side; cards go from one to another by pointer, menu or keys. */
export function Board() {
  const words = spoken(WORDS);
  return (
    <>
      <p class="hidden" id="board-help">{words.help}</p>
      <div class="board" role="group" aria-label={words.board} aria-describedby="board-help" onKeyDown={keys}>
        {columns.value.map((column) => <Column key={column.stage.key} column={column} />)}
      </div>
      {dragged.value && <div id="dragged" class="ticket-card dragged" aria-hidden="true"><strong>{dragged.value.ticket.name}</strong></div>}
    </>
  );
}

function Column({ column }: { column: Shape }) {
  const words = spoken(WORDS);
  const { key, name } = column.stage;
  const narrowed = Object.values(asked.value).some(Boolean);
  return (
    <section class={dragged.value?.over === key ? "column over" : "column"} data-stage={key} aria-labelledby={`stage-${key}`}>
      <h2 id={`stage-${key}`}>{name} <small aria-label={words.count(column.count)}>{column.count}</small></h2>
      {column.items.length > 0
        ? <Rows items={column.items} height={HEIGHT} label={name} active={-1} busy={false} onEnd={() => void readMore(key)} draw={(ticket) => <Card key={ticket.ticket_id} ticket={ticket} />} />
        : <p class="column-empty">{narrowed || column.count === 0 ? words.none : words.loading}</p>}
    </section>
  );
}

function keys(event: KeyboardEvent): void {
  const id = (event.target as HTMLElement).closest<HTMLElement>("a[data-ticket]")?.dataset["ticket"];
  const ticket = id ? found(columns.value, id) : undefined;
  if (!ticket || event.altKey || event.metaKey || !event.key.startsWith("Arrow")) return;
  const sideways = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
  event.preventDefault();
  if (!event.ctrlKey) focusOn(towards(columns.value, ticket.ticket_id, event.key));
  else if (sideways && may("ticket_write")) {
    const stage = further(columns.value, ticket.stage, sideways);
    if (stage === null) said.value = spoken(WORDS).stuck;
    else void move(ticket, stage);
    focusOn(ticket.ticket_id);
  }
}

function focusOn(id: string | null): void {
  // the card is drawn in its new column only after this
  if (id) requestAnimationFrame(() => requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`a[data-ticket="${id}"]`);
    card?.focus();
    card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }));
}
