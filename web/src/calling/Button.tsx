import type { Thread } from "../api/types.ts";
import { may } from "../app/people.ts";
import { contact } from "../inbox/contact.ts";
import { Icon } from "../parts/Icon.tsx";
import { askToCall, lines, numbersOf } from "./calls.ts";
import { words } from "./words.ts";
import "./calling.css";

/** Calls the person of a conversation, where a number of theirs is known and a line is there. */
export default function Button({ thread }: { thread: Thread }) {
  const said = words();
  const person = contact.value;
  if (!person || numbersOf(person).length === 0 || lines().length === 0 || !may("conversation_write")) return null;
  return (
    <button type="button" class="head-call" title={said.call} aria-label={said.call} onClick={() => void askToCall({ contact: person.contact_id, conversation: thread.conversation_id, channel: thread.channel_id })}>
      <Icon name="calling" />
    </button>
  );
}
