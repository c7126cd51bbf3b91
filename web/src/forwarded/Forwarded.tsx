import { call, get } from "../api/client.ts";
import type { Changed, Message, Thread } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { may, users } from "../app/people.ts";
import { go, route } from "../app/route.ts";
import { spoken } from "../i18n/words.ts";
import { thread } from "../inbox/thread.ts";
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
  const open = route.value.at === null && may("conversation_write");
  return (
    <p class="message-foot"><span>{said} {corrected ?? reasons}</span>
      {open && others.filter(([choice, person]) => person && !same(choice, why)).map(([choice, person]) => (
        <button key={choice} type="button" class="bare" onClick={() => void correct(message.message_id, choice)}>{words.change(name(person))}</button>
      ))}</p>
  );
}

/** Whether a choice is what holds already; a header that names the sender names the forwarder. */
function same(choice: Choice, why: string): boolean {
  return choice === "original" ? why === "forwarded_original" : why === "forwarder" || why === "from";
}

/** Say whose it is, and go to the conversation with them; undone, it is whose it was. */
async function correct(message: string, to: Choice): Promise<void> {
  const at = thread.value?.conversation_id;
  if (!at) return;
  const say = async (where: string, whose: Choice) => {
    const { id } = await call<Changed>("POST", `/conversations/${where}/attribution`, { body: { message_id: message, to: whose }, key: crypto.randomUUID() });
    const { merged_into } = await get<Thread>(`/conversations/${id}`);
    go({ conversation: merged_into ?? id });
    return merged_into ?? id;
  };
  let there = "";
  const undo = () => void attempt(() => say(there, to === "original" ? "forwarder" : "original"));
  await attempt(async () => {
    there = await say(at, to);
    tell(spoken(WORDS).done, { undo });
  });
}
