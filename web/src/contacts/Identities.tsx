import { useState } from "preact/hooks";
import type { Contact, Identity } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { may } from "../app/people.ts";
import { askToCall, lines } from "../calling/calls.ts";
import { words as callWords } from "../calling/words.ts";
import { spoken } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { survivorOf } from "../inbox/contact.ts";
import { Merge } from "./Merge.tsx";
import { called, forget, identify, showFirst } from "./person.ts";
import { WORDS } from "./words.ts";

/** What somebody is reached by; added, changed, removed, and which is shown first. */
export function Identities({ person, writes }: { person: Contact; writes: boolean }) {
  const words = spoken(WORDS);
  const [changing, change] = useState<string | null>(null);
  return (
    <section aria-label={words.reached}>
      <h3>{words.reached}</h3>
      <ul class="person-identities">{person.identities.map((one, index) => (
        <li key={one.identity_id}>
          {changing === one.identity_id
            ? <Entry person={person} instead={one} done={() => change(null)} />
            : <Shown person={person} one={one} first={index === 0 && person.identities.length > 1} writes={writes} change={() => change(one.identity_id)} />}
        </li>
      ))}</ul>
      {writes && (changing === "new"
        ? <Entry person={person} done={() => change(null)} />
        : <button type="button" class="bare" onClick={() => change("new")}><Icon name="plus" />{words.addIdentity}</button>)}
    </section>
  );
}

/** What somebody is reached by; what a browser or a page knows them by says nothing to people. */
export function valueOf(one: { kind: string; value: string }): string {
  const words = spoken(WORDS);
  if (one.kind === "whatsapp_id" && /^\d+$/.test(one.value)) return `+${one.value}`;
  return one.value || (one.kind === "page_scoped_id" ? words.writesToPage : words.visitor);
}

function Shown({ person, one, first, writes, change }: { person: Contact; one: Identity; first: boolean; writes: boolean; change: () => void }) {
  const words = spoken(WORDS);
  const whose = person.merged.find((merged) => merged.contact_id === one.contact_id);
  const kinds = words.kinds as Record<string, string>;
  const said = valueOf(one);
  return (
    <>
      <span class="person-value">{said}<br /><small>{[kinds[one.kind] ?? one.kind, first && words.primary, !one.proven && words.unproven, whose?.name && words.of(whose.name)].filter(Boolean).join(" · ")}</small></span>
      {one.kind === "phone" && may("conversation_write") && lines().length > 0 && <button type="button" class="bare" title={callWords().call} aria-label={`${callWords().call}: ${said}`} onClick={() => void askToCall({ contact: person.contact_id, to: one.value })}><Icon name="calling" /></button>}
      {writes && <span class="person-acts">
        {!first && person.identities.length > 1 && <button type="button" class="bare" title={words.first} aria-label={`${words.first}: ${said}`} onClick={() => void showFirst(person, one)}><Icon name="up" /></button>}
        {(one.kind === "email" || one.kind === "phone") && <button type="button" class="bare" title={words.change} aria-label={`${words.change}: ${said}`} onClick={change}><Icon name="pen" /></button>}
        <button type="button" class="bare" title={words.remove} aria-label={`${words.remove}: ${said}`} onClick={() => void forget(person, one)}><Icon name="x" /></button>
      </span>}
    </>
  );
}

function Entry({ person, instead, done }: { person: Contact; instead?: Identity; done: () => void }) {
  const words = spoken(WORDS);
  const [kind, setKind] = useState(instead?.kind ?? "email");
  const [value, setValue] = useState(instead?.value ?? "");
  const [holder, setHolder] = useState<Contact | null>(null);
  const [merging, setMerging] = useState(false);
  const save = async () => {
    const outcome = await identify(person, kind, value, instead);
    if (outcome.done) done();
    else if (outcome.holder) await attempt(async () => setHolder(await survivorOf(outcome.holder ?? "")));
  };
  return (
    <form class="person-entry" onSubmit={(event) => { event.preventDefault(); void save(); }} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); done(); } }}>
      <select aria-label={words.kind} value={kind} disabled={instead !== undefined} onChange={(event) => setKind(event.currentTarget.value)}>
        <option value="email">{words.kinds.email}</option><option value="phone">{words.kinds.phone}</option>
      </select>
      <input aria-label={words.value} required maxLength={500} autofocus value={value} placeholder={kind === "email" ? "name@example.org" : "+48 22 123 45 67"} onInput={(event) => { setValue(event.currentTarget.value); setHolder(null); }} />
      {holder && <p role="alert">{words.taken} <strong>{called(holder)}</strong> <button type="button" onClick={() => setMerging(true)}>{words.mergeThem}</button></p>}
      <button type="submit" class="main">{words.save}</button><button type="button" onClick={done}>{words.cancel}</button>
      {merging && holder && <Merge person={person} other={holder} close={() => { setMerging(false); done(); }} />}
    </form>
  );
}
