import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { Changed } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { openNewMail, overlay } from "../app/overlay.ts";
import { channels, inboxes } from "../app/people.ts";
import { go } from "../app/route.ts";
import { DraftState } from "../inbox/DraftState.tsx";
import { SendMenu } from "../inbox/SendMenu.tsx";
import { offerUndo, timing } from "../inbox/undoing.ts";
import { bodyOf, clear, write, writtenAt } from "../inbox/written.ts";
import { Icon } from "../parts/Icon.tsx";
import { Later } from "../parts/Later.tsx";
import { Addresses } from "./Addresses.tsx";
import { dropping } from "./dropping.ts";
import { isAddress } from "./recipients.ts";
import { type From, placeOf, toldOf, writeFrom } from "./record.tsx";
import { Writer } from "./Writer.tsx";
import { words } from "./words.ts";

const FIELD = "new-mail-text";
const CHANNEL = "postroom.channel";

const loadBelow = () => import("./Below.tsx");

/** Writes a new mail from the inbox. */
export default () => <NewMail />;

/** Writes a new mail, from the inbox or from the page of a record, which begins a conversation; what was typed stays while the dialog is closed. */
export function NewMail({ from }: { from?: From }) {
  const said = words();
  const place = from ? placeOf(from) : "new";
  const box = useRef<HTMLDialogElement>(null);
  const asked = useRef({ body: "", key: "" });
  const [busy, setBusy] = useState(false);
  const one = writtenAt(place);
  const [copies, setCopies] = useState(one.cc.length + one.bcc.length > 0);
  const able = [...channels.value.values()].filter((channel) => ["connected", "degraded"].includes(channel.state) && channel.limits.recipients > 0);
  const before = localStorage.getItem(CHANNEL);
  const channel = able.find((each) => each.channel_id === (one.channel_id || before)) ?? able[0];
  useEffect(() => box.current?.showModal(), []);
  const people = [...one.to, ...one.cc, ...one.bcc];
  const addressed = channel !== undefined && one.to.length > 0 && people.every(isAddress) && one.subject.trim() !== "";
  const toText = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    document.getElementById(FIELD)?.focus();
  };
  const send = async (sendAt: string | null = null) => {
    if (!addressed || busy) return;
    setBusy(true);
    const body = { ...bodyOf(one), channel_id: channel.channel_id, subject: one.subject.trim(), ...timing(sendAt), ...(from ? toldOf(from) : {}) };
    const text = JSON.stringify(body);
    // the same text again is the same request again: it is sent once, whatever was lost on the way
    if (asked.current.body !== text) asked.current = { body: text, key: crypto.randomUUID() };
    let made = "";
    const done = await attempt(async () => { made = (await call<Changed>("POST", "/conversations", { body, key: asked.current.key })).id; });
    setBusy(false);
    if (!done) return;
    localStorage.setItem(CHANNEL, channel.channel_id);
    clear(place);
    box.current?.close();
    go({ conversation: made });
    offerUndo({ conversation: made, message: "", sendAt, back: (uploads) => { write(place, { ...one, uploads }); void (from ? writeFrom(from) : openNewMail()); } });
  };
  return (
    <dialog ref={box} class="new-mail" {...dropping(place, channel?.channel_id ?? "")} aria-labelledby="new-mail-title" onClose={() => { overlay.value = null; }}>
      <form class="composer" onSubmit={(event) => { event.preventDefault(); void send(); }}>
        <header><h2 id="new-mail-title">{said.newMail}</h2><button type="button" class="bare" aria-label={said.close} onClick={() => box.current?.close()}><Icon name="x" /></button></header>
        {able.length === 0 && <p role="alert">{said.noChannel}</p>}
        <label class="field"><span>{said.from}</span>
          <select value={channel?.channel_id ?? ""} onChange={(event) => write(place, { channel_id: event.currentTarget.value })}>
            {able.map((each) => <option key={each.channel_id} value={each.channel_id}>{each.address} · {inboxes.value.get(each.inbox_id)?.name ?? ""}</option>)}
          </select></label>
        <Addresses label={said.to} values={one.to} onChange={(to) => write(place, { to })} focused />
        {copies ? (
          <>
            <Addresses label={said.cc} values={one.cc} onChange={(cc) => write(place, { cc })} />
            <Addresses label={said.bcc} values={one.bcc} onChange={(bcc) => write(place, { bcc })} />
          </>
        ) : <button type="button" class="bare" onClick={() => setCopies(true)}>{said.copies}</button>}
        <label class="field"><span>{said.subject}</span><input type="text" maxLength={500} value={one.subject} onKeyDown={toText} onInput={(event) => write(place, { subject: event.currentTarget.value })} /></label>
        <Writer place={place} field={FIELD} label={said.text} limits={channel?.limits} by={from ? null : channel?.channel_id} onSend={() => void send()}>
          {(ready) => (
            <>
              <DraftState place={place} />
              <button type="submit" class="main" disabled={!ready || !addressed || busy}>{said.send}<Icon name="send" /></button>
              <SendMenu name="send-mail-later" disabled={!ready || !addressed || busy} onLater={(sendAt) => void send(sendAt)} />
            </>
          )}
        </Writer>
        {from && <Later load={loadBelow} with={{}} />}
      </form>
    </dialog>
  );
}
