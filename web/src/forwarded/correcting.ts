import { call, get } from "../api/client.ts";
import type { Changed, Contact, Message, Thread } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { go } from "../app/route.ts";
import { spoken } from "../i18n/words.ts";
import { contact } from "../inbox/contact.ts";
import { WORDS } from "./words.ts";

/** Whose a message is said to be. */
export type Whose = { to: "original" | "forwarder" } | { to: "person"; email: string; name: string };

/** Say whose a message is, and go to the conversation with them; undone, it is where it was. */
export async function correct(at: string, message: string, whose: Whose, before: Whose): Promise<boolean> {
  let there = at;
  let whole = false;
  const say = async (said: Whose) => {
    const { id } = await write(`${there}/attribution`, { message_id: message, ...said });
    const { merged_into } = await get<Thread>(`/conversations/${id}`);
    // a conversation that has nothing left is a part of the one that shows it now; else the message alone went
    whole = merged_into !== null || (await get<Thread>(`/conversations/${there}`)).merged_into !== null;
    there = merged_into ?? id;
    go({ conversation: there });
  };
  const back = async () => {
    if (whole) return say(before);
    await write(`${there}/split`, { message_ids: [message], into_id: at, confirmed: true });
    go({ conversation: at });
  };
  const done = await attempt(() => say(whose));
  if (done) tell(spoken(WORDS).done, { undo: () => void attempt(back) });
  return done;
}

/** Who has it now: the conversation's contact, or whom the mail names where that has no address. */
export function holder(message: Message): Whose {
  const has = contact.value && mail(contact.value);
  return { to: "person", email: has || message.sender, name: contact.value?.name ?? message.sender_name };
}

/** A contact's first address. */
export const mail = (one: Contact): string => one.identities.find((identity) => identity.kind === "email")?.value ?? "";

const write = (path: string, body: unknown) => call<Changed>("POST", `/conversations/${path}`, { body, key: crypto.randomUUID() });
