import { useEffect, useRef, useState } from "preact/hooks";
import { call, Refused } from "../api/client.ts";
import type { Contact } from "../api/types.ts";
import { attempt, wordsOf } from "../app/notices.ts";
import { go } from "../app/route.ts";
import { spoken } from "../i18n/words.ts";
import { survivorOf } from "../inbox/contact.ts";
import { called } from "./person.ts";
import { WORDS } from "./words.ts";

/** Enter somebody by hand. */
export function New({ close }: { close: () => void }) {
  const words = spoken(WORDS);
  const box = useRef<HTMLDialogElement>(null);
  const [typed, type] = useState({ name: "", email: "", phone: "" });
  const [wrong, say] = useState("");
  const [holder, setHolder] = useState<Contact | null>(null);
  useEffect(() => { box.current?.showModal(); }, []);
  const open = (id: string) => { box.current?.close(); go({ page: "contacts", id }); };
  const create = async () => {
    try {
      open((await call<{ id: string }>("POST", "/contacts", { body: typed })).id);
    } catch (error) {
      say(wordsOf(error));
      const about = error instanceof Refused ? error.problem.about : undefined;
      if (about) await attempt(async () => setHolder(await survivorOf(about)));
    }
  };
  const field = (name: keyof typeof typed, label: string, kind: "text" | "email" | "tel") => (
    <label>{label}<input inputMode={kind} value={typed[name]} maxLength={200} onInput={(event) => { type({ ...typed, [name]: event.currentTarget.value }); say(""); setHolder(null); }} /></label>
  );
  return (
    <dialog ref={box} aria-labelledby="new-contact" onClose={close}>
      <form class="contacts-new" onSubmit={(event) => { event.preventDefault(); void create(); }}>
        <h2 id="new-contact">{words.newContact}</h2>
        {field("name", words.name, "text")}{field("email", words.email, "email")}{field("phone", words.phone, "tel")}
        {wrong && <p role="alert">{wrong}</p>}
        {holder && <p><button type="button" onClick={() => open(holder.contact_id)}>{words.open}: {called(holder)}</button></p>}
        <p><button type="submit" class="main">{words.create}</button><button type="button" onClick={() => box.current?.close()}>{words.cancel}</button></p>
      </form>
    </dialog>
  );
}
