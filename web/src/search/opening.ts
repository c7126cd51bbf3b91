import { signal } from "@preact/signals";
import { go, route } from "../app/route.ts";

/** Whether the list pane shows a search. */
export const searching = signal(false);
export const FIELD = "search-field";
/** What was typed while the search was still loading. */
export const early = signal("");

/** Open the search, or go to its field where it is open. */
export function openSearch(): void {
  if (route.value.page !== "inbox") go({ page: "inbox" });
  searching.value = true;
  document.getElementById(FIELD)?.focus();
}

/** Show the list again. */
export function leaveSearch(): void {
  searching.value = false;
  requestAnimationFrame(() => document.getElementById("open-search")?.focus());
}
