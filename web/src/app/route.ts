import { signal } from "@preact/signals";

export const VIEWS = ["open", "mine", "unassigned", "mentions", "snoozed", "closed", "spam", "trash", "archive"] as const;
/** The lists everybody has. */
export type Fixed = (typeof VIEWS)[number];
/** A list: a fixed one, or by its id a saved view, a channel's or an inbox's open conversations. */
export type View = Fixed | `${"v" | "c" | "i"}-${string}`;

/** The pages beside the inbox; each is loaded when it is first opened. */
export const PAGES = ["inbox", "tickets", "contacts", "compliance", "settings", "me"] as const;
export type Page = (typeof PAGES)[number];

/** Where the reader is; the address line says the same. */
export interface Route {
  page: Page;
  /** What a page beside the inbox shows: a ticket, a contact, the name of a settings page and perhaps what is open on it. */
  id: string | null;
  view: View;
  conversation: string | null;
  /** The position at which the conversation is shown as it was; null is now. */
  at: number | null;
}

const NAMED = /^[vci]-[0-9a-f-]{36}$/;
const INBOX = /^\/inbox\/([\w-]+)(?:\/([0-9a-f-]{36}))?\/?$/;
const OTHER = /^\/(\w+)(?:\/([0-9a-f-]{36}))?\/?$/;
const SETTINGS = /^\/(settings)(?:\/([a-z][a-z-]*(?:\/(?:[0-9a-f-]{36}|new))?))?\/?$/;

/** Read a route out of an address; anything unknown is the open conversations. */
export function parse(path: string, query: string): Route {
  const other = SETTINGS.exec(path) ?? OTHER.exec(path);
  const page = PAGES.find((one) => one === other?.[1]) ?? "inbox";
  const found = INBOX.exec(path);
  const view = viewOf(found?.[1] ?? "");
  const at = new URLSearchParams(query).get("at");
  return { page, id: page === "inbox" ? null : (other?.[2] ?? null), view, conversation: found?.[2] ?? null, at: at !== null && /^\d{1,15}$/.test(at) ? Number(at) : null };
}

function viewOf(text: string): View {
  return NAMED.test(text) ? (text as View) : (VIEWS.find((one) => one === text) ?? "open");
}

/** Write a route as an address. */
export function address(route: Route): string {
  if (route.page !== "inbox") return route.id ? `/${route.page}/${route.id}` : `/${route.page}`;
  const conversation = route.conversation ? `/${route.conversation}` : "";
  const at = route.conversation && route.at !== null ? `?at=${route.at}` : "";
  return `/inbox/${route.view}${conversation}${at}`;
}

/** The open conversations, none of them chosen. */
export const START: Route = { page: "inbox", id: null, view: "open", conversation: null, at: null };
export const route = signal<Route>(START);

/** Go somewhere, in the inbox where no other page is named; steps through time replace the entry in the browser's history instead of adding one. */
export function go(change: Partial<Route>): void {
  const before = route.value;
  const next = { ...before, page: "inbox" as Page, id: null, at: null, ...change };
  const address_ = address(next);
  if (address_ === address(before)) return;
  const stay = next.page === before.page && next.id === before.id && next.conversation === before.conversation && next.view === before.view;
  history[stay ? "replaceState" : "pushState"](null, "", address_);
  route.value = next;
}

/** Show another conversation in the place of this one, which is a part of it. */
export function lead(conversation: string): void {
  const next = { ...route.value, conversation };
  history.replaceState(null, "", address(next));
  route.value = next;
}

/** Follow the address line, also back and forward. */
export function startRouting(): void {
  const read = () => { route.value = parse(location.pathname, location.search); };
  window.addEventListener("popstate", read);
  read();
}
