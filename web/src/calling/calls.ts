import { signal } from "@preact/signals";
import { call as send, get, Refused } from "../api/client.ts";
import type { Call, Changed, Channel, Contact, Phone } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { overlay } from "../app/overlay.ts";
import { channels } from "../app/people.ts";

/** Whom somebody is about to call: in a conversation, or as a contact. */
export interface Wanted {
  contact: string;
  conversation?: string | undefined;
  /** The number and the line that are meant first. */
  to?: string | undefined;
  channel?: string | undefined;
}

/** Whom the dialog is about. */
export const wanted = signal<Wanted | null>(null);

/** Ask how to call somebody, and call them from there. */
export const askToCall = (whom: Wanted): Promise<boolean> => attempt(async () => {
  const { default: Dialog } = await import("./Dialog.tsx");
  wanted.value = whom;
  overlay.value = Dialog;
});

/** The lines by which somebody can be called now. */
export const lines = (): Channel[] => [...channels.value.values()].filter((one) => one.kind === "calling" && (one.state === "connected" || one.state === "degraded"));

/** What a line is called: its number, and what people call it. */
export const lineName = (one: Channel): string => [one.calling?.number, one.calling?.name !== one.calling?.number && one.calling?.name].filter(Boolean).join(", ");

/** The numbers of a person, the one that is shown first at first. */
export const numbersOf = (person: Contact): string[] => person.identities.filter((one) => one.kind === "phone").map((one) => one.value);

/** Whether a number is one that they only typed, so that it is asked before it is called. */
export const isUnproven = (error: unknown): boolean => error instanceof Refused && error.problem.code === "number_unproven";

/** Call somebody: our own phone is rung first; throws `Refused`, also where a number is unproven that nobody `confirmed`. */
export async function place({ contact, conversation }: Wanted, channel: string, to: string, confirmed: boolean, key: string): Promise<Call> {
  const { id } = await send<Changed>("POST", "/calls", { key, body: { ...(conversation ? { conversation_id: conversation } : { contact_id: contact }), channel_id: channel, to, confirmed } });
  return get<Call>(`/calls/${id}`);
}

/** End a call that rings or goes on. */
export const hangUp = (id: string): Promise<boolean> => attempt(() => send("POST", `/calls/${id}/hangup`));

/** The phone that is rung for me; empty where none is. */
export const myPhone = async (): Promise<string> => (await get<Phone>("/me/phone")).phone;

/** Let another phone be rung for me, or none; returns how it is written now. Throws `Refused`. */
export async function keepPhone(phone: string): Promise<string> {
  await send("PUT", "/me/phone", { body: { phone } });
  return myPhone();
}
