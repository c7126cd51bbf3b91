import { signal } from "@preact/signals";
import type { Ticket } from "../api/types.ts";
import { move } from "./board.ts";

/** The card under way and the stage it would come to. */
export const dragged = signal<{ ticket: Ticket; over: string | null } | null>(null);

const SLACK = 6;
const EDGE = 48;
const STEP = 8;
let pointer = { x: 0, y: 0 };

/** Begin to drag a card: by mouse anywhere on it, by finger at its handle; Escape lets go of it where it was. */
export function grab(event: PointerEvent, ticket: Ticket): void {
  const at = event.target as HTMLElement;
  const handle = at.closest(".grip") !== null;
  if (event.button !== 0 || (event.pointerType !== "mouse" && !handle) || at.closest("select")) return;
  const from = { x: event.clientX, y: event.clientY };
  const stop = new AbortController();
  const drawn = (next: PointerEvent) => {
    if (next.pointerId !== event.pointerId) return;
    if (!dragged.value && Math.hypot(next.clientX - from.x, next.clientY - from.y) < SLACK) return;
    next.preventDefault();
    pointer = { x: next.clientX, y: next.clientY };
    if (!dragged.value) requestAnimationFrame(follow);
    dragged.value = { ticket, over: stageAt() };
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
  const over = (last: PointerEvent) => { if (last.pointerId === event.pointerId) end(last.type === "pointerup"); };
  window.addEventListener("pointerup", over, { signal: stop.signal });
  window.addEventListener("pointercancel", over, { signal: stop.signal });
  window.addEventListener("keydown", (key) => { if (key.key === "Escape") { key.stopPropagation(); end(false); } }, { capture: true, signal: stop.signal });
  window.addEventListener("dragstart", (drag) => drag.preventDefault(), { signal: stop.signal });
}

function stageAt(): string | null {
  return document.elementFromPoint(pointer.x, pointer.y)?.closest<HTMLElement>("[data-stage]")?.dataset["stage"] ?? null;
}

/** The picture of the card follows the pointer, and the board scrolls as long as the pointer is at its edge, moving or not. */
function follow(): void {
  const under = dragged.peek();
  if (!under) return;
  document.getElementById("dragged")?.style.setProperty("translate", `${pointer.x + 8}px ${pointer.y + 8}px`);
  const board = document.querySelector(".board");
  const box = board?.getBoundingClientRect();
  const by = !box ? 0 : pointer.x < box.left + EDGE ? -STEP : pointer.x > box.right - EDGE ? STEP : 0;
  if (board && by) {
    board.scrollLeft += by;
    const over = stageAt();
    if (over !== under.over) dragged.value = { ...under, over };
  }
  requestAnimationFrame(follow);
}
