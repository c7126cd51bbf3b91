import { useState } from "preact/hooks";
import type { Channel, Pipeline, TicketPropertyDefinition as Definition } from "../../api/types.ts";
import { doorName, may, users } from "../../app/people.ts";
import { spoken } from "../../i18n/words.ts";
import { change } from "../changing.ts";
import { useRead } from "../reading.ts";
import { automationOf } from "./Pipelines.tsx";
import { WORDS } from "./words.ts";

/** What each channel makes of new conversations, with the values tickets begin with (EML-12, TKT-02, TKT-05). */
export function Automation({ channels, pipelines }: { channels: Channel[]; pipelines: Pipeline[] }) {
  const words = spoken(WORDS);
  const definitions = useRead<{ items: Definition[] }>("/ticket-properties", /^account\./).found?.items ?? [];
  const connected = channels.filter((one) => one.state !== "disconnected");
  return (
    <section class="card" aria-labelledby="channel-tickets">
      <h3 id="channel-tickets">{words.channels}</h3>
      <p><small>{words.channelsHint}</small></p>
      {connected.length === 0 && <p>{words.noChannels}</p>}
      {connected.map((one) => (
        <details key={one.channel_id}>
          <summary>{doorName(one)} <small>{automationOf(one)?.enabled ? words.on : words.off}</small></summary>
          <Form key={JSON.stringify(one.ticket_automation)} channel={one} pipelines={pipelines} definitions={definitions.filter((each) => !each.archived)} />
        </details>
      ))}
    </section>
  );
}

interface Step {
  /** What the button says, where saving is a step of something longer, and what follows it. */
  label?: string;
  done?: () => void;
}

/** What one channel makes of new conversations, wherever it is set. */
export function TicketsOf({ channel, ...step }: { channel: Channel } & Step) {
  const pipelines = useRead<{ items: Pipeline[] }>("/pipelines", /^pipeline\./).found;
  const definitions = useRead<{ items: Definition[] }>("/ticket-properties", /^account\./).found;
  return pipelines && definitions && <Form channel={channel} pipelines={pipelines.items} definitions={definitions.items.filter((one) => !one.archived)} {...step} />;
}

function Form({ channel, pipelines, definitions, label, done }: { channel: Channel; pipelines: Pipeline[]; definitions: Definition[] } & Step) {
  const words = spoken(WORDS);
  const was = automationOf(channel);
  const usual = pipelines.find((one) => one.default) ?? pipelines.find((one) => !one.archived);
  const [busy, work] = useState(false);
  const [enabled, switchOn] = useState(was?.enabled ?? false);
  const [chosen, choose] = useState(was?.pipeline_id ?? usual?.pipeline_id ?? "");
  const pipeline = pipelines.find((one) => one.pipeline_id === chosen);
  const had = new Map(was?.properties?.map((one) => [one.property_id, one.value]));
  const stage = now(pipeline, was?.stage ?? "");
  const save = async (form: HTMLFormElement) => {
    const said = Object.fromEntries([...new FormData(form)].map(([field, value]) => [field, String(value)]));
    const values = definitions.map((one) => [one.property_id, said[one.property_id] ?? ""]).filter(([, value]) => value);
    const { stage: into, priority, category, owner } = said;
    const body = { enabled, pipeline_id: chosen || null, stage: into, priority, category, owner, properties: Object.fromEntries(values) as Record<string, string> };
    work(true);
    const saved = await change("PUT", `/channels/${channel.channel_id}/tickets`, { body, version: channel.version }, done ? "" : words.saved);
    work(false);
    if (saved) done?.();
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(event.currentTarget); }}>
      <fieldset class="plain" disabled={!may("channel_edit") && !may("account_access")}>
        <label class="check"><input type="checkbox" checked={enabled} onChange={(event) => switchOn(event.currentTarget.checked)} />{words.enabled}</label>
        <div class="of-two">
          <label>{words.pipeline}<select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>{pipelines.filter((one) => !one.archived || one.pipeline_id === chosen).map((one) => <option key={one.pipeline_id} value={one.pipeline_id}>{one.name}</option>)}</select></label>
          <label>{words.inStage}<select key={chosen} name="stage">{pipeline?.stages.map((one) => <option key={one.key} value={one.key} selected={one.key === stage}>{one.name}</option>)}</select></label>
          <label>{words.priority}<select name="priority">{Object.entries(words.priorities).map(([value, text]) => <option key={value} value={value} selected={value === (was?.priority ?? "medium")}>{text}</option>)}</select></label>
          <label>{words.category}<input name="category" maxLength={200} defaultValue={was?.category ?? ""} /></label>
          <label>{words.owner}<select name="owner">
            {Object.entries(words.owners).map(([value, text]) => <option key={value} value={value} selected={value === (was?.owner ?? "conversation")}>{text}</option>)}
            {[...users.value.values()].filter((user) => user.active).map((user) => <option key={user.user_id} value={user.user_id} selected={user.user_id === was?.owner}>{user.name}</option>)}</select></label>
          {definitions.map((one) => <label key={one.property_id}>{one.name}<Value of={one} value={had.get(one.property_id) ?? ""} /></label>)}
        </div>
        <p><small>{words.ownerHint}</small></p>
        <p><button type="submit" class="main" disabled={busy}>{label ?? words.save}</button></p>
      </fieldset>
    </form>
  );
}

function Value({ of, value }: { of: Definition; value: string }) {
  const words = spoken(WORDS);
  if (of.kind === "choice" || of.kind === "checkbox") {
    const choices = of.kind === "choice" ? of.choices.map((one) => [one, one] as const) : ([["true", words.yes], ["false", words.no]] as const);
    return <select name={of.property_id}><option value="">{words.empty}</option>{choices.map(([one, text]) => <option key={one} value={one} selected={one === value}>{text}</option>)}</select>;
  }
  if (of.kind === "date") return <input name={of.property_id} type="date" defaultValue={value} />;
  return <input name={of.property_id} type="text" inputMode={of.kind === "number" ? "decimal" : "text"} maxLength={1000} defaultValue={value} />;
}

/** The stage that stands for a key: itself, or where tickets of a removed one go. */
function now(pipeline: Pipeline | undefined, key: string): string {
  const removed = (pipeline?.removed ?? {}) as Record<string, string>;
  const next = removed[key];
  return next === undefined ? key : now(pipeline, next);
}
