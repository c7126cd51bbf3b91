import type { Thread } from "../api/types.ts";
import { attempt, tell } from "../app/notices.ts";
import { hasLine, isChat, may, teams, untitled, users } from "../app/people.ts";
import { go, route } from "../app/route.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { Later } from "../parts/Later.tsx";
import { Due } from "../promises/Due.tsx";
import { contactName } from "./contact.ts";
import { More } from "./More.tsx";
import { Presence } from "./Presence.tsx";
import { sideOpen } from "./Side.tsx";
import { assign, setOpen } from "./thread.ts";

const loadCall = () => import("../calling/Button.tsx");
const loadVisitor = () => import("../chatting/Visitor.tsx");

/** Subject, who has it, and what can be done with it. */
export function ThreadHead({ thread }: { thread: Thread }) {
  const words = t();
  const past = route.value.at !== null;
  const idle = past || !may("conversation_write");
  const team = teams.value.get(thread.team_id ?? "");
  const give = (to: string) => void attempt(() => (teams.value.has(to) ? assign(thread.conversation_id, null, to) : assign(thread.conversation_id, to || null)));
  return (
    <header class="thread-head">
      <button type="button" class="bare only-narrow" aria-label={words.thread.back} onClick={() => go({ conversation: null })}><Icon name="back" /></button>
      <div class="thread-about">
        <h2 id="thread-title" title={thread.subject ?? ""}>{thread.subject || untitled(thread.channel_id)}</h2>
        <small>{contactName.value} · {words.thread.status[thread.status]}{team && ` · ${team.name}`}{!past && isChat(thread.channel_id) && <Later load={loadVisitor} with={{ conversation: thread.conversation_id }} />}</small>
      </div>
      {!past && hasLine() && <Later load={loadCall} with={{ thread }} />}
      {!past && <Due conversation={thread.conversation_id} />}
      <Presence conversation={thread.conversation_id} />
      <label class="hidden" for="assignee">{words.thread.assignee}</label>
      <select id="assignee" disabled={idle} value={thread.assignee_id ?? team?.team_id ?? ""} onChange={(event) => give(event.currentTarget.value)}>
        <option value="">{words.thread.nobody}</option>
        {[...users.value.values()].filter((user) => user.active || user.user_id === thread.assignee_id).map((user) => <option key={user.user_id} value={user.user_id}>{user.name}</option>)}
        {teams.value.size > 0 && <optgroup label={words.thread.teams}>{[...teams.value.values()].map((one) => <option key={one.team_id} value={one.team_id}>{one.name}</option>)}</optgroup>}
      </select>
      <button type="button" aria-label={words.past.title} aria-pressed={past} class={past ? "time" : ""} onClick={() => go({ at: past ? null : thread.position })}><Icon name="past" /><span class="wide-only">{words.past.title}</span></button>
      <button type="button" aria-label={thread.status === "open" ? words.thread.close : words.thread.reopen} disabled={idle} onClick={() => void toggle(thread)}>
        <Icon name={thread.status === "open" ? "close" : "reopen"} /><span class="wide-only">{thread.status === "open" ? words.thread.close : words.thread.reopen}</span>
      </button>
      <More thread={thread} disabled={idle} />
      <button type="button" class="bare" aria-pressed={sideOpen.value} aria-label={sideOpen.value ? words.side.hide : words.side.open} onClick={() => { sideOpen.value = !sideOpen.value; }}><Icon name="panel" /></button>
    </header>
  );
}

/** Close an open conversation, or open a closed one; it can be undone. */
export async function toggle(thread: Thread): Promise<void> {
  const open = thread.status !== "open";
  const done = await attempt(() => setOpen(thread.conversation_id, open));
  if (done) tell(open ? t().reopened : t().closed, { undo: () => void attempt(() => setOpen(thread.conversation_id, !open)) });
}
