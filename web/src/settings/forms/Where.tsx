import { useState } from "preact/hooks";
import { call, Refused } from "../../api/client.ts";
import type { FormInFull } from "../../api/types.ts";
import { tell, wordsOf } from "../../app/notices.ts";
import { channels, inboxes, may, readPeople } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { linkTo, open } from "../opened.ts";
import { inTurn } from "../turns.ts";
import { WORDS } from "./words.ts";

/** Where a form's submissions lead, and whether each becomes a ticket (FRM-05, FRM-06); a refusal is said here (ACC-08). */
export function Where({ form, again }: { form: FormInFull; again: () => void }) {
  const words = spoken(WORDS);
  const all = [...inboxes.value.values()];
  const [inbox, choose] = useState(all[0]?.inbox_id ?? "");
  const [refused, refuse] = useState("");
  const channel = channels.value.get(form.channel_id ?? "");
  const isConnected = form.state === "open" || form.state === "paused";
  const edits = may("account_access") && may("inbox_edit");
  const attempt = async (act: () => Promise<void>) => {
    refuse("");
    try {
      await act();
      await readPeople();
    } catch (error) {
      refuse(error instanceof Refused ? wordsOf(error) : wordsOf(null));
    }
    again();
  };
  const tickets = (create_tickets: boolean) => attempt(async () => {
    await inTurn("PUT", `/forms/${form.form_id}/tickets`, { body: { create_tickets, inbox_id: isConnected ? null : inbox }, version: form.version });
    tell(create_tickets ? words.ticketsOn : words.ticketsOff);
  });
  // a channel that was begun and left stands in the list of channels, and is gone on with there
  const connect = () => attempt(async () => {
    const { id } = await call<{ id: string }>("POST", "/channels", { body: { kind: "form", inbox_id: inbox }, key: crypto.randomUUID() });
    await call("PUT", `/channels/${id}/form`, { body: { form_id: form.form_id } });
    await readPeople();
    open("channels", id);
  });
  return (
    <section class="card" aria-labelledby="form-where">
      <h3 id="form-where">{words.where}</h3>
      {isConnected ? <p>{words.leads(inboxes.value.get(form.inbox_id ?? "")?.name ?? "")}</p> : channel?.state === "connecting" ? <p>{words.begun}</p> : <p>{words.leadsNowhere}</p>}
      {!isConnected && edits && channel?.state !== "connecting" && <label>{words.inbox}<select value={inbox} onChange={(event) => choose(event.currentTarget.value)}>{all.map((one) => <option key={one.inbox_id} value={one.inbox_id}>{one.name}</option>)}</select></label>}
      {edits && <label class="check"><input type="checkbox" role="switch" checked={form.create_tickets} onClick={(event) => { event.preventDefault(); void tickets(!form.create_tickets); }} />{words.createTickets}</label>}
      <p><small>{isConnected ? words.ticketsHint : words.ticketsConnects}</small></p>
      {refused && <p class="refused" role="alert">{refused} <a {...linkTo("subscription")}>{words.gates}</a></p>}
      {edits && <p class="line-of">{form.channel_id
        ? <a {...linkTo("channels", form.channel_id)}>{channel?.state === "connecting" ? words.goOn : words.ofChannelSettings}</a>
        : <button type="button" disabled={!inbox} onClick={() => void connect()}>{words.connect}</button>}</p>}
    </section>
  );
}
