import { signal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { ConversationPropertyDefinition as Definition } from "../api/types.ts";

/** The properties that conversations of the account can have, archived ones too. */
export const definitions = signal<Definition[]>([]);

/** Read which properties there are. */
export async function readDefinitions(): Promise<void> {
  definitions.value = (await get<{ items: Definition[] }>("/conversation-properties")).items;
}
