import { useState } from "preact/hooks";
import type { ConversationRow } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { inboxes, teams, users, whoami } from "../app/people.ts";
import { go, route, VIEWS } from "../app/route.ts";
import { tomorrow } from "../app/times.ts";
import { spoken, t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { WORDS } from "./bulk-words.ts";
import { canChooseAll, chooseAll, chooseNone, chosen, MOST, whole } from "./choosing.ts";
import { type Deed, handle } from "./handling.ts";
import { counts } from "./list.ts";
import { mergeable } from "./rows.ts";
import { narrowed } from "./views.ts";

/** What can be done with all chosen conversations at once. */
export default function Bulk() {
  const words = t();
  const bulk = spoken(WORDS);
  const [tag, setTag] = useState("");
  const rows = chosen.value;
  if (rows.length === 0) return null;
  const more = canChooseAll();
  const total = known();
  const into = mergeable(rows);
  const merge = (shown: ConversationRow) => {
    chooseNone();
    void handle(rows.filter((row) => row !== shown), { do: "merge", into_id: shown.conversation_id }).then(() => go({ conversation: shown.conversation_id }));
  };
  const act = (deed: Deed) => { chooseNone(); void handle(rows, deed); };
  const button = (icon: "close" | "snoozed" | "spam" | "trash" | "archive" | "mine", label: string, deed: Deed) =>
    <button type="button" class="bare" title={label} aria-label={label} onClick={() => act(deed)}><Icon name={icon} /></button>;
  return (
    <div class="bulk" role="toolbar" aria-label={bulk.selected(rows.length)}>
      <p role="status">{whole.value === "" || more ? bulk.selected(rows.length) : bulk[whole.value](rows.length)} {more && <button type="button" class="bare" onClick={() => void attempt(chooseAll)}>{total && total <= MOST ? bulk.chooseAll(total) : bulk.choose(MOST)}</button>}</p>
      {button("close", words.thread.close, { do: "close" })}
      {button("snoozed", words.handle.tomorrow, { do: "snooze", until: tomorrow(new Date()).toISOString() })}
      {button("archive", words.handle.archive, { do: "file", folder: "archive" })}
      {button("spam", words.handle.spam, { do: "file", folder: "spam" })}
      {button("trash", words.handle.trash, { do: "file", folder: "trash" })}
      <select aria-label={bulk.assign} value="-" onChange={(event) => act(assigning(event.currentTarget.value))}>
        <option value="-" disabled>{bulk.assign}</option><option value={whoami.value?.user_id ?? ""}>{bulk.mine}</option><option value="">{words.thread.nobody}</option>
        {[...users.value.values()].filter((user) => user.active).map((user) => <option key={user.user_id} value={user.user_id}>{user.name}</option>)}
        {teams.value.size > 0 && <optgroup label={words.thread.teams}>{[...teams.value.values()].map((one) => <option key={one.team_id} value={one.team_id}>{one.name}</option>)}</optgroup>}
      </select>
      {inboxes.value.size > 1 && <select aria-label={bulk.move} value="-" onChange={(event) => act({ do: "move", inbox_id: event.currentTarget.value })}>
        <option value="-" disabled>{bulk.move}</option>{[...inboxes.value.values()].map((one) => <option key={one.inbox_id} value={one.inbox_id}>{one.name}</option>)}
      </select>}
      {into && <button type="button" class="bare" onClick={() => merge(into)}>{bulk.merge}</button>}
      <form onSubmit={(event) => { event.preventDefault(); if (tag.trim()) { act({ do: "tag", tag }); setTag(""); } }}>
        <input aria-label={words.handle.addTag} placeholder={words.handle.addTag} maxLength={50} value={tag} onInput={(event) => setTag(event.currentTarget.value)} /></form>
      <button type="button" class="bare" aria-label={bulk.clear} title={bulk.clear} onClick={chooseNone}><Icon name="x" /></button>
    </div>
  );
}

const assigning = (to: string): Deed => ({ do: "assign", ...(teams.value.has(to) ? { user_id: null, team_id: to } : { user_id: to || null }) });

/** How many the list has, where that is counted. */
function known(): number | null {
  const { view } = route.value;
  const counted = VIEWS.find((one) => one === view && one !== "mentions");
  return counted && narrowed.value?.view !== view ? counts()[counted].count : null;
}
