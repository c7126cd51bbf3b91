import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import { wordsOf } from "../../app/notices.ts";
import { may, readPeople } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { ROLES, WORDS } from "./words.ts";

/** Give somebody access: they choose a password by a link that is shown this once. */
export function Invite() {
  const words = spoken(WORDS);
  const [link, setLink] = useState("");
  const [refused, setRefused] = useState("");
  if (!may("user_manage")) return null;
  const invite = async (form: HTMLFormElement) => {
    const said = new FormData(form);
    setRefused("");
    try {
      const body = { email: String(said.get("email")), name: String(said.get("name")), roles: [String(said.get("role"))] };
      const { id } = await call<{ id: string }>("POST", "/users", { body, key: crypto.randomUUID() });
      setLink((await call<{ url: string }>("POST", `/users/${id}/link`)).url);
      form.reset();
      await readPeople();
    } catch (error) {
      setRefused(wordsOf(error));
    }
  };
  return (
    <section class="card" aria-labelledby="invite">
      <h3 id="invite">{words.invite}</h3>
      <form onSubmit={(event) => { event.preventDefault(); void invite(event.currentTarget); }}>
        <div class="of-two">
          <label>{words.name}<input name="name" required maxLength={200} /></label>
          <label>{words.email}<input name="email" type="email" required maxLength={200} /></label>
          <label>{words.role}<select name="role" defaultValue="agent">{ROLES.map((role) => <option key={role} value={role}>{words.roles[role]}</option>)}</select></label>
        </div>
        {refused && <p class="refused" role="alert">{refused}</p>}
        {link && <p role="status">{words.once} <code class="link">{link}</code></p>}
        <p><button type="submit" class="main">{words.invite}</button></p>
      </form>
    </section>
  );
}
