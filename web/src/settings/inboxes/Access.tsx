import { useState } from "preact/hooks";
import type { Inbox, Team } from "../../api/types.ts";
import { users } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { useRead } from "../reading.ts";
import { WORDS } from "./words.ts";

/** What an inbox is called and who sees it: everyone, or chosen people and teams (ACC-10). */
export function Access({ inbox }: { inbox: Inbox }) {
  const words = spoken(WORDS);
  const { found } = useRead<{ items: Team[] }>("/teams", /^team\./);
  const [everyone, setEveryone] = useState(inbox.everyone);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set([...inbox.user_ids, ...inbox.team_ids]));
  const people = [...users.value.values()].filter((one) => one.active || chosen.has(one.user_id));
  const teams = found?.items ?? [];
  const toggle = (id: string) => setChosen((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  const path = `/inboxes/${inbox.inbox_id}`;
  const save = () => {
    const body = { everyone, user_ids: people.map((one) => one.user_id).filter((id) => chosen.has(id)), team_ids: teams.map((one) => one.team_id).filter((id) => chosen.has(id)) };
    void change("PUT", `${path}/access`, { body: everyone ? { everyone } : body, version: inbox.version }, words.saved);
  };
  const rename = (name: string) => { if (name && name !== inbox.name) void change("PUT", `${path}/name`, { body: { name }, version: inbox.version }, words.saved); };
  const check = (id: string, name: string) => <label key={id} class="check"><input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />{name}</label>;
  return (
    <form onSubmit={(event) => { event.preventDefault(); save(); }}>
      <label>{words.name}<input key={inbox.name} required maxLength={200} defaultValue={inbox.name} onChange={(event) => rename(event.currentTarget.value.trim())} /></label>
      <fieldset><legend>{words.whoSees}</legend>
        <label class="check"><input type="radio" name={`who-${inbox.inbox_id}`} checked={everyone} onChange={() => setEveryone(true)} />{words.everyone}</label>
        <label class="check"><input type="radio" name={`who-${inbox.inbox_id}`} checked={!everyone} onChange={() => setEveryone(false)} />{words.chosen}</label>
      </fieldset>
      {!everyone && <div class="of-two">
        <fieldset><legend>{words.people}</legend>{people.map((one) => check(one.user_id, one.name))}</fieldset>
        {teams.length > 0 && <fieldset><legend>{words.teams}</legend>{teams.map((one) => check(one.team_id, one.name))}</fieldset>}
      </div>}
      <p class="line-of"><button type="submit" disabled={!found}>{words.save}</button></p>
    </form>
  );
}
