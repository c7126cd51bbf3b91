import type { Contact } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { overlay } from "../app/overlay.ts";
import { numbers, reached } from "./numbers.ts";
import { words } from "./words.ts";

/** The way to begin a conversation by WhatsApp; nothing where no number of ours or of theirs is there (WAB-02, CNV-05). */
export default function Begin({ person }: { person: Contact }) {
  if (numbers().length === 0 || reached(person).length === 0) return null;
  const begin = () => attempt(async () => {
    const { Beginning } = await import("./Beginning.tsx");
    overlay.value = () => <Beginning person={person} />;
  });
  return <p><button type="button" onClick={() => void begin()}>{words().begin}</button></p>;
}
