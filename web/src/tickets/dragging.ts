import { signal } from "@preact/signals";
import type { Ticket } from "../api/types.ts";
import { move } from "./board.ts";

/** The card under way and the stage it would come to. */
export const dragged = signal<{ ticket: Ticket; over: string | null } | null>(null);

const SLACK = 6;
const EDGE = 48;
const STEP = 12;

/** Begin to drag a card: by mouse anywhere on it, by finger at its handle; Escape lets go of it where it was. */
export function grab(event: PointerEvent, ticket: Ticket): void {
  const at = event.target as HTMLElement;
  const handle = at.closest(".grip") !== null;
  if (event.button !== 0 || (event.pointerType !== "mouse" && !handle) || at.closest("select")) return;
  const from = { x: event.clientX, y: event.clientY };
  const stop = new AbortController();
  const drawn = (next: PointerEvent) => {
    if (!dragged.value && Math.hypot(next.clientX - from.x, next.clientY - from.y) < SLACK) return;
    next.preventDefault();
    dragged.value = { ticket, over: stageAt(next) };
    follow(next);
  };
  const end = (drop: boolean) => {
    const under = dragged.value;
    stop.abort();
    dragged.value = null;
    if (!under) return;
    // what follows a drag is no click on the card's link
    const still = new AbortController();
    window.addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, signal: still.signal });
    setTimeout(() => still.abort());
    if (drop && under.over) void move(ticket, under.over);
  };
  window.addEventListener("pointermove", drawn, { signal: stop.signal });
  window.addEventListener("pointerup", () => end(true), { signal: stop.signal });
  window.addEventListener("pointercancel", () => end(false), { signal: stop.signal });
  window.addEventListener("keydown", (key) => { if (key.key === "Escape") { key.stopPropagation(); end(false); } }, { capture: true, signal: stop.signal });
  window.addEventListener("dragstart", (drag) => drag.preventDefault(), { signal: stop.signal });
}

function stageAt(event: PointerEvent): string | null {
  const column = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-stage]");
  return column?.dataset["stage"] ?? null;
}

/** The picture of the card follows the pointer, and the board scrolls where the pointer comes to its edge. */
function follow(event: PointerEvent): void {
  requestAnimationFrame(() => document.getElementById("dragged")?.style.setProperty("translate", `${event.clientX + 8}px ${event.clientY + 8}px`));
  const board = document.querySelector(".board");
  const box = board?.getBoundingClientRect();
  if (!board || !box) return;
  if (event.clientX < box.left + EDGE) board.scrollLeft -= STEP;
  else if (event.clientX > box.right - EDGE) board.scrollLeft += STEP;
}
