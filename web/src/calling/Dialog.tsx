import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Channel, Contact } from "../api/types.ts";
import { wordsOf } from "../app/notices.ts";
import { overlay } from "../app/overlay.ts";
import { nameless } from "../app/people.ts";
import { address, go, route, START } from "../app/route.ts";
import { survivorOf } from "../inbox/contact.ts";
import { follow } from "../parts/follow.ts";
import { Icon } from "../parts/Icon.tsx";
import { isUnproven, lineName, lines, myPhone, numbersOf, place, type Wanted, wanted } from "./calls.ts";
import { PhoneForm } from "./PhoneForm.tsx";
import { words } from "./words.ts";
import "./calling.css";

/** Asks by which number and from which line somebody is called, says what happens first, and calls (CAL-02). */
export default function Dialog() {
  const said = words();
  const box = useRef<HTMLDialogElement>(null);
  const whom = useRef(wanted.value).current;
  const person = usePerson(whom?.contact ?? "");
  const [mine, know] = useState<string | null>(null);
  useEffect(() => {
    box.current?.showModal();
    myPhone().then(know, () => know(""));
  }, []);
  if (!whom) return null;
  const close = () => box.current?.close();
  const name = person ? person.name || numbersOf(person)[0] || nameless(undefined) : "";
  const me = { ...START, page: "me" as const };
  const ready = person !== null && mine !== null;
  return (
    <dialog ref={box} class="call-dialog" aria-labelledby="call-title" onClose={() => { overlay.value = null; }}>
      <h2 id="call-title">{said.title(name)}</h2>
      {!ready && <p role="status" aria-busy="true">{said.loading}</p>}
      {ready && mine === "" && <><p>{said.needed}</p><PhoneForm phone="" kept={know} first beside={<button type="button" onClick={close}>{said.cancel}</button>} /></>}
      {ready && mine !== "" && <Ask whom={whom} person={person} close={close}>
        <p>{said.first(mine)} <a href={address(me)} onClick={(event) => { close(); follow(me)(event); }}>{said.mine}</a></p></Ask>}
      {!ready && <p class="call-ends"><button type="button" onClick={close}>{said.cancel}</button></p>}
    </dialog>
  );
}

interface Asked {
  whom: Wanted;
  person: Contact;
  close: () => void;
  children: ComponentChildren;
}

function Ask({ whom, person, close, children }: Asked) {
  const said = words();
  const numbers = [...new Set([...(whom.to ? [whom.to] : []), ...numbersOf(person)])];
  const open = lines();
  const [to, choose] = useState(numbers[0] ?? "");
  const [line, take] = useState((open.find((one) => one.channel_id === whom.channel) ?? open[0])?.channel_id ?? "");
  const [refused, refuse] = useState("");
  const [doubted, doubt] = useState("");
  const [busy, work] = useState(false);
  const key = useRef(crypto.randomUUID());
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const chosen = open.find((one) => one.channel_id === line);
  const begin = async () => {
    work(true);
    refuse("");
    try {
      const placed = await place(whom, line, to, doubted === to, key.current);
      close();
      if (route.value.conversation !== placed.conversation_id) go({ conversation: placed.conversation_id });
    } catch (error) {
      if (isUnproven(error)) doubt(to);
      else refuse(wordsOf(error));
      key.current = crypto.randomUUID();
      work(false);
    }
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void begin(); }}>
      <Choice label={said.which} of={numbers.map((one) => [one, one])} chosen={to} choose={choose} none={said.noNumber} />
      <Choice label={said.line} of={open.map((one) => [one.channel_id, lineName(one)])} chosen={line} choose={take} none={said.noLine} />
      {children}
      {records(chosen) && <p><small>{said.recorded}</small></p>}
      {doubted === to && to && <p class="state" role="alert">{said.unproven(to)}</p>}
      {refused && <p class="state bad" role="alert">{refused}</p>}
      <p class="call-ends"><button type="button" onClick={close}>{said.cancel}</button>
        <button type="submit" class="main" ref={button} disabled={busy || !to || !line}><Icon name="calling" />{doubted === to && to ? said.callAnyway : said.call}</button></p>
    </form>
  );
}

const records = (line: Channel | undefined): boolean => line?.calling?.voice.record_on ?? false;

/** One of several; where there is one only it is said, where there is none it is said what to do. */
function Choice({ label, of, chosen, choose, none }: { label: string; of: readonly (readonly [string, string])[]; chosen: string; choose: (one: string) => void; none: string }) {
  if (of.length === 0) return <p class="state bad" role="alert">{none}</p>;
  if (of.length === 1) return <p><small>{label}</small><br /><strong>{of[0]?.[1]}</strong></p>;
  return <label>{label}<select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>{of.map(([value, name]) => <option key={value} value={value}>{name}</option>)}</select></label>;
}

function usePerson(id: string): Contact | null {
  const [person, show] = useState<Contact | null>(null);
  useEffect(() => {
    let gone = false;
    survivorOf(id).then((found) => { if (!gone) show(found); }, () => undefined);
    return () => { gone = true; };
  }, [id]);
  return person;
}
