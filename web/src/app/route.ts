import { signal } from "@preact/signals";

export const VIEWS = ["open", "mine", "unassigned", "snoozed", "closed", "spam", "trash", "archive"] as const;
export type View = (typeof VIEWS)[number];

/** Where the reader is; the address line says the same. */
export interface Route {
  view: View;
  conversation: string | null;
  /** The position at which the conversation is shown as it was; null is now. */
  at: number | null;
}

const PATTERN = /^\/inbox\/(\w+)(?:\/([0-9a-f-]{36}))?\/?$/;

/** Read a route out of an address; anything unknown is the open conversations. */
export function parse(path: string, query: string): Route {
  const found = PATTERN.exec(path);
  const view = VIEWS.find((one) => one === found?.[1]) ?? "open";
  const at = new URLSearchParams(query).get("at");
  return { view, conversation: found?.[2] ?? null, at: at !== null && /^\d{1,15}$/.test(at) ? Number(at) : null };
}

/** Write a route as an address. */
export function address(route: Route): string {
  const conversation = route.conversation ? `/${route.conversation}` : "";
  const at = route.conversation && route.at !== null ? `?at=${route.at}` : "";
  return `/inbox/${route.view}${conversation}${at}`;
}

export const route = signal<Route>({ view: "open", conversation: null, at: null });

/** Go somewhere; steps through time replace the entry in the browser's history instead of adding one. */
export function go(change: Partial<Route>): void {
  const before = route.value;
  const next = { ...before, at: null, ...change };
  const address_ = address(next);
  if (address_ === address(before)) return;
  const stay = next.conversation === before.conversation && next.view === before.view;
  history[stay ? "replaceState" : "pushState"](null, "", address_);
  route.value = next;
}

/** Follow the address line, also back and forward. */
export function startRouting(): void {
  const read = () => { route.value = parse(location.pathname, location.search); };
  window.addEventListener("popstate", read);
  read();
}
