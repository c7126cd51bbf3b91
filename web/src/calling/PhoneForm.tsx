import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { call } from "../api/client.ts";
import { tell, wordsOf } from "../app/notices.ts";
import { words } from "./words.ts";

/** The phone that is rung for me, to write and to take away; `kept` is told what it is then, `beside` stands at the button. */
export function PhoneForm({ phone, kept, autofocus = false, beside }: { phone: string; kept: (phone: string) => void; autofocus?: boolean; beside?: ComponentChildren }) {
  const said = words();
  const id = useId();
  const [typed, type] = useState(phone);
  const [refused, refuse] = useState("");
  const [busy, work] = useState(false);
  const save = async () => {
    work(true);
    refuse("");
    try {
      const { phone: now } = await call<{ phone: string }>("PUT", "/me/phone", { body: { phone: typed.trim() } });
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
      <input id={id} type="tel" autocomplete="tel" autofocus={autofocus} maxLength={40} required={autofocus} value={typed} placeholder={said.example} aria-describedby={`${id}-hint${refused ? ` ${id}-wrong` : ""}`} {...(refused ? { "aria-invalid": true } : {})} onInput={(event) => type(event.currentTarget.value)} />
      {refused && <p id={`${id}-wrong`} class="state bad" role="alert">{refused}</p>}
      <p id={`${id}-hint`}><small>{said.phoneHint}</small></p>
      <p class={beside ? "call-ends" : ""}>{beside}<button type="submit" class={autofocus ? "main" : ""} disabled={busy || typed.trim() === phone}>{said.save}</button></p>
    </form>
  );
}
