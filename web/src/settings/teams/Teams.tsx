import { useState } from "preact/hooks";
import type { Team, TeamList } from "../../api/types.ts";
import { users } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { useRead } from "../reading.ts";
import { WORDS } from "./words.ts";

/** The teams: who belongs to them, as main or extra member, what they are called, and their end (ACC-10). */
export default function Teams() {
  const words = spoken(WORDS);
  const { found, failed, again } = useRead<TeamList>("/teams", /^team\./);
  if (failed) return <p class="refused" role="alert">{failed}</p>;
  if (!found) return <p role="status">{words.loading}</p>;
  return (
    <>
      {found.items.length === 0 && <p>{words.none}</p>}
      {found.items.map((team) => <One key={team.team_id} team={team} again={again} />)}
      <New again={again} />
    </>
  );
}

function One({ team, again }: { team: Team; again: () => void }) {
  const words = spoken(WORDS);
  const path = `/teams/${team.team_id}`;
  const act = async (method: string, rest: string, body?: object, said = "") => { await change(method, path + rest, { ...(body ? { body } : {}), version: team.version }, said); again(); };
  const others = [...users.value.values()].filter((user) => user.active && !team.members.some((member) => member.user_id === user.user_id));
  const end = () => { if (confirm(words.sure(team.name))) void act("POST", "/archive", undefined, words.archived); };
  return (
    <section class="card" aria-labelledby={team.team_id}>
      <h3 id={team.team_id}>{team.name}</h3>
      <ul>{team.members.map((member) => {
        const name = users.value.get(member.user_id)?.name ?? words.unknown;
        return (
          <li key={member.user_id} class="item"><span class="grows">{name}</span>
            <label class="check">{words.belongs}<select aria-label={words.as(name)} value={member.extra ? "extra" : "main"} onChange={(event) => void act("PUT", `/members/${member.user_id}`, { extra: event.currentTarget.value === "extra" })}>
              <option value="main">{words.main}</option><option value="extra">{words.extra}</option></select></label>
            <button type="button" aria-label={words.leaveWho(name)} onClick={() => void act("DELETE", `/members/${member.user_id}`)}>{words.leave}</button></li>
        );
      })}</ul>
      {team.members.length === 0 && <p><small>{words.nobody}</small></p>}
      <div class="line-of">
        {others.length > 0 && <select aria-label={words.add(team.name)} value="" onChange={(event) => void act("PUT", `/members/${event.currentTarget.value}`, { extra: false })}>
          <option value="">{words.addShort}</option>{others.map((user) => <option key={user.user_id} value={user.user_id}>{user.name}</option>)}</select>}
        <details class="end"><summary>{words.more}<span class="hidden"> {team.name}</span></summary>
          <form onSubmit={(event) => { event.preventDefault(); void act("PUT", "/name", { name: String(new FormData(event.currentTarget).get("name")) }, words.saved); }}>
            <label>{words.name}<input name="name" required maxLength={200} defaultValue={team.name} /></label>
            <p class="line-of"><button type="submit">{words.rename}</button><button type="button" onClick={end}>{words.archive}</button></p>
          </form></details>
      </div>
    </section>
  );
}

function New({ again }: { again: () => void }) {
  const words = spoken(WORDS);
  const [name, setName] = useState("");
  const make = async () => { if (await change("POST", "/teams", { body: { name } }, words.made)) setName(""); again(); };
  return (
    <form class="line-of" onSubmit={(event) => { event.preventDefault(); void make(); }}>
      <label class="check">{words.another}<input required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
      <button type="submit">{words.make}</button>
    </form>
  );
}
