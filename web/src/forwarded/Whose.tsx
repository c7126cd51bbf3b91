import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { ContactPage } from "../api/types.ts";
import { short } from "../app/moments.ts";
import { overlay } from "../app/overlay.ts";
import { spoken } from "../i18n/words.ts";
import { contact } from "../inbox/contact.ts";
import { items, thread } from "../inbox/thread.ts";
import { isAddress } from "../writing/recipients.ts";
import { correct, holder, mail } from "./correcting.ts";
import { WORDS } from "./words.ts";
import "../placing/placing.css";

interface Person {
  email: string;
  name: string;
}

/** Asks whose a mail is, if not theirs whose it was taken to be: a contact, or an address nobody has yet (EML-14). */
export default function Whose() {
  const box = useRef<HTMLDialogElement>(null);
  const words = spoken(WORDS);
  const of = useRef({ id: thread.value?.conversation_id ?? "", heard: heard() }).current;
  const [message, choose] = useState(of.heard[0]?.message_id ?? "");
  const [query, ask] = useState("");
  const [{ of: looked, people: found }, show] = useState<{ of: string; people: Person[] }>({ of: "", people: [] });
  const [email, setEmail] = useState("");
  useEffect(() => { box.current?.showModal(); }, []);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => void people(query).then((all) => { if (!gone) show({ of: query, people: all }); }, () => undefined), 200);
    return () => { gone = true; clearTimeout(timer); };
  }, [query]);
  const typed = query.trim();
  // nobody is new before it was looked
  const fresh = looked === query && isAddress(typed) && !found.some((one) => same(one.email, typed));
  const rows = fresh ? [...found, { email: typed, name: "" }] : found;
  const person = rows.find((one) => same(one.email, email));
  const submit = async () => {
    const one = of.heard.find(({ message_id }) => message_id === message);
    if (one && person && (await correct(of.id, message, { to: "person", ...person }, holder(one)))) box.current?.close();
  };
  return (
    <dialog ref={box} class="placing" aria-labelledby="whose-title" onClose={() => { overlay.value = null; }}>
      <h2 id="whose-title">{words.whose}</h2>
      <form onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        {of.heard.length > 1 && <label>{words.which} <select value={message} onChange={(event) => choose(event.currentTarget.value)}>{of.heard.map((one) => <option key={one.message_id} value={one.message_id}>{one.sender_name || one.sender} · {short(one.at)} · {one.text.slice(0, 40)}</option>)}</select></label>}
        <label>{words.find} <input type="search" placeholder={words.findHint} autocomplete="off" maxLength={200} value={query} onInput={(event) => ask(event.currentTarget.value)} /></label>
        <fieldset class="placing-list"><legend class="hidden">{words.find}</legend>{rows.map((one) => (
          <label key={one.email} class="placing-row"><input type="radio" name="whose" checked={same(one.email, email)} onChange={() => setEmail(one.email)} /> <span><strong>{one.name || one.email}</strong> <small>{one.name ? one.email : words.fresh}</small></span></label>
        ))}</fieldset>
        <p role="status">{typed && looked === query && rows.length === 0 ? words.none : ""}</p>
        <p>{message === of.heard[0]?.message_id ? words.all : words.alone}</p>
        <p class="placing-ends"><button type="button" onClick={() => box.current?.close()}>{words.cancel}</button><button type="submit" class="main" disabled={!person}>{words.record}</button></p>
      </form>
    </dialog>
  );
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** What came in, oldest first. */
const heard = () => items().flatMap((item) => ("message" in item && item.message.direction === "in" ? [item.message] : []));

async function people(text: string): Promise<Person[]> {
  const { items: all } = await call<ContactPage>("POST", "/contacts/search", { body: { text, limit: 20 } });
  const here = contact.value?.contact_id;
  return all.filter((one) => one.contact_id !== here).map((one) => ({ email: mail(one), name: one.name })).filter((one) => one.email);
}
