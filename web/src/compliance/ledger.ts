import { call } from "../api/client.ts";
import type { Consent } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { usePaged } from "../parts/paged.ts";

/** Which consents are looked at; empty texts ask for all. `at` is a local date and time as an input gives it. */
export interface Asked { channel_id: string; state: string; mode: string; since: string; until: string; at: string }
export const ANY: Asked = { channel_id: "", state: "", mode: "", since: "", until: "", at: "" };

/** What of it the server is asked, without what asks for all. */
export function queryOf(asked: Asked): Record<string, string> {
  const told = { ...asked, since: moment(asked.since), until: moment(asked.until), at: asked.at ? new Date(asked.at).toISOString() : "" };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value));
}

const moment = (day: string): string => (day ? new Date(`${day}T00:00`).toISOString() : "");

/** A page of the ledger after the other; read anew when consents change, unless the past is looked at. */
export const useLedger = (asked: Asked) => usePaged<Consent>("/consents", queryOf(asked), asked.at ? undefined : /^consent\./);

/** Record that somebody took their consent back by another way; it can be undone from the line that says so. */
export async function withdraw(consent: string, reason: string, words: { withdrawn: string; undone: string }, then: () => void): Promise<boolean> {
  const path = `/consents/${consent}/withdrawal`;
  return attempt(async () => {
    await call("POST", path, { body: { reason }, key: crypto.randomUUID() });
    then();
    tell(words.withdrawn, { undo: () => void attempt(async () => { await call("POST", `${path}/undo`, { key: crypto.randomUUID() }); tell(words.undone); then(); }) });
  });
}
