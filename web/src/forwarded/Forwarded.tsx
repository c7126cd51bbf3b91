import type { Message } from "../api/types.ts";
import { may, users } from "../app/people.ts";
import { route } from "../app/route.ts";
import { spoken } from "../i18n/words.ts";
import { thread } from "../inbox/thread.ts";
import { correct, holder, type Whose } from "./correcting.ts";
import { WORDS } from "./words.ts";

type Person = NonNullable<Message["attribution"]>["original"];
type Choice = "original" | "forwarder";

/** Whose a message is that somebody passed on, why, and the way to say otherwise (EML-14). */
export default function Forwarded({ message }: { message: Message }) {
  const words = spoken(WORDS);
  const known = message.attribution;
  if (!known) return null;
  const name = (person: Person) => person?.name || person?.address || words.unknown;
  const by = name(known.forwarder);
  const why = known.correction?.why ?? known.why;
  const said = why === "forwarded_original" ? words.original(by, name(known.original)) : why === "forwarder" || why === "person" ? words[why](by) : words.header(by);
  const corrected = known.correction && words.corrected(users.value.get(known.correction.actor.replace("user:", ""))?.name || words.unknown);
  const reasons = known.reasons.map((one) => words.because[one]).filter(Boolean).join(" ");
  const others: [Choice, Person][] = [["original", known.original], ["forwarder", known.forwarder]];
  const at = thread.value?.conversation_id;
  const open = route.value.at === null && may("conversation_write");
  return (
    <p class="message-foot"><span>{said} {corrected ?? reasons}</span>
      {open && others.filter(([choice, person]) => person && !same(choice, why)).map(([choice, person]) => (
        <button key={choice} type="button" class="bare" onClick={() => at && void correct(at, message.message_id, { to: choice }, why === "person" ? holder(message) : other(choice))}>{words.change(name(person))}</button>
      ))}</p>
  );
}

/** Whether a choice is what holds already; a header that names the sender names the forwarder. */
function same(choice: Choice, why: string): boolean {
  return choice === "original" ? why === "forwarded_original" : why === "forwarder" || why === "from";
}

const other = (choice: Choice): Whose => ({ to: choice === "original" ? "forwarder" : "original" });
