import { channels, inboxes, users } from "../app/people.ts";

/** What a channel is called: a chat by its title, others by their address, page or number, else by their inbox. */
export function nameOf(id: string): string {
  const one = channels.value.get(id);
  if (!one) return "";
  return one.chat?.look?.title || one.address || one.messenger?.page_name || one.whatsapp?.display_number || one.calling?.number || inboxes.value.get(one.inbox_id)?.name || one.kind;
}

/** Who recorded something: a colleague by name, others by what they are. */
export function actorOf(actor: string, kinds: Record<string, string>): string {
  const [kind = "", id = ""] = actor.split(":");
  return (kind === "user" && users.value.get(id)?.name) || (kinds[kind] ?? kind);
}
