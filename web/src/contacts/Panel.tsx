import { address, START } from "../app/route.ts";
import { contact as kept } from "../inbox/contact.ts";
import { thread } from "../inbox/thread.ts";
import { spoken } from "../i18n/words.ts";
import { follow } from "../parts/follow.ts";
import { RatingOf } from "../ratings/RatingOf.tsx";
import { Profile as Whole } from "./Profile.tsx";
import { Related } from "./Related.tsx";
import { Timeline } from "./Timeline.tsx";
import { WORDS } from "./words.ts";
import "./contacts.css";

/** The person of the open conversation, to look at and to change. */
export function Profile({ contact }: { contact: string }) {
  const words = spoken(WORDS);
  const person = kept.value;
  if (!person) return <p aria-busy="true"><small>{words.loading}</small></p>;
  const to = { ...START, page: "contacts" as const, id: person.contact_id };
  return <div class="person"><Whole key={contact} person={person} channel={thread.value?.channel_id} /><p><a href={address(to)} onClick={follow(to)}>{words.open}</a></p></div>;
}

/** What else there is of the person of the open conversation. */
export function Around({ contact, beside }: { contact: string; beside: string }) {
  const person = kept.value;
  return person ? <div key={contact} class="person"><Related person={person} beside={beside} /><Timeline person={person} limit={10} beside /><RatingOf key={beside} conversation={beside} /></div> : null;
}
