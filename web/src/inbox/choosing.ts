import { computed, signal } from "@preact/signals";
import { rows } from "./list.ts";

const ids = signal<ReadonlySet<string>>(new Set());

/** The chosen conversations that are in the list. */
export const chosen = computed(() => rows.value.filter((row) => ids.value.has(row.conversation_id)));

/** Choose a conversation, or no longer. */
export function choose(id: string): void {
  const next = new Set(ids.value);
  if (!next.delete(id)) next.add(id);
  ids.value = next;
}

/** Choose none. */
export function chooseNone(): void {
  ids.value = new Set();
}

export const isChosen = (id: string): boolean => ids.value.has(id);
