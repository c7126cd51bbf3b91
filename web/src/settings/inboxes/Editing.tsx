import { useState } from "preact/hooks";
import type { Channel, Pipeline } from "../../api/types.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { linkTo } from "../opened.ts";
import { useRead } from "../reading.ts";
import { WORDS } from "./words.ts";

type Signing = { from_name: string; company_name: string; from_address: string };
type Automation = { enabled: boolean; pipeline_id: string | null; stage: string; priority: string; category: string; owner: string; properties?: { property_id: string; value: string }[] };

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

/** Whether conversations become tickets by themselves; the account's age may forbid it (ACC-08). */
function Tickets({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const { found } = useRead<{ items: Pipeline[] }>("/pipelines", /^pipeline\./);
  const now = channel.ticket_automation as Automation | null;
  const first = found?.items[0];
  if (!now) return null;
  const set = (enabled: boolean) => {
    const into = now.pipeline_id ? {} : { pipeline_id: first?.pipeline_id ?? null, stage: first?.stages[0]?.key ?? "new" };
    const body = { ...now, ...into, enabled, properties: Object.fromEntries((now.properties ?? []).map((one) => [one.property_id, one.value])) };
    void change("PUT", `/channels/${channel.channel_id}/tickets`, { body, version: channel.version }, words.saved);
  };
  return (
    <div class="card">
      <label class="check"><input type="checkbox" role="switch" checked={now.enabled} disabled={!first} onClick={(event) => { event.preventDefault(); set(!now.enabled); }} />{words.tickets}</label>
      <p><small>{words.ticketsHint} <a {...linkTo("subscription")}>{words.subscription}</a> · <a {...linkTo("pipelines")}>{words.pipelines}</a></small></p>
    </div>
  );
}
