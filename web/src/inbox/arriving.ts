import { signal } from "@preact/signals";

/** The part of the side panel -> what it is there for. */
const there = signal<Readonly<Record<string, string>>>({});
/** Where a part will not come at all. */
export const NEVER = "*";

/** Say that a part is there for a person or a conversation: what stands below it may be shown, and will not move. A part
 *  that goes says so with an empty text: the next one of the same person has yet to come. */
export function arrive(part: string, of: string): void {
  if (there.peek()[part] !== of) there.value = { ...there.peek(), [part]: of };
}

/** Whether a part is there for what is shown now. */
export const arrived = (part: string, of: string): boolean => there.value[part] === of || there.value[part] === NEVER;
