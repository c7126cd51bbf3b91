import { call } from "../api/client.ts";
import type { Changed, Thread } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { go } from "../app/route.ts";
import { spoken } from "../i18n/words.ts";
import { assign } from "../inbox/thread.ts";
import { WORDS } from "./words.ts";

const write = (method: string, path: string, body: unknown) => call<Changed>(method, `/conversations/${path}`, { body, key: crypto.randomUUID() });

/** Let a conversation belong to another inbox; undone, it is back with whoever had it. */
export async function toInbox(of: Thread, inbox: string): Promise<boolean> {
  const id = of.conversation_id;
  const back = async () => {
    await write("PUT", `${id}/inbox`, { inbox_id: of.inbox_id });
    if (of.assignee_id) await assign(id, of.assignee_id);
  };
  return told(() => write("PUT", `${id}/inbox`, { inbox_id: inbox }), "moved", back);
}

/** Merge a conversation into another, and go there. */
export async function merge(of: Thread, into: string, confirmed: boolean): Promise<boolean> {
  const back = () => takeApart(of.conversation_id);
  const done = await told(() => write("POST", `${of.conversation_id}/merge`, { into_id: into, confirmed }), "merged", back);
  if (done) go({ conversation: into });
  return done;
}

/** Take a merged conversation out again, and show it. */
export async function takeApart(id: string): Promise<void> {
  await write("POST", `${id}/unmerge`, {});
  tell(spoken(WORDS).unmerged);
  go({ conversation: id });
}

/** Show messages in another conversation, or in a new one, and go there. */
export async function carry(of: Thread, messages: readonly string[], into: string | null, confirmed: boolean): Promise<boolean> {
  let there = "";
  const back = async () => {
    await write("POST", `${there}/split`, { message_ids: messages, into_id: of.conversation_id, confirmed: true });
    go({ conversation: of.conversation_id });
  };
  const forth = async () => { there = (await write("POST", `${of.conversation_id}/split`, { message_ids: messages, into_id: into, confirmed })).id; };
  const done = await told(forth, "moved", back);
  if (done) go({ conversation: there });
  return done;
}

async function told(act: () => Promise<unknown>, word: "moved" | "merged", back: () => Promise<unknown>): Promise<boolean> {
  const done = await attempt(act);
  if (done) tell(spoken(WORDS)[word], { undo: () => void attempt(back) });
  return done;
}
