import { effect } from "@preact/signals";
import { call } from "../api/client.ts";
import { attempt } from "../app/notices.ts";
import { go, route } from "../app/route.ts";
import { t } from "../i18n/words.ts";
import { counters, recount, shownCount, touch } from "./list.ts";
import { thread } from "./thread.ts";
import { title } from "./views.ts";

const ICONS = { plain: "/app/icon.svg", unread: "/app/icon-unread.svg" };
const told = new BroadcastChannel("postroom-seen");
const seen = new Map<string, number>();

/** Say what is seen of the open conversation, and show in the tab how many of mine have news. */
export function startReading(): void {
  effect(see);
  document.addEventListener("visibilitychange", see);
  told.onmessage = (message: MessageEvent<string>) => { touch(message.data, { unread: false, mention_unseen: false }); recount(); };
  effect(() => {
    const unread = shownCount(counters.value.unread);
    document.title = `${unread ? `(${unread}) ` : ""}${route.value.page === "inbox" ? title(route.value.view) : t().pages[route.value.page]} · Postroom`;
    const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    if (icon) icon.href = unread ? ICONS.unread : ICONS.plain;
  });
}

function see(): void {
  const read = thread.value;
  if (!read || route.value.at !== null || route.value.conversation !== read.conversation_id || document.hidden) return;
  const { conversation_id, position } = read;
  if ((seen.get(conversation_id) ?? 0) >= position) return;
  seen.set(conversation_id, position);
  void call("POST", `/conversations/${conversation_id}/seen`, { body: { position } }).then(() => {
    touch(conversation_id, { unread: false, mention_unseen: false });
    told.postMessage(conversation_id);
    recount();
  }, () => seen.delete(conversation_id));
}

/** Take the open conversation as unread again, and leave it. */
export async function unsee(): Promise<void> {
  const { conversation } = route.value;
  if (!conversation) return;
  go({ conversation: null });
  seen.delete(conversation);
  await attempt(() => call("DELETE", `/conversations/${conversation}/seen`));
  touch(conversation, { unread: true });
  recount();
}
