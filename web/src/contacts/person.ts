import { useEffect, useState } from "preact/hooks";
import { call, Refused } from "../api/client.ts";
import type { Contact, Identity } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { slowly } from "../app/slowly.ts";
import { nameless } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { isAbout, survivorOf } from "../inbox/contact.ts";
import { watch } from "../live/stream.ts";
import { WORDS } from "./words.ts";

/** What to call somebody: by name, or by the address they are reached by first; `channel` is where they wrote, if that is known. */
export const called = (contact: Pick<Contact, "name" | "identities">, channel?: string): string => contact.name || contact.identities[0]?.value || nameless(channel);

/** The contact a contact counts for, read anew whenever one of those linked changes; null until it is read. */
export function usePerson(id: string | null): Contact | null {
  const [person, show] = useState<Contact | null>(null);
  useEffect(() => {
    let wanted = true;
    let known: Contact | null = null;
    const read = async () => {
      if (id === null) return;
      const found = await survivorOf(id).catch(() => null);
      if (found && wanted) show((known = found));
    };
    const again = slowly(100, read);
    show(null);
    again();
    const left = watch((frame) => {
      if (frame.kind === "reset" || (known && frame.kind.startsWith("contact.") && isAbout(known, frame.ids["contact_id"]))) again();
    });
    return () => { wanted = false; left(); };
  }, [id]);
  return person;
}

const write = (person: Contact, method: string, path: string, body?: unknown) => call(method, `/contacts/${person.contact_id}${path}`, body === undefined ? {} : { body });

/** Give somebody another name; refused where somebody else changed the contact while it was being written. */
export const rename = (person: Contact, name: string) => attempt(() => call("PUT", `/contacts/${person.contact_id}/name`, { version: person.version, body: { name } }));
export const setOwner = (person: Contact, owner_id: string | null) => attempt(() => write(person, "PUT", "/owner", { owner_id }));
export const showFirst = (person: Contact, identity: Identity) => attempt(() => write(person, "PUT", "/primary-identity", { identity_id: identity.identity_id }));

/** Add an address or number, or put it in the place of another; returns who has it, where somebody else does. */
export async function identify(person: Contact, kind: string, value: string, instead?: Identity): Promise<{ done: boolean; holder?: string }> {
  try {
    await write(person, instead ? "PUT" : "POST", instead ? `/identities/${instead.identity_id}` : "/identities", { kind, value });
    return { done: true };
  } catch (error) {
    if (error instanceof Refused && error.problem.code === "identity_taken" && error.problem.about) return { done: false, holder: error.problem.about };
    await attempt(() => Promise.reject(error));
    return { done: false };
  }
}

/** Take an address or number away, and offer to put it back. */
export async function forget(person: Contact, identity: Identity): Promise<void> {
  const words = spoken(WORDS);
  const back = () => void attempt(() => call("POST", `/contacts/${person.contact_id}/identities`, { body: { kind: identity.kind, value: identity.value } }));
  const can = identity.kind === "email" || identity.kind === "phone";
  if (await attempt(() => write(person, "DELETE", `/identities/${identity.identity_id}`))) tell(words.didRemove, can ? { undo: back } : {});
}

/** Let one contact count for another, and offer to undo it. */
export async function merge(merged: string, into: string): Promise<boolean> {
  const done = await attempt(() => call("POST", `/contacts/${merged}/merge`, { body: { into_id: into } }));
  if (done) tell(spoken(WORDS).didMerge, { undo: () => void attempt(() => call("DELETE", `/contacts/${merged}/merge`)) });
  return done;
}

/** Let a merged contact stand for itself again, and offer to undo it. */
export async function unmerge(merged: string, from: string): Promise<void> {
  if (await attempt(() => call("DELETE", `/contacts/${merged}/merge`))) tell(spoken(WORDS).didUnmerge, { undo: () => void merge(merged, from) });
}
