import { useId, useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { Contact, ContactPage } from "../api/types.ts";
import { Icon } from "../parts/Icon.tsx";
import { distinct, isAddress, taken } from "./recipients.ts";
import { words } from "./words.ts";

const PROPOSED = 8;

interface Known {
  address: string;
  name: string;
}

const addresses = (contact: Contact): Known[] => contact.identities.filter(({ kind }) => kind === "email").map(({ value }) => ({ address: value, name: contact.name }));

/** A field of addresses: each is a chip; contacts are proposed while one is typed. */
export function Addresses({ label, values, onChange, focused = false }: { label: string; values: readonly string[]; onChange: (next: string[]) => void; focused?: boolean }) {
  const said = words();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [known, setKnown] = useState<Known[]>([]);
  const add = (text: string) => { setTyped(""); if (text.trim()) onChange(distinct([...values, ...taken(text)])); };
  const type = async (text: string) => {
    if (/[,;\n]/.test(text) || known.some((one) => one.address === text)) return add(text);
    setTyped(text);
    if (text.trim().length < 2) return;
    const found = await call<ContactPage>("POST", "/contacts/search", { body: { text: text.trim(), limit: PROPOSED } }).catch(() => null);
    if (found) setKnown(found.items.flatMap(addresses));
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter") add(typed);
    else if (event.key === "Backspace" && !typed && values.length > 0) onChange(values.slice(0, -1));
    else return;
    event.preventDefault();
  };
  return (
    <div class="addresses">
      <label for={id}>{label}</label>
      <ul>{values.map((one) => (
        <li key={one} class={isAddress(one) ? "chip" : "chip bad"} title={isAddress(one) ? one : said.wrong}>
          {one}{!isAddress(one) && <span class="hidden"> {said.wrong}</span>}<button type="button" class="bare" aria-label={said.remove(one)} onClick={() => onChange(values.filter((other) => other !== one))}><Icon name="x" /></button>
        </li>
      ))}</ul>
      <input id={id} type="text" inputMode="email" autoComplete="off" list={`${id}-known`} value={typed} autoFocus={focused} onInput={(event) => void type(event.currentTarget.value)} onKeyDown={keys} onBlur={() => add(typed)} />
      <datalist id={`${id}-known`}>{known.map((one) => <option key={one.address} value={one.address}>{one.name}</option>)}</datalist>
    </div>
  );
}
