import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationRow, Thread } from "../api/types.ts";
import { short } from "../app/moments.ts";
import { overlay } from "../app/overlay.ts";
import { inboxes, nameless, untitled, users } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { picked, wanted } from "../inbox/placing.ts";
import { items, thread } from "../inbox/thread.ts";
import { carry, merge, toInbox } from "./place.ts";
import { begin, found, look, same } from "./targets.ts";
import { WORDS } from "./words.ts";
import "./placing.css";

/** Where a conversation, or messages of it, should go. */
export default function Placing() {
  const box = useRef<HTMLDialogElement>(null);
  const words = spoken(WORDS);
  const of = useRef(thread.value).current;
  useEffect(() => { box.current?.showModal(); }, []);
  if (!of) return null;
  const close = () => box.current?.close();
  return (
    <dialog ref={box} class="placing" aria-labelledby="placing-title" onClose={() => { overlay.value = null; }}>
      <h2 id="placing-title">{words[wanted.value]}</h2>
      {wanted.value === "inbox" ? <Inboxes of={of} close={close} /> : <Targets of={of} close={close} />}
    </dialog>
  );
}

interface Asked {
  of: Thread;
  close: () => void;
}

function Inboxes({ of, close }: Asked) {
  const words = spoken(WORDS);
  const [inbox, setInbox] = useState("");
  const assignee = users.value.get(of.assignee_id ?? "");
  const chosen = inboxes.value.get(inbox);
  const stays = !assignee || !chosen || chosen.everyone || chosen.user_ids.includes(assignee.user_id);
  const submit = async () => { if (await toInbox(of, inbox)) close(); };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <label>{words.toInbox} <select required value={inbox} onChange={(event) => setInbox(event.currentTarget.value)}>
        <option value="" disabled>{words.choose}</option>
        {[...inboxes.value.values()].filter((one) => one.inbox_id !== of.inbox_id).map((one) => <option key={one.inbox_id} value={one.inbox_id}>{one.name}</option>)}
      </select></label>
      {!stays && chosen?.team_ids.length === 0 && <p class="chip warn">{words.loses(assignee.name)}</p>}
      <p>{words.ticket}</p>
      <Ends close={close} does={words.doInbox} ready={inbox !== ""} />
    </form>
  );
}

function Targets({ of, close }: Asked) {
  const words = spoken(WORDS);
  const chosen = wanted.value === "messages" ? [...(picked.value ?? [])] : null;
  const [into, setInto] = useState<ConversationRow | "new" | null>(chosen ? "new" : null);
  const [sure, setSure] = useState(false);
  useEffect(() => void begin(of.contact_id, of.conversation_id).catch(() => undefined), [of.contact_id, of.conversation_id]);
  const other = into === "new" ? null : into;
  const foreign = other !== null && (of.contact_id !== other.contact_id || mixed(of, chosen));
  const submit = async () => {
    const done = chosen ? await carry(of, chosen, other?.conversation_id ?? null, sure || !other) : other !== null && (await merge(of, other.conversation_id, sure));
    if (!done) return;
    picked.value = null;
    close();
  };
  const list = (title: string, rows: readonly ConversationRow[]) => rows.length > 0 && (
    <fieldset><legend>{title}</legend>{rows.map((row) => <Target key={row.conversation_id} row={row} checked={other?.conversation_id === row.conversation_id} choose={() => { setInto(row); setSure(false); }} />)}</fieldset>
  );
  return (
    <form onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <label>{words.find} <input type="search" placeholder={words.findHint} autocomplete="off" onInput={(event) => look(event.currentTarget.value, of.conversation_id)} /></label>
      <div class="placing-list">
        {chosen && <label class="placing-row"><input type="radio" name="into" checked={into === "new"} onChange={() => setInto("new")} /> <strong>{words.newOne}</strong></label>}
        {found.value ? list(words.found, found.value) : list(words.same, same.value)}
        <p role="status">{found.value?.length === 0 ? words.none : ""}</p>
      </div>
      {into && <Together of={of} other={other} chosen={chosen} />}
      {foreign && <p><label><input type="checkbox" required checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} /> {words.confirm}</label></p>}
      <Ends close={close} does={chosen ? words.doMessages : words.doMerge} ready={into !== null && (!foreign || sure)} />
    </form>
  );
}

/** What will be together, before it is. */
function Together({ of, other, chosen }: { of: Thread; other: ConversationRow | null; chosen: readonly string[] | null }) {
  const words = spoken(WORDS);
  if (chosen) return <p>{words.goes(chosen.length)}{chosen.length >= of.message_count && ` ${words.empty}`}</p>;
  if (!other) return null;
  const opens = other.status === "closed" && of.status === "open";
  return <p><strong>{words.together(of.message_count + other.message_count)}</strong> {words.keeps}{opens && ` ${words.opens}`}</p>;
}

function Target({ row, checked, choose }: { row: ConversationRow; checked: boolean; choose: () => void }) {
  const words = spoken(WORDS);
  return (
    <label class="placing-row"><input type="radio" name="into" checked={checked} onChange={choose} />
      <span><strong>{row.subject || untitled(row.channel_id)}</strong> <small>{row.contact_name || row.contact_address || nameless(row.channel_id)} · {words.count(row.message_count)} · {short(row.active_at)}</small><br /><small>{row.preview}</small></span></label>
  );
}

function Ends({ close, does, ready }: { close: () => void; does: string; ready: boolean }) {
  return <p class="placing-ends"><button type="button" onClick={close}>{spoken(WORDS).cancel}</button><button type="submit" class="main" disabled={!ready}>{does}</button></p>;
}

/** Whether some of what goes may be of another contact than the conversation: it was recorded in another one. */
function mixed(of: Thread, chosen: readonly string[] | null): boolean {
  return chosen !== null && items().some((item) => "message" in item && chosen.includes(item.message.message_id) && item.message.conversation_id !== of.conversation_id);
}
