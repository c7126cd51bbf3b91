import { useState } from "preact/hooks";
import type { Message, Thread } from "../api/types.ts";
import { channels } from "../app/people.ts";
import { contact } from "../inbox/contact.ts";
import { write, writtenAt } from "../inbox/written.ts";
import { Icon } from "../parts/Icon.tsx";
import { Addresses } from "./Addresses.tsx";
import { distinct, usual } from "./recipients.ts";
import { words } from "./words.ts";

/** Whom an answer goes to: in a line, and as fields where somebody wants to change it. */
export function Recipients({ thread }: { thread: Thread }) {
  const said = words();
  const place = thread.conversation_id;
  const one = writtenAt(place);
  const [open, setOpen] = useState(false);
  const own = [...channels.value.values()].flatMap((channel) => [channel.address, channel.hosted_address]);
  const { to, others } = usual(thread.messages, own, (one) => named(thread, one));
  const shown = one.to.length > 0 ? one.to : to;
  const all = new Set([...shown, ...one.cc, ...one.bcc].map((address) => address.toLowerCase()));
  const missing = others.filter((address) => !all.has(address.toLowerCase()));
  return (
    <div class="recipients" role="group" aria-label={said.recipients}>
      {open ? (
        <>
          <Addresses label={said.to} values={shown} onChange={(next) => write(place, { to: next })} focused />
          <Addresses label={said.cc} values={one.cc} onChange={(next) => write(place, { cc: next })} />
          <Addresses label={said.bcc} values={one.bcc} onChange={(next) => write(place, { bcc: next })} />
        </>
      ) : (
        <button type="button" class="bare recipients-line" aria-expanded={false} title={said.change} onClick={() => setOpen(true)}>
          <span>{said.to} {shown.join(", ")}{one.cc.length > 0 && ` · ${said.cc} ${one.cc.join(", ")}`}{one.bcc.length > 0 && ` · ${said.bcc} ${one.bcc.join(", ")}`}</span><Icon name="pen" label={said.change} />
        </button>
      )}
      {missing.length > 0 && <button type="button" class="bare" title={missing.join(", ")} onClick={() => write(place, { cc: distinct([...one.cc, ...missing]) })}>{said.all(missing.length)}</button>}
    </div>
  );
}

/** The address of whom a person said a message is from, where this is the conversation with them. */
const named = (thread: Thread, { whose_id }: Message) => (whose_id === thread.contact_id ? contact.value?.identities.find(({ kind }) => kind === "email")?.value : undefined);
