import { go, route } from "../app/route.ts";
import { moments } from "./thread.ts";

/** Show the conversation as it was after a step. */
export function stepTo(index: number): void {
  const step = moments.value[index];
  if (step) go({ at: step.position });
}

/** Go some steps back or forth from where the reader is. */
export function stepBy(distance: number): void {
  const now = moments.value.findLastIndex((step) => step.position <= (route.value.at ?? Number.MAX_SAFE_INTEGER));
  stepTo(Math.min(Math.max(0, now + distance), moments.value.length - 1));
}
