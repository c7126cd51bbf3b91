import { useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { User } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { spoken } from "../i18n/words.ts";
import { WORDS } from "./words.ts";

/** What customers see of me. */
export function Shown({ user }: { user: User }) {
  const words = spoken(WORDS);
  const [name, setName] = useState(user.shown_name);
  const [about, setAbout] = useState(user.about);
  const save = async () => {
    if (await attempt(() => call("PUT", `/users/${user.user_id}/profile`, { body: { shown_name: name.trim(), about: about.trim() } }))) tell(words.saved);
  };
  return (
    <section><h2>{words.shown}</h2>
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <label>{words.shownName}<input maxLength={100} value={name} placeholder={user.name} aria-describedby="shown-hint" onInput={(event) => setName(event.currentTarget.value)} /></label>
        <p id="shown-hint"><small>{words.shownHint(user.name)}</small></p>
        <label>{words.about}<textarea rows={2} maxLength={500} value={about} onInput={(event) => setAbout(event.currentTarget.value)} /></label>
        <p><button type="submit" disabled={name.trim() === user.shown_name && about.trim() === user.about}>{words.save}</button></p>
      </form></section>
  );
}
