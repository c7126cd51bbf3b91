import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { CannedReply, TeamList } from "../api/types.ts";
import { inboxes, may } from "../app/people.ts";
import { words } from "./words.ts";

type Scope = CannedReply["scope"];

/** For whom something prepared is. */
export function ScopeFields({ scope, id, onChange }: { scope: Scope; id: string | null; onChange: (scope: Scope, id: string | null) => void }) {
  const said = words();
  const [teams, setTeams] = useState<{ id: string; name: string }[]>([]);
  useEffect(() => { get<TeamList>("/teams").then(({ items }) => setTeams(items.map((team) => ({ id: team.team_id, name: team.name }))), () => undefined); }, []);
  const known = { inbox: [...inboxes.value.values()].map((inbox) => ({ id: inbox.inbox_id, name: inbox.name })), team: teams, own: [], everyone: [] }[scope];
  const offered = (["own", "team", "inbox", "everyone"] as const).filter((one) => one !== "everyone" || may("inbox_edit"));
  return (
    <>
      <label class="field"><span>{said.for}</span><select value={scope} onChange={(event) => { const next = event.currentTarget.value as Scope; onChange(next, next === "inbox" ? inboxes.value.values().next().value?.inbox_id ?? null : next === "team" ? teams[0]?.id ?? null : null); }}>
        {offered.map((one) => <option key={one} value={one}>{said.scopes[one]}</option>)}
      </select></label>
      {known.length > 0 && <label class="field"><span>{said.which}</span><select value={id ?? ""} onChange={(event) => onChange(scope, event.currentTarget.value)}>{known.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</select></label>}
    </>
  );
}
