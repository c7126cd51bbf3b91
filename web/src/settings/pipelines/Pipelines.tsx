import { useState } from "preact/hooks";
import type { Channel, Pipeline } from "../../api/types.ts";
import { doorName, may } from "../../app/people.ts";
import { spoken, t } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { useRead } from "../reading.ts";
import { Automation } from "./Automation.tsx";
import { TicketProperties } from "./TicketProperties.tsx";
import { Stages } from "./Stages.tsx";
import { WORDS } from "./words.ts";

const EDIT = "account_access";

/** Pipelines with their stages, the properties of tickets, and what channels make tickets of (TKT-02, TKT-04). */
export default function Pipelines() {
  const words = spoken(WORDS);
  const { found, failed } = useRead<{ items: Pipeline[] }>("/pipelines", /^(pipeline|account)\./);
  const channels = useRead<{ items: Channel[] }>("/channels", /^channel\./).found?.items ?? [];
  if (!found) return <p role="status">{failed || t().thread.loading}</p>;
  return (
    <>
      <p><small>{words.hint}</small></p>
      <div class="cards">{found.items.map((one) => <One key={one.pipeline_id} pipeline={one} channels={channels} />)}</div>
      {may(EDIT) && <New />}
      <TicketProperties />
      <Automation channels={channels} pipelines={found.items} />
    </>
  );
}

function One({ pipeline, channels }: { pipeline: Pipeline; channels: Channel[] }) {
  const words = spoken(WORDS);
  const path = `/pipelines/${pipeline.pipeline_id}`;
  const still = !may(EDIT);
  const using = channels.filter((one) => automationOf(one)?.enabled && automationOf(one)?.pipeline_id === pipeline.pipeline_id);
  const rename = (name: string) => { if (name.trim() && name.trim() !== pipeline.name) void change("PUT", `${path}/name`, { body: { name }, version: pipeline.version }, words.saved); };
  return (
    <section class="card" aria-label={pipeline.name}>
      <p class="line-of">
        <input key={pipeline.name} class="pipeline-name" aria-label={words.rename} disabled={still} maxLength={200} defaultValue={pipeline.name} onChange={(event) => rename(event.currentTarget.value)} />
        {pipeline.default && <span class="chip">{words.usual}</span>}{pipeline.archived && <span class="chip">{words.archived}</span>}
      </p>
      <Stages pipeline={pipeline} still={still || pipeline.archived} />
      {using.length > 0 && !pipeline.default && <p><small>{words.used(using.map(doorName).join(", "))}</small></p>}
      {!still && <p class="line-of">
        {!pipeline.default && !pipeline.archived && <button type="button" onClick={() => void change("PUT", "/default-pipeline", { body: { pipeline_id: pipeline.pipeline_id } }, words.saved)}>{words.makeUsual}</button>}
        {!pipeline.default && <button type="button" onClick={() => void change(pipeline.archived ? "DELETE" : "PUT", `${path}/archive`, { version: pipeline.version }, words.saved)}>{pipeline.archived ? words.restore : words.archive}</button>}
      </p>}
    </section>
  );
}

function New() {
  const words = spoken(WORDS);
  const [name, setName] = useState("");
  const make = async () => { if (await change("POST", "/pipelines", { body: { name } }, words.made)) setName(""); };
  return (
    <form class="new-pipeline" onSubmit={(event) => { event.preventDefault(); void make(); }}>
      <label>{words.make}<input required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
      <button type="submit">{words.create}</button>
    </form>
  );
}

/** What a channel makes of new conversations, as the server keeps it. */
export const automationOf = (channel: Channel) => channel.ticket_automation as { enabled: boolean; pipeline_id: string | null; stage: string; priority: string; category: string; owner: string; properties?: { property_id: string; value: string }[] } | null;
