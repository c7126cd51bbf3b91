import { useState } from "preact/hooks";
import type { Contact } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { channels, may, users } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Later } from "../parts/Later.tsx";
import { Identities } from "./Identities.tsx";
import { Merge } from "./Merge.tsx";
import { called, rename, setOwner, unmerge } from "./person.ts";
import { WORDS } from "./words.ts";

/** Who somebody is, to look at and to change; beside a conversation, by which channel it came. */
export function Profile({ person, channel }: { person: Contact; channel?: string | undefined }) {
  const words = spoken(WORDS);
  const [merging, setMerging] = useState(false);
  const writes = may("contact_write") && !person.erased_at;
  const known = words.sources as Record<string, string>;
  return (
    <>
      <Name key={person.contact_id} person={person} who={called(person, channel)} writes={writes} />
      {person.erased_at && <p class="person-erased" role="status">{words.erased}</p>}
      <Identities person={person} writes={writes} />
      <dl class="person-facts">
        <dt>{words.owner}</dt>
        <dd><select aria-label={words.owner} disabled={!writes} value={person.owner_id ?? ""} onChange={(event) => void setOwner(person, event.currentTarget.value || null)}>
          <option value="">{words.nobody}</option>
          {[...users.value.values()].filter((user) => user.active || user.user_id === person.owner_id).map((user) => <option key={user.user_id} value={user.user_id}>{user.name}</option>)}
        </select></dd>
        <dt>{words.source}</dt><dd>{known[person.source] ?? person.source}</dd>
        <dt>{words.since}</dt><dd>{full(person.created_at)}</dd>
        <dt>{words.seen}</dt><dd>{person.last_seen_at ? full(person.last_seen_at) : words.never}</dd>
        <dt>{words.tracked}</dt><dd>{person.tracked ? words.yes : words.no}</dd>
        <dt>{words.consent}</dt><dd><Later load={() => import("../compliance/Chip.tsx")} with={{ contact: person.contact_id }} /></dd>
      </dl>
      {isNumber(person) && <Later key={`opting ${person.contact_id}`} load={() => import("../whatsapp/Opting.tsx")} with={{ person }} />}
      {isNumber(person) && may("conversation_write") && <Later key={`begin ${person.contact_id}`} load={() => import("../whatsapp/Begin.tsx")} with={{ person }} />}
      {person.merged.length > 0 && <section><h3>{words.merged}</h3>
        <ul class="person-merged">{person.merged.map((one) => (
          <li key={one.contact_id}><span>{one.name || ownAddress(person, one.contact_id) || words.noName}</span>
            {writes && <button type="button" onClick={() => void unmerge(one.contact_id, one.merged_into)}>{words.unmerge}</button>}</li>
        ))}</ul></section>}
      {person.name && !person.erased_at && <Later key={person.contact_id} load={() => import("./Alike.tsx")} with={{ person, writes }} />}
      {writes && <p><button type="button" onClick={() => setMerging(true)}><Icon name="contacts" />{words.merge}</button></p>}
      {merging && <Merge person={person} close={() => setMerging(false)} />}
    </>
  );
}

/** Whether somebody can be written to by WhatsApp, as far as is known: they have a number, and we do. */
const isNumber = (person: Contact): boolean =>
  !person.erased_at && person.identities.some(({ kind }) => kind === "whatsapp_id" || kind === "phone") && [...channels.value.values()].some(({ kind }) => kind === "whatsapp");

/** The first address of one of the linked contacts. */
export const ownAddress = (person: Contact, id: string): string => person.identities.find((one) => one.contact_id === id)?.value ?? "";

function Name({ person, who, writes }: { person: Contact; who: string; writes: boolean }) {
  const words = spoken(WORDS);
  const [draft, setDraft] = useState<string | null>(null);
  const save = async () => { if (draft !== null && (draft.trim() === person.name || (await rename(person, draft.trim())))) setDraft(null); };
  return (
    <div class="side-who">
      <Avatar name={who} of={person.contact_id} />
      {draft === null
        ? <h2>{who}{writes && <button type="button" class="bare" aria-label={`${words.edit}: ${words.name}`} title={words.edit} onClick={() => setDraft(person.name)}><Icon name="pen" /></button>}</h2>
        : <form class="person-name" onSubmit={(event) => { event.preventDefault(); void save(); }} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); setDraft(null); } }}>
          <input aria-label={words.name} maxLength={200} value={draft} autofocus onInput={(event) => setDraft(event.currentTarget.value)} />
          <button type="submit" class="main">{words.save}</button><button type="button" onClick={() => setDraft(null)}>{words.cancel}</button>
        </form>}
    </div>
  );
}
