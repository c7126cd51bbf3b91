import { useState } from "preact/hooks";
import { call } from "../api/client.ts";
import { tell, wordsOf } from "../app/notices.ts";
import { me } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { WORDS } from "./words.ts";

/** A new password in place of the present one. */
export function Password() {
  const words = spoken(WORDS);
  const [refused, setRefused] = useState("");
  const send = async (form: HTMLFormElement) => {
    const said = new FormData(form);
    setRefused("");
    try {
      await call("PUT", "/password", { body: { current_password: String(said.get("present")) || null, password: String(said.get("next")) } });
      form.reset();
      tell(words.changed);
    } catch (error) {
      setRefused(wordsOf(error));
    }
  };
  return (
    <section><h2>{words.password}</h2>
      <form onSubmit={(event) => { event.preventDefault(); void send(event.currentTarget); }}>
        <input class="hidden" name="username" autocomplete="username" value={me()?.email ?? ""} readOnly tabIndex={-1} aria-hidden="true" />
        {me()?.has_password && <label>{words.present}<input type="password" name="present" required autocomplete="current-password" /></label>}
        <label>{words.next}<input type="password" name="next" required minLength={10} maxLength={1000} autocomplete="new-password" aria-describedby="password-hint" /></label>
        <p id="password-hint"><small>{words.passwordHint}</small></p>
        {refused && <p class="state bad" role="alert">{refused}</p>}
        <p><button type="submit">{words.change}</button></p>
      </form></section>
  );
}
