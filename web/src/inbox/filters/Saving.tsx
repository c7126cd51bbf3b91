import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client.ts";
import type { SavedView, Team } from "../../api/types.ts";
import { attempt, tell } from "../../app/notices.ts";
import { go, route } from "../../app/route.ts";
import { spoken } from "../../i18n/words.ts";
import { Happened } from "../../parts/Happened.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { type Look, picked, same } from "../look.ts";
import { changeable, keep, narrowed, saved, shapeOf, write } from "../views.ts";
import { WORDS } from "./words.ts";

type Sharing = Pick<SavedView, "shared" | "team_id">;
const STEP = 10;

/** Save what is shown as a view, or change the view that is shown. */
export function Saving({ now }: { now: Look }) {
  const words = spoken(WORDS);
  const all = saved.value ?? [];
  const shown = all.find((one) => route.value.view === `v-${one.view_id}`);
  const [name, setName] = useState("");
  const [sharing, setSharing] = useState<Sharing>({ shared: "nobody", team_id: null });
  const save = (event: Event) => {
    event.preventDefault();
    void attempt(async () => {
      const id = await write({ ...now, name, ...sharing, place: Math.max(0, ...all.map((one) => one.place)) + STEP }, null);
      narrowed.value = null;
      go({ view: `v-${id}`, conversation: null });
      tell(words.saved);
    });
  };
  return (
    <>
      {shown && changeable(shown) && <Changing key={shown.view_id} view={shown} now={now} />}
      <details class="save-view">
        <summary>{words.save}</summary>
        <form onSubmit={save}>
          <input required maxLength={80} aria-label={words.name} placeholder={words.name} value={name} onInput={(event) => setName(event.currentTarget.value)} />
          <Shared value={sharing} choose={setSharing} />
          <button type="submit" class="main">{words.create}</button>
        </form>
      </details>
    </>
  );
}

/** What can be done with the view that is shown. */
function Changing({ view, now }: { view: SavedView; now: Look }) {
  const words = spoken(WORDS);
  const all = saved.value ?? [];
  const at = all.findIndex((one) => one.view_id === view.view_id);
  const change = (more: Partial<SavedView>) => attempt(async () => { await write({ ...shapeOf(view), ...more }, view.view_id); narrowed.value = null; });
  const remove = () => attempt(async () => {
    await keep(view.view_id, false);
    go({ view: "open", conversation: null });
    tell(words.removed(view.name), { undo: () => void attempt(() => keep(view.view_id, true)) });
  });
  return (
    <fieldset class="change-view">
      <legend>{words.view}</legend>
      <input aria-label={words.name} maxLength={80} value={view.name} onChange={(event) => { if (event.currentTarget.value.trim()) void change({ name: event.currentTarget.value }); }} />
      <Shared value={view} choose={(sharing) => void change(sharing)} />
      {!same(now, picked(view) ?? now) && <button type="button" class="main" onClick={() => void change(now)}>{words.saveChanges}</button>}
      <button type="button" class="bare" disabled={at <= 0} aria-label={words.up} title={words.up} onClick={() => void attempt(() => swap(all, at, -1))}><Icon name="up" /></button>
      <button type="button" class="bare" disabled={at === all.length - 1} aria-label={words.down} title={words.down} onClick={() => void attempt(() => swap(all, at, 1))}><Icon name="below" /></button>
      <button type="button" class="bare" aria-label={words.removeView} title={words.removeView} onClick={() => void remove()}><Icon name="trash" /></button>
      <Happened key={view.version} kind="view" id={view.view_id} needs="conversation_read" />
    </fieldset>
  );
}

/** Put a view into the place beyond its neighbour: between two others where there is room, else all that may be changed are spread. */
async function swap(all: readonly SavedView[], at: number, way: 1 | -1): Promise<void> {
  const order = [...all];
  const [moved] = order.splice(at, 1) as [SavedView];
  order.splice(at + way, 0, moved);
  const before = order[at + way - 1]?.place ?? 0;
  const after = order[at + way + 1]?.place ?? before + 2 * STEP;
  if (after - before > 1) {
    await write({ ...shapeOf(moved), place: Math.floor((before + after) / 2) }, moved.view_id);
    return;
  }
  for (const [index, one] of order.entries()) if (changeable(one)) await write({ ...shapeOf(one), place: (index + 1) * STEP }, one.view_id);
}

function Shared({ value, choose }: { value: Sharing; choose: (sharing: Sharing) => void }) {
  const words = spoken(WORDS);
  const [teams, setTeams] = useState<readonly Team[]>([]);
  useEffect(() => { void get<{ items: Team[] }>("/teams").then(({ items }) => setTeams(items), () => undefined); }, []);
  const pick = (chosen: string) => choose(chosen === "nobody" || chosen === "everyone" ? { shared: chosen, team_id: null } : { shared: "team", team_id: chosen });
  return (
    <select aria-label={words.shared} value={value.team_id ?? value.shared} onChange={(event) => pick(event.currentTarget.value)}>
      <option value="nobody">{words.nobody}</option><option value="everyone">{words.everyone}</option>
      {teams.map((team) => <option key={team.team_id} value={team.team_id}>{words.team(team.name)}</option>)}
    </select>
  );
}
