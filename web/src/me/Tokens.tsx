import { useEffect, useState } from "preact/hooks";
import { call, get } from "../api/client.ts";
import type { Token } from "../api/types.ts";
import { full, short } from "../app/moments.ts";
import { attempt, wordsOf } from "../app/notices.ts";
import { whoami } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { WORDS } from "./words.ts";

/** Tokens by which machines use the account: issued, shown once, revoked. */
export function Tokens() {
  const words = spoken(WORDS);
  const [all, setAll] = useState<Token[]>([]);
  const [made, setMade] = useState("");
  const [refused, setRefused] = useState("");
  const read = () => void get<{ items: Token[] }>("/tokens").then(({ items }) => setAll(items)).catch(() => undefined);
  useEffect(read, []);
  const issue = async (form: HTMLFormElement) => {
    const said = new FormData(form);
    setRefused("");
    try {
      setMade((await call<{ token: string }>("POST", "/tokens", { body: { name: String(said.get("name")), scopes: said.getAll("scope").map(String) } })).token);
      form.reset();
      read();
    } catch (error) {
      setRefused(wordsOf(error));
    }
  };
  return (
    <section class="wide"><h2>{words.tokens}</h2>
      {all.length === 0 && <p><small>{words.none}</small></p>}
      <ul class="lines">{all.map((one) => (
        <li key={one.token_id}><span><strong>{one.name}</strong> <small>{one.scopes.join(", ")}</small><br />
          <small>{one.revoked_at ? words.revoked : one.expires_at ? words.expires(short(one.expires_at)) : ""} · {one.last_used_at ? words.used(full(one.last_used_at)) : words.unused}</small></span>
          {!one.revoked_at && <button type="button" onClick={() => void attempt(() => call("DELETE", `/tokens/${one.token_id}`)).then(read)}>{words.revoke}</button>}</li>
      ))}</ul>
      {made && <p role="status">{words.once} <code class="token">{made}</code></p>}
      <details><summary>{words.issue}</summary>
        <form onSubmit={(event) => { event.preventDefault(); void issue(event.currentTarget); }}>
          <label>{words.token}<input name="name" required maxLength={200} /></label>
          <fieldset><legend>{words.scopes}</legend>{whoami.value?.permissions.map((one) => <label key={one} class="check"><input type="checkbox" name="scope" value={one} />{one}</label>)}</fieldset>
          {refused && <p class="state bad" role="alert">{refused}</p>}
          <p><button type="submit">{words.issue}</button></p>
        </form></details>
    </section>
  );
}
