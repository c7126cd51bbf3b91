import type { ConversationRow } from "../api/types.ts";
import { untitled } from "../app/people.ts";
import { t } from "../i18n/words.ts";

/** What a conversation is called where it is named alone: its subject, or what it is and what was written in it. */
export function titled({ subject, channel_id, preview, last_call }: Pick<ConversationRow, "subject" | "channel_id" | "preview" | "last_call">): string {
  return subject || [untitled(channel_id), preview || t().list.calls[last_call]].filter(Boolean).join(": ");
}
