import type { Contact } from "../api/types.ts";
import { may } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { type Page, writeFrom } from "./record.tsx";
import { WORDS } from "./record-words.ts";

/** The way to write a mail from the page of a contact or a ticket; nothing where they have no address, or nobody may write (EML-09). */
export function WriteMail({ person, page, id }: { person: Contact; page: Page; id: string }) {
  const to = person.identities.find(({ kind }) => kind === "email")?.value;
  if (!to || person.erased_at || !may("conversation_write")) return null;
  return <p><button type="button" onClick={() => void writeFrom({ page, id, to })}><Icon name="pen" />{spoken(WORDS).write}</button></p>;
}
