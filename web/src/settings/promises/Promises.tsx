import type { SlaPolicy } from "../../api/types.ts";
import { may } from "../../app/people.ts";
import { spoken, t } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { linkTo, open, openId } from "../opened.ts";
import { useRead } from "../reading.ts";
import { DueNow } from "./DueNow.tsx";
import { Editor } from "./Editor.tsx";
import { WORDS } from "./words.ts";

const EDIT = "account_access";

/** What customers are promised, by inbox and priority (CNV-10). */
export default function Promises() {
  const words = spoken(WORDS);
  const { found, failed } = useRead<{ items: SlaPolicy[] }>("/sla-policies", /^sla_policy\./);
  const chosen = openId();
  if (!found) return <p role="status">{failed || t().thread.loading}</p>;
  const editing = found.items.find((one) => one.policy_id === chosen);
  if (chosen === "new" || editing) return <Editor key={editing?.version ?? 0} policy={editing ?? null} />;
  return (
    <>
      <p><small>{words.hint}</small></p>
      {found.items.length === 0 && <p>{words.none}</p>}
      <ul>{found.items.map((one) => <Line key={one.policy_id} policy={one} />)}</ul>
      {may(EDIT) && <p><button type="button" onClick={() => open("promises", "new")}>{words.make}</button></p>}
      {may("conversation_read") && <DueNow />}
    </>
  );
}

function Line({ policy }: { policy: SlaPolicy }) {
  const words = spoken(WORDS);
  const path = `/sla-policies/${policy.policy_id}`;
  const archive = (away: boolean) => void change("POST", `${path}/${away ? "archive" : "restore"}`, {}, away ? words.gone : words.back);
  return (
    <li class="item">
      <span class="grows"><a {...linkTo("promises", policy.policy_id)}>{policy.name}</a> <small>{policy.inbox_ids.length === 0 ? words.every : words.chosen(policy.inbox_ids.length)}{policy.channel_ids.length > 0 && `, ${words.byChannels(policy.channel_ids.length)}`}</small></span>
      {policy.archived && <span class="chip">{words.archived}</span>}
      {may(EDIT) && <button type="button" onClick={() => archive(!policy.archived)}>{policy.archived ? words.restore : words.archive}</button>}
    </li>
  );
}
