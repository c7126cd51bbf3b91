import type { Thread, Way } from "../api/types.ts";

/** Those that are worth showing: a channel that never begins anything, or carries no text, is no way, only where it began this. */
export const offered = (all: readonly Way[]): Way[] => all.filter((one) => one.own || (one.reason !== "cannot_begin" && one.reason !== "calls_only"));

/** The way that is meant while nobody chose: as they wrote last, where that may be; else as the conversation began, unless that was by a call. */
export function meant(all: readonly Way[], messages: Thread["messages"]): Way | undefined {
  const heard = messages.findLast((one) => one.direction === "in" && !one.automatic);
  const own = all.find((one) => one.own);
  const other = own?.reason === "calls_only" ? all.find((one) => one.allowed) : undefined;
  return all.find((one) => one.allowed && one.channel_id === heard?.channel_id) ?? other ?? own;
}

/** What choosing a way writes: recipients stay, unless they are none of its kind; only mail names any. */
export function chosen(way: Way, before: Way | undefined): { channel_id: string; to?: string[]; cc?: string[]; bcc?: string[] } {
  const same = way.identity === before?.identity;
  return { channel_id: way.channel_id, ...(same ? {} : { to: way.own || way.identity !== "email" ? [] : way.addresses.slice(0, 1), cc: [], bcc: [] }) };
}
