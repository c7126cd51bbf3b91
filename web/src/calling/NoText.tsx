import type { Thread } from "../api/types.ts";
import { may } from "../app/people.ts";
import { Others } from "../answering/Others.tsx";
import { contact } from "../inbox/contact.ts";
import { Icon } from "../parts/Icon.tsx";
import { askToCall, lines, numbersOf } from "./calls.ts";
import { isMissed } from "./model.ts";
import { words } from "./words.ts";
import "./calling.css";

/** Where somebody called, nothing can be written back there: call back, or answer by another channel (CAL-02, CNV-05). */
export default function NoText({ thread }: { thread: Thread }) {
  const said = words();
  const person = contact.value;
  const last = thread.messages.findLast((one) => one.call)?.call;
  const calls = person && last?.state !== "ringing" && last?.state !== "answered" && numbersOf(person).length > 0 && lines().length > 0 && may("conversation_write");
  return (
    <div class="window no-text" role="status">
      <p>{said.noText}</p>
      <p class="line-of">{calls && <button type="button" class="main" onClick={() => void askToCall({ contact: person.contact_id, conversation: thread.conversation_id, channel: thread.channel_id })}><Icon name="calling" />{last && isMissed(last) ? said.callBack : said.call}</button>}</p>
      <Others thread={thread} quiet />
    </div>
  );
}
