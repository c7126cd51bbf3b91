import type { ConversationRow } from "../api/types.ts";
import { nameless, teams, untitled, users } from "../app/people.ts";
import { address, route } from "../app/route.ts";
import { full, short } from "../app/moments.ts";
import { t } from "../i18n/words.ts";
import { Avatar } from "../parts/Avatar.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Due } from "../promises/Due.tsx";
import { dues } from "../promises/dues.ts";
import { follow } from "../parts/follow.ts";
import { DraftHint } from "./DraftState.tsx";
import { choose, chooseTo, isChosen } from "./choosing.ts";
import { Writing } from "./Presence.tsx";

/** A conversation in the list. */
export function Row({ row, current }: { row: ConversationRow; current: boolean }) {
  const words = t().list;
  const who = row.contact_name || row.contact_address || nameless(row.channel_id);
  const team = teams.value.get(row.team_id ?? "");
  const assignee = users.value.get(row.assignee_id ?? "");
  const to = { ...route.value, conversation: row.conversation_id, at: null };
  return (
    <li class={`row-box${isChosen(row.conversation_id) ? " chosen" : ""}${row.unread ? " unread" : ""}`}>
      <input type="checkbox" class="row-choose" aria-label={t().bulk.select(who)} checked={isChosen(row.conversation_id)} onChange={() => choose(row.conversation_id)} />
      <a class="row" href={address(to)} aria-current={current ? "true" : undefined} onClick={(event) => { if (!event.shiftKey) follow(to)(event); else { event.preventDefault(); chooseTo(row.conversation_id); } }}>
        <Avatar name={who} of={row.contact_id} />
        <span class="row-line">
          <span class="row-who">{row.unread && <span class="hidden">{words.unread}: </span>}{who}</span>
          {row.mention_unseen && <Icon name="mention" label={words.mentioned} />}
          {row.snoozed_until && row.shelf === "snoozed" && <span class="chip" title={words.until(full(row.snoozed_until))}>{short(row.snoozed_until)}</span>}
          <Writing conversation={row.conversation_id} />
          <DraftHint conversation={row.conversation_id} />
          <Due conversation={row.conversation_id} />
          {row.waiting_since && !dues.value.get(row.conversation_id)?.reply_due && <span class="chip warn" title={words.waitingSince(full(row.waiting_since))}>{words.waiting}</span>}
          <time dateTime={row.active_at} title={full(row.active_at)}>{short(row.active_at)}</time>
        </span>
        <span class="row-subject">{row.subject || untitled(row.channel_id)}</span>
        <span class="row-line">
          <span class="row-preview">{row.last_direction === "out" ? `${words.you}: ` : ""}{row.preview || words.calls[row.last_call]}</span>
          {row.tags.slice(0, 2).map((tag) => <span key={tag} class="chip">{tag}</span>)}
          {team && <span class="chip">{team.name}</span>}
          {(row.priority === "high" || row.priority === "urgent") && <Icon name="priority" label={t().handle.priorities[row.priority]} />}
          {row.ticket_id && <Icon name="ticket" label={t().side.ticket} />}
          {assignee && <span title={assignee.name}><Avatar name={assignee.name} of={assignee.user_id} small /><span class="hidden">{assignee.name}</span></span>}
        </span>
      </a>
    </li>
  );
}
