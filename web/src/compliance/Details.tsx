import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Consent, ConsentEvent, ConsentOfContact, ConsentsOfContact } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { wordsOf } from "../app/notices.ts";
import { may } from "../app/people.ts";
import { address, START } from "../app/route.ts";
import { spoken } from "../i18n/words.ts";
import { follow } from "../parts/follow.ts";
import { withdraw } from "./ledger.ts";
import { actorOf, nameOf } from "./naming.ts";
import { WORDS } from "./words.ts";

/** What led to a consent's state, with the evidence, and the ways to act on it. */
export function Details({ consent, at, changed, close }: { consent: Consent; at: string; changed: () => void; close: () => void }) {
  const words = spoken(WORDS);
  const box = useRef<HTMLDialogElement>(null);
  const [found, show] = useState<ConsentOfContact | null>(null);
  const [failed, fail] = useState("");
  const read = () => get<ConsentsOfContact>(`/contacts/${consent.contact_id}/consents`, at ? { at } : {}).then(
    (page) => show(page.items.find((one) => one.consent_id === consent.consent_id) ?? null),
    (error: unknown) => fail(wordsOf(error)),
  );
  useLayoutEffect(() => { box.current?.showModal(); }, []);
  useEffect(() => { void read(); }, []);
  // the line that says so, with the way to undo it, stands outside of the dialog
  const again = () => { box.current?.close(); changed(); };
  const to = { ...START, page: "contacts" as const, id: consent.contact_id };
  return (
    <dialog ref={box} class="consents-details" aria-labelledby="consent-title" onClose={close}>
      <h2 id="consent-title">{consent.name || words.noName}: {nameOf(consent.channel_id)}</h2>
      {failed && <p role="alert" class="consents-failed">{failed}</p>}
      {!found && !failed && <p role="status" aria-busy="true">{words.loading}</p>}
      {found && <><p><span class={`chip ${found.state}`}>{words.states[found.state] ?? found.state}</span> <small>{words.stateHint[found.state]}</small></p>
        <h3>{words.details}</h3><ol>{found.events.map((one) => <Step key={one.position} one={one} />)}</ol></>}
      {found && !at && found.state !== "withdrawn" && may("compliance_manage") && <Withdraw consent={consent.consent_id} done={again} />}
      <p><small>{words.disclaimer}</small></p>
      <p class="consents-acts">
        {may("compliance_manage") && <a href={`/api/v1/consents/receipts?contact_id=${consent.contact_id}&channel_id=${consent.channel_id}`} download="consent-receipt.json" title={words.receiptsHint}>{words.receipt}</a>}
        {may("conversation_read") && <a href={address(to)} onClick={follow(to)}>{words.openContact}</a>}
        <button type="button" onClick={() => box.current?.close()}>{words.close}</button>
      </p>
    </dialog>
  );
}

function Step({ one }: { one: ConsentEvent }) {
  const words = spoken(WORDS);
  const facts: [string, string][] = [[words.by, actorOf(one.actor, words.kinds)], [words.from, one.ip], [words.site, one.page_host], [words.reason, one.reason], [words.hash, one.text_hash]];
  return (
    <li>
      <p><strong>{words.happened[one.event] ?? one.event}{one.method && ` ${words.methods[one.method] ?? one.method}`}</strong>{one.text_version !== null && one.text_version > 0 && ` (${words.version(one.text_version, one.language)}, ${words.modes[one.mode] ?? one.mode})`} <time dateTime={one.at}>{full(one.at)}</time></p>
      <dl>{facts.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {one.text && <details><summary>{words.text}</summary><blockquote lang={one.language}>{one.text}</blockquote></details>}
    </li>
  );
}

function Withdraw({ consent, done }: { consent: string; done: () => void }) {
  const words = spoken(WORDS);
  const [reason, say] = useState("");
  const [busy, work] = useState(false);
  const record = async () => {
    work(true);
    if (await withdraw(consent, reason.trim(), words, done)) say("");
    work(false);
  };
  return (
    <details><summary>{words.withdraw}</summary>
      <form onSubmit={(event) => { event.preventDefault(); void record(); }}>
        <p><small>{words.withdrawHint}</small></p>
        <label>{words.why} <input required maxLength={500} pattern=".*\S.*" placeholder={words.whyHint} value={reason} onInput={(event) => say(event.currentTarget.value)} /></label>
        <p><button type="submit" class="main" disabled={busy || !reason.trim()}>{words.record}</button></p>
      </form>
    </details>
  );
}
