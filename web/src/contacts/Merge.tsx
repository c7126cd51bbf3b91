import { createPortal } from "preact/compat";
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { Contact, ContactPage } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { attempt } from "../app/notices.ts";
import { spoken } from "../i18n/words.ts";
import { valueOf } from "./Identities.tsx";
import { called, merge } from "./person.ts";
import { WORDS } from "./words.ts";

/** Merge a contact with another one: find it, see both side by side, choose which stays. */
export function Merge({ person, other, close }: { person: Contact; other?: Contact; close: () => void }) {
  const words = spoken(WORDS);
  const box = useRef<HTMLDialogElement>(null);
  const [chosen, choose] = useState<Contact | null>(other ?? null);
  const [swapped, swap] = useState(false);
  useEffect(() => { box.current?.showModal(); }, []);
  const [left, right] = swapped && chosen ? [chosen, person] : [person, chosen];
  const act = async () => { if (right && (await merge(left.contact_id, right.contact_id))) box.current?.close(); };
  return createPortal(
    <dialog ref={box} class="person-merge" aria-labelledby="merge-title" onClose={close}>
      <h2 id="merge-title">{words.mergeTitle}</h2>
      <p>{words.mergeAbout}</p>
      {right
        ? <div class="person-pair"><Side title={words.this} of={left} /><Side title={words.other} of={right} /></div>
        : <Find not={person.contact_id} choose={choose} />}
      <form method="dialog">
        {right && <button type="button" class="main" onClick={() => void act()}>{words.mergeInto}</button>}
        {right && <button type="button" onClick={() => swap(!swapped)}>{words.swap}</button>}
        <button type="submit">{words.cancel}</button>
      </form>
    </dialog>,
    document.body,
  );
}

function Side({ title, of }: { title: string; of: Contact }) {
  const words = spoken(WORDS);
  return (
    <section class="card"><h3>{title}</h3><p><strong>{called(of)}</strong></p>
      <ul>{of.identities.slice(0, 5).map((one) => <li key={one.identity_id}>{valueOf(one)}</li>)}</ul>
      <p><small>{words.counts(of.conversation_count, of.ticket_count)}<br />{words.since} {full(of.created_at)}</small></p>
    </section>
  );
}

function Find({ not, choose }: { not: string; choose: (found: Contact) => void }) {
  const words = spoken(WORDS);
  const [found, show] = useState<Contact[] | null>(null);
  const [text, setText] = useState("");
  useEffect(() => {
    if (!text.trim()) { show(null); return undefined; }
    let wanted = true;
    const soon = setTimeout(() => void attempt(async () => {
      const page = await call<ContactPage>("POST", "/contacts/search", { body: { text, limit: 20 } });
      if (wanted) show(page.items.filter((one) => one.contact_id !== not));
    }), 200);
    return () => { wanted = false; clearTimeout(soon); };
  }, [text]);
  return (
    <>
      <input type="search" aria-label={words.search} placeholder={words.search} value={text} autofocus onInput={(event) => setText(event.currentTarget.value)} />
      <ul class="person-found" aria-live="polite">{found?.map((one) => (
        <li key={one.contact_id}><button type="button" class="bare" onClick={() => choose(one)}><strong>{called(one)}</strong> <small>{one.identities.map((each) => each.value).filter(Boolean).join(", ")}</small></button></li>
      ))}{found?.length === 0 && <li>{words.none}</li>}</ul>
    </>
  );
}
