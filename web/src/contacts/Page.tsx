import { address, route, START } from "../app/route.ts";
import { spoken } from "../i18n/words.ts";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { Contacts } from "./Contacts.tsx";
import { Profile } from "./Profile.tsx";
import { Related } from "./Related.tsx";
import { Timeline } from "./Timeline.tsx";
import { called, usePerson } from "./person.ts";
import { WriteMail } from "../writing/WriteMail.tsx";
import { WORDS } from "./words.ts";
import "./contacts.css";

/** The list of contacts, or one of them. */
export default function Page() {
  const { id } = route.value;
  return id === null ? <Contacts /> : <One key={id} id={id} />;
}

function One({ id }: { id: string }) {
  const words = spoken(WORDS);
  const person = usePerson(id);
  const all = { ...START, page: "contacts" as const };
  return (
    <>
      <p><a class="back" href={address(all)} onClick={follow(all)}><Icon name="back" />{words.back}</a></p>
      {person
        ? <><h1 class="hidden">{called(person)}</h1><div class="contacts-page">
          <div class="person"><Profile person={person} /></div>
          <div class="person"><WriteMail person={person} page="contact" id={person.contact_id} /><Related person={person} /><Timeline person={person} limit={30} /></div>
        </div></>
        : <p aria-busy="true"><small>{words.loading}</small></p>}
    </>
  );
}
