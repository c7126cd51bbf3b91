import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Pipeline, PipelineList } from "../api/types.ts";
import { users } from "../app/people.ts";
import { t } from "../i18n/words.ts";
import { words } from "./words.ts";

export type Action = Record<string, string>;
interface Given { action: Action; onChange: (action: Action) => void }

/** What one deed of a macro must say. */
export function ActionFields({ action, onChange }: Given) {
  const said = words();
  const handle = t().handle;
  const label = said.deeds[action["do"] as keyof typeof said.deeds];
  const change = (part: Action) => onChange({ ...action, ...part });
  const choice = (name: string, options: readonly (readonly [string, string])[]) => <select aria-label={label} value={action[name]} onChange={(event) => change({ [name]: event.currentTarget.value })}>{options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}</select>;
  switch (action["do"]) {
    case "reply":
    case "note": return <textarea aria-label={label} rows={4} required dir="auto" value={action["text"]} onInput={(event) => change({ text: event.currentTarget.value })} />;
    case "tag":
    case "untag": return <input type="text" aria-label={label} required maxLength={50} value={action["tag"]} onInput={(event) => change({ tag: event.currentTarget.value })} />;
    case "assign": return choice("user_id", [["me", said.me], ["", said.nobody], ...[...users.value.values()].filter((user) => user.active).map((user) => [user.user_id, user.name] as const)]);
    case "priority": return choice("priority", (["none", "low", "medium", "high", "urgent"] as const).map((one) => [one, handle.priorities[one]] as const));
    case "snooze": return <input type="number" aria-label={label} min={1} max={527_040} required value={action["minutes"]} onInput={(event) => change({ minutes: event.currentTarget.value })} />;
    case "file": return choice("folder", [["archive", handle.archive], ["spam", handle.spam], ["trash", handle.trash], ["", handle.back]]);
    case "ticket": return <TicketFields action={action} onChange={onChange} />;
    default: return null;
  }
}

function TicketFields({ action, onChange }: Given) {
  const said = words();
  const [pipelines, setPipelines] = useState<Pipeline[]>([]);
  const chosen = pipelines.find((one) => one.pipeline_id === action["pipeline_id"]);
  const first = (one: Pipeline | undefined) => ({ pipeline_id: one?.pipeline_id ?? "", stage: String(one?.stages[0]?.key ?? "") });
  useEffect(() => {
    get<PipelineList>("/pipelines").then(({ items }) => { setPipelines(items); if (!action["pipeline_id"]) onChange({ ...action, ...first(items[0]) }); }, () => undefined);
  }, []);
  return (
    <>
      <input type="text" aria-label={said.name} required value={action["name"]} onInput={(event) => onChange({ ...action, name: event.currentTarget.value })} />
      <select aria-label={said.pipeline} value={action["pipeline_id"]} onChange={(event) => onChange({ ...action, ...first(pipelines.find((one) => one.pipeline_id === event.currentTarget.value)) })}>{pipelines.map((one) => <option key={one.pipeline_id} value={one.pipeline_id}>{one.name}</option>)}</select>
      <select aria-label={said.stage} value={action["stage"]} onChange={(event) => onChange({ ...action, stage: event.currentTarget.value })}>{chosen?.stages.map((stage) => <option key={stage.key} value={stage.key}>{stage.name}</option>)}</select>
    </>
  );
}
