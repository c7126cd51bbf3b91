import { effect, signal } from "@preact/signals";

const UNDO = "postroom.undo";
/** For how many seconds an answer can be taken back; 0 is not at all. */
export const UNDO_SECONDS = [0, 5, 10, 20, 30, 60] as const;

/** For how long what I send can be taken back; kept in this browser. */
export const undoSeconds = signal<number>(read());

/** Keep the choices in this browser. */
export function startChoices(): void {
  effect(() => localStorage.setItem(UNDO, String(undoSeconds.value)));
}

function read(): number {
  const kept = localStorage.getItem(UNDO);
  return UNDO_SECONDS.find((one) => String(one) === kept) ?? 5;
}
