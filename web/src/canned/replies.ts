import { signal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { CannedReply, CannedReplyList, PrepareReply, TokenValues } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { users, whoami } from "../app/people.ts";
import { words } from "./words.ts";

export const replies = signal<CannedReply[]>([]);

/** Read those that are offered. */
export const readReplies = () => attempt(async () => { replies.value = (await get<CannedReplyList>("/canned-replies")).items; });

/** What tokens stand for in a conversation; for a new mail only who writes is known. */
export async function valuesIn(conversation: string | null): Promise<Record<string, string>> {
  if (conversation) return (await get<TokenValues>(`/conversations/${conversation}/tokens`)).values;
  const name = users.value.get(whoami.value?.user_id ?? "")?.name ?? "";
  return { "agent.name": name, "agent.first_name": name.split(" ")[0] ?? "" };
}

/** Keep a new one, or a change of one. */
export const save = (body: PrepareReply, of: CannedReply | null) =>
  attempt(async () => {
    await call(of ? "PUT" : "POST", of ? `/canned-replies/${of.reply_id}` : "/canned-replies", { body, key: crypto.randomUUID() });
    await readReplies();
  });

/** Delete one; it can be taken back. */
export async function remove({ reply_id, name }: CannedReply): Promise<void> {
  const path = `/canned-replies/${reply_id}`;
  const restore = () => void attempt(async () => { await call("POST", `${path}/restore`, { body: {} }); await readReplies(); });
  const done = await attempt(async () => { await call("DELETE", path); await readReplies(); });
  if (done) tell(words().removed(name), { undo: restore });
}
