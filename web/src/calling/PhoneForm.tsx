import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { tell, wordsOf } from "../app/notices.ts";
import { keepPhone } from "./calls.ts";
import { words } from "./words.ts";

/** The phone that is rung for me, to write and to take away; `kept` is told what it is then, `beside` stands at the button. `first`: it is asked for, and has the focus. */
export function PhoneForm({ phone, kept, first = false, beside }: { phone: string; kept: (phone: string) => void; first?: boolean; beside?: ComponentChildren }) {
  const said = words();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, type] = useState(phone);
  const [refused, refuse] = useState("");
  const [busy, work] = useState(false);
  useEffect(() => { if (first) field.current?.focus(); }, []);
  const save = async () => {
    work(true);
    refuse("");
    try {
      const now = await keepPhone(typed.trim());
      type(now);
      tell(now ? said.saved : said.gone);
      kept(now);
    } catch (error) {
      refuse(wordsOf(error));
    } finally {
      work(false);
    }
  };
  return (
    <form class="phone-form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <label for={id}>{said.number}</label>
      <input id={id} ref={field} type="tel" autocomplete="tel" maxLength={40} required={first} value={typed} placeholder={said.example} aria-describedby={`${id}-hint${refused ? ` ${id}-wrong` : ""}`} {...(refused ? { "aria-invalid": true } : {})} onInput={(event) => type(event.currentTarget.value)} />
      {refused && <p id={`${id}-wrong`} class="state bad" role="alert">{refused}</p>}
      <p id={`${id}-hint`}><small>{said.phoneHint}</small></p>
      <p class={beside ? "call-ends" : ""}>{beside}<button type="submit" class={first ? "main" : ""} disabled={busy || typed.trim() === phone}>{said.save}</button></p>
    </form>
  );
}
