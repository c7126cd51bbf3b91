import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { ChannelOffers, EntitlementList } from "../../api/types.ts";
import { inboxes, readPeople } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { linkTo, open } from "../opened.ts";
import { useRead } from "../reading.ts";
import { Elsewhere, Field, useRefusal } from "./refusing.tsx";
import { STAGES } from "./stages.ts";
import { Steps } from "./Steps.tsx";
import { WORDS } from "./words.ts";

const KINDS = ["email", "form", "chat", "messenger", "whatsapp", "calling"] as const;
type Kind = (typeof KINDS)[number];

/** The first step: what to connect, and to which inbox (ACC-01). */
export function Start() {
  const words = spoken(WORDS);
  const { found: offers } = useRead<ChannelOffers>("/channel-offers", /^subscription\./);
  const { found: gates } = useRead<EntitlementList>("/account/entitlements", /^(subscription|account)\./);
  const isClosed = (kind: Kind) => gates?.items.some((one) => one.gate === kind && !one.allowed);
  const { refusal, busy, doing } = useRefusal();
  const [kind, setKind] = useState<Kind>("email");
  const [picked, setInbox] = useState<string | null>(null);
  const inbox = picked ?? [...inboxes.value.keys()][0] ?? "";
  const [name, setName] = useState("");
  const begin = () => doing(async () => {
    const body = inbox ? { kind, inbox_id: inbox } : { kind, inbox_name: name };
    const { id } = await call<{ id: string }>("POST", "/channels", { key: crypto.randomUUID(), body });
    await readPeople();
    open("channels", id);
  });
  return (
    <>
      <Steps shown="type" due="type" known={kind === "email" ? STAGES : ["type"]} />
      <form class="card stage" onSubmit={(event) => { event.preventDefault(); void begin(); }}>
        <h3>{words.stages.type}</h3>
        <fieldset><legend>{words.what}</legend>
          {KINDS.map((one) => {
            const known = offers?.kinds.includes(one) ?? one === "email";
            const closed = known && isClosed(one);
            const there = known && !closed && (!(one in words.notHere) || offers?.providers.includes(one));
            return (
              <label key={one} class="choice"><input type="radio" name="kind" value={one} checked={kind === one} disabled={!there} onChange={() => setKind(one)} />
                <span><strong>{words.kinds[one]}</strong><br /><small>{there ? words.kindHints[one] : closed ? <>{words.closed} <a {...linkTo("subscription")}>{words.toSubscription}</a></> : (known && words.notHere[one]) || words.notYet}</small></span></label>
            );
          })}
        </fieldset>
        <Field label={words.intoInbox} name="inbox_id" refusal={refusal}>{(more) => (
          <select {...more} value={inbox} onChange={(event) => setInbox(event.currentTarget.value)}>
            {[...inboxes.value.values()].map((one) => <option key={one.inbox_id} value={one.inbox_id}>{one.name}</option>)}
            <option value="">{words.newInbox}</option>
          </select>)}</Field>
        {inbox === "" && <Field label={words.inboxName} name="inbox_name" refusal={refusal}>{(more) => <input {...more} required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} />}</Field>}
        <Elsewhere refusal={refusal} fields={["inbox_id", "inbox_name"]} />
        <p class="line-of ends"><button type="button" onClick={() => open("channels")}>{words.leave}</button><button type="submit" class="main end" disabled={busy}>{words.forward}</button></p>
      </form>
    </>
  );
}
