import { signal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { ConversationPropertyDefinition as Definition } from "../api/types.ts";
import { watch } from "../live/stream.ts";

/** The properties that conversations of the account can have, archived ones too. */
export const definitions = signal<Definition[]>([]);

/** Read which properties there are. */
export async function readDefinitions(): Promise<void> {
  definitions.value = (await get<{ items: Definition[] }>("/conversation-properties")).items;
}

let needed = false;
const keep = () => readDefinitions().catch(() => { needed = false; });
watch((frame) => { if (needed && (frame.kind === "reset" || frame.kind.startsWith("account."))) void keep(); });

/** Read them where nobody has yet, and keep them from then on. */
export function needDefinitions(): void {
  if (!needed) void keep();
  needed = true;
}
