import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Contact, ContactPage } from "../api/types.ts";
import { spoken } from "../i18n/words.ts";
import { Merge } from "./Merge.tsx";
import { called } from "./person.ts";
import { WORDS } from "./words.ts";

/** Contacts that may be the same person, since a page gives no address; people say whether they are (MSG-10). */
export default function Alike({ person, writes }: { person: Contact; writes: boolean }) {
  const words = spoken(WORDS);
  const [found, show] = useState<readonly Contact[]>([]);
  const [other, choose] = useState<Contact | null>(null);
  useEffect(() => {
    let gone = false;
    get<ContactPage>(`/contacts/${person.contact_id}/alike`).then(({ items }) => { if (!gone) show(items); }, () => undefined);
    return () => { gone = true; };
  }, [person.contact_id, person.version, person.merged.length]);
  if (found.length === 0) return null;
  return (
    <section aria-labelledby="alike"><h3 id="alike">{words.alike}</h3>
      <ul class="person-merged">{found.map((one) => (
        <li key={one.contact_id}><span>{called(one)} <small>{one.identities.map((each) => each.value).filter(Boolean).join(", ")}</small></span>
          {writes && <button type="button" onClick={() => choose(one)}>{words.mergeThem}<span class="hidden"> {called(one)}</span></button>}</li>
      ))}</ul>
      {other && <Merge person={person} other={other} close={() => choose(null)} />}
    </section>
  );
}
