import { useState } from "preact/hooks";
import type { Consent } from "../api/types.ts";
import { full, short } from "../app/moments.ts";
import { channels, may } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { Details } from "./Details.tsx";
import { ANY, type Asked, queryOf, useLedger } from "./ledger.ts";
import { nameOf } from "./naming.ts";
import { WORDS } from "./words.ts";
import "./compliance.css";

/** Who agreed to what: the ledger of consents, now or as it was (PRV-05, PRV-06, UIX-03). */
export default function Consents() {
  const words = spoken(WORDS);
  const [asked, ask] = useState<Asked>(ANY);
  const [open, look] = useState<Consent | null>(null);
  const { items, next, failed, more, again } = useLedger(asked);
  const narrowed = Object.entries(asked).some(([name, value]) => name !== "at" && value);
  return (
    <div class="consents">
      <header class="consents-head"><h1>{words.title}</h1>
        {may("compliance_manage") && <a href={receipts(asked)} download="consent-receipts.json" title={words.receiptsHint}>{words.receipts}</a>}
      </header>
      <p><small>{words.hint} {words.disclaimer}</small></p>
      <Filters asked={asked} ask={(change) => ask({ ...asked, ...change })} />
      {asked.at && <p class="consents-past" role="status">{words.asOf(full(new Date(asked.at).toISOString()))} <button type="button" onClick={() => ask({ ...asked, at: "" })}>{words.now}</button></p>}
      {failed && <p class="consents-failed" role="alert">{failed}</p>}
      {!items && !failed && <p role="status" aria-busy="true">{words.loading}</p>}
      {items?.length === 0 && <p role="status" class="nothing">{narrowed || asked.at ? words.nothing : words.none}</p>}
      {items && items.length > 0 && <Table items={items} look={look} />}
      {next && <p><button type="button" onClick={more}>{words.older}</button></p>}
      {open && <Details consent={open} at={queryOf(asked)["at"] ?? ""} changed={again} close={() => look(null)} />}
    </div>
  );
}

function Filters({ asked, ask }: { asked: Asked; ask: (change: Partial<Asked>) => void }) {
  const words = spoken(WORDS);
  const among = [...channels.value.values()].filter((one) => ["chat", "messenger", "whatsapp", "calling"].includes(one.kind));
  return (
    <search class="consents-filters">
      <label>{words.channel} <select value={asked.channel_id} onChange={(event) => ask({ channel_id: event.currentTarget.value })}>
        <option value="">{words.all}</option>{among.map((one) => <option key={one.channel_id} value={one.channel_id}>{nameOf(one.channel_id)}</option>)}</select></label>
      <label>{words.state} <select value={asked.state} onChange={(event) => ask({ state: event.currentTarget.value })}>
        <option value="">{words.all}</option>{Object.entries(words.states).map(([state, name]) => <option key={state} value={state}>{name}</option>)}</select></label>
      <label>{words.mode} <select value={asked.mode} onChange={(event) => ask({ mode: event.currentTarget.value })}>
        <option value="">{words.all}</option>{["explicit", "implied"].map((mode) => <option key={mode} value={mode}>{words.modes[mode]}</option>)}</select></label>
      <label>{words.since} <input type="date" value={asked.since} onChange={(event) => ask({ since: event.currentTarget.value })} /></label>
      <label>{words.until} <input type="date" value={asked.until} onChange={(event) => ask({ until: event.currentTarget.value })} /></label>
      <label>{words.at} <input type="datetime-local" value={asked.at} onChange={(event) => ask({ at: event.currentTarget.value })} /></label>
    </search>
  );
}

function Table({ items, look }: { items: readonly Consent[]; look: (one: Consent) => void }) {
  const words = spoken(WORDS);
  return (
    <div class="consents-table" tabIndex={0} role="region" aria-label={words.title}><table>
      <thead><tr><th scope="col">{words.contact}</th><th scope="col">{words.state}</th><th scope="col">{words.channel}</th><th scope="col">{words.agreed}</th><th scope="col">{words.changed}</th></tr></thead>
      <tbody>{items.map((one) => (
        <tr key={one.consent_id}>
          <th scope="row"><button type="button" class="bare" onClick={() => look(one)}>{one.name || words.noName}</button></th>
          <td><span class={`chip ${one.state}`} title={words.stateHint[one.state]}>{words.states[one.state] ?? one.state}</span></td>
          <td>{nameOf(one.channel_id)}</td>
          <td>{[words.purposes[one.purpose], one.text_version > 0 && `${words.modes[one.mode] ?? one.mode}, ${words.version(one.text_version, one.language)}`].filter(Boolean).join(", ")}</td>
          <td><time dateTime={one.changed_at} title={full(one.changed_at)}>{short(one.changed_at)}</time></td>
        </tr>
      ))}</tbody>
    </table></div>
  );
}

function receipts(asked: Asked): string {
  const { at: _, ...query } = queryOf(asked);
  const text = new URLSearchParams(query).toString();
  return `/api/v1/consents/receipts${text && `?${text}`}`;
}
