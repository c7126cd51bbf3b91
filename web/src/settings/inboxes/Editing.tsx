import { useState } from "preact/hooks";
import type { Channel, Pipeline } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { linkTo } from "../opened.ts";
import { useRead } from "../reading.ts";
import { WORDS } from "./words.ts";

type Signing = { from_name: string; company_name: string; from_address: string };
type Automation = { enabled: boolean; pipeline_id: string | null; stage: string; priority: string; category: string; owner: string };

/** What a channel is set to do: how its mail is signed, and whether conversations become tickets. */
export function Editing({ channel }: { channel: Channel }) {
  return <div class="cards"><Sender channel={channel} /><Tickets channel={channel} /></div>;
}

function Sender({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const before = channel.sender as Signing | null;
  const [as, setAs] = useState<Signing>(before ?? { from_name: "agent_and_company", company_name: "", from_address: "" });
  const put = (part: Partial<Signing>) => setAs({ ...as, ...part });
  const save = () => void change("PUT", `/channels/${channel.channel_id}/sender`, { body: as, version: channel.version }, words.saved);
  if (!before) return null;
  return (
    <form onSubmit={(event) => { event.preventDefault(); save(); }}>
      <label>{words.company}<input required maxLength={200} value={as.company_name} onInput={(event) => put({ company_name: event.currentTarget.value })} /></label>
      <label>{words.fromName}<select value={as.from_name} onChange={(event) => put({ from_name: event.currentTarget.value })}>
        <option value="agent_and_company">{words.both(as.company_name)}</option><option value="company">{words.only(as.company_name)}</option></select></label>
      <label>{words.fromAddress}<input type="email" value={as.from_address} placeholder={channel.address} onInput={(event) => put({ from_address: event.currentTarget.value })} /></label>
      <p><button type="submit">{words.save}</button></p>
    </form>
  );
}

const NONE: Automation = { enabled: false, pipeline_id: null, stage: "new", priority: "medium", category: "", owner: "conversation" };

/** Whether conversations become tickets by themselves; the account's age may forbid it (ACC-08). */
function Tickets({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const { found } = useRead<{ items: Pipeline[] }>("/pipelines", /^pipeline\./);
  const now = (channel.ticket_automation as Automation | null) ?? NONE;
  const set = (enabled: boolean, pipeline_id: string | null, stage: string) =>
    void change("PUT", `/channels/${channel.channel_id}/tickets`, { body: { ...now, enabled, pipeline_id, stage }, version: channel.version }, words.saved);
  const pipelines = found?.items ?? [];
  const chosen = pipelines.find((one) => one.pipeline_id === now.pipeline_id) ?? pipelines[0];
  if (!channel.ticket_automation) return null;
  return (
    <div class="card">
      <label class="check"><input type="checkbox" role="switch" checked={now.enabled} disabled={!chosen} onChange={(event) => set(event.currentTarget.checked, chosen?.pipeline_id ?? null, chosen?.stages[0]?.key ?? "new")} />{words.tickets}</label>
      {now.enabled && chosen && <label>{words.pipeline}<select value={chosen.pipeline_id} onChange={(event) => { const to = pipelines.find((one) => one.pipeline_id === event.currentTarget.value); if (to) set(true, to.pipeline_id, to.stages[0]?.key ?? "new"); }}>
        {pipelines.map((one) => <option key={one.pipeline_id} value={one.pipeline_id}>{one.name}</option>)}</select></label>}
      <p><small>{words.ticketsHint} <a {...linkTo("subscription")}>{words.subscription}</a></small></p>
    </div>
  );
}
