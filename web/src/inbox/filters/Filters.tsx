import { useEffect, useState } from "preact/hooks";
import { channels, doorName, inboxes, teams, users } from "../../app/people.ts";
import { spoken, t } from "../../i18n/words.ts";
import { Icon } from "../../parts/Icon.tsx";
import { needDefinitions } from "../properties.ts";
import { type Look, PRIORITIES, type Sort, sortsOf } from "../look.ts";
import { look, narrow, narrowed } from "../views.ts";
import { Property, said } from "./Property.tsx";
import { Saving } from "./Saving.tsx";
import { WORDS } from "./words.ts";
import "./filters.css";

type Listed = "inbox_ids" | "channel_ids" | "assignee_ids" | "priorities" | "kinds" | "team_ids" | "dues";
const LISTED: readonly Listed[] = ["assignee_ids", "team_ids", "priorities", "dues", "inbox_ids", "channel_ids", "kinds"];

/** What narrows and orders the list, and the view it can be saved as. */
export default function Filters() {
  const words = spoken(WORDS);
  const now = look.value;
  useEffect(needDefinitions, []);
  if (!now) return null;
  return (
    <div class="filters" role="group" aria-label={t().list.filter}>
      <select aria-label={words.sort} value={now.sort} onChange={(event) => narrow({ sort: event.currentTarget.value as Sort })}>
        {sortsOf(now.base).map((sort) => <option key={sort} value={sort}>{words.sorts[sort]}</option>)}
      </select>
      {LISTED.map((name) => <Adding key={name} name={name} now={now} />)}
      <Property now={now} />
      <Tag now={now} />
      <label class="switch"><input type="checkbox" checked={now.waiting} onChange={(event) => narrow({ waiting: event.currentTarget.checked })} />{words.waiting}</label>
      <label class="switch"><input type="checkbox" checked={now.unread} onChange={(event) => narrow({ unread: event.currentTarget.checked })} />{words.unread}</label>
      <Chosen now={now} />
      {narrowed.value && <button type="button" class="bare" onClick={() => { narrowed.value = null; }}>{words.clear}</button>}
      <Saving now={now} />
    </div>
  );
}

/** A list to choose one more value from; nothing to choose, nothing shown. */
function Adding({ name, now }: { name: Listed; now: Look }) {
  const words = spoken(WORDS);
  const left = values(name).filter(([value]) => !now[name].includes(value));
  if (values(name).length < (name === "team_ids" ? 1 : 2)) return null;
  return (
    <select aria-label={`${words.add}: ${words[name]}`} value="" onChange={(event) => narrow({ [name]: [...now[name], event.currentTarget.value] })}>
      <option value="" disabled>{words[name]}</option>
      {left.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
    </select>
  );
}

function Tag({ now }: { now: Look }) {
  const words = spoken(WORDS);
  const [tag, setTag] = useState("");
  const add = (event: Event) => {
    event.preventDefault();
    if (tag.trim()) narrow({ tags: [...new Set([...now.tags, tag.trim()])] });
    setTag("");
  };
  return <form onSubmit={add}><input aria-label={words.addTag} placeholder={words.tag} maxLength={50} value={tag} onInput={(event) => setTag(event.currentTarget.value)} /></form>;
}

function Chosen({ now }: { now: Look }) {
  const words = spoken(WORDS);
  const lists = [...LISTED, "tags" as const].flatMap((name) => now[name].map((value) => ({ key: `${name} ${value}`, label: name === "tags" ? value : labelOf(name, value), without: { [name]: now[name].filter((one) => one !== value) } })));
  const properties = now.properties.map((wanted) => ({ key: Object.values(wanted).join(" "), label: said(wanted), without: { properties: now.properties.filter((one) => one !== wanted) } }));
  const chips = [...lists, ...properties];
  if (chips.length === 0) return null;
  return (
    <ul class="tags">
      {chips.map(({ key, label, without }) => (
        <li key={key} class="chip">{label}
          <button type="button" class="bare" aria-label={words.remove(label)} onClick={() => narrow(without)}><Icon name="x" /></button>
        </li>
      ))}
    </ul>
  );
}

function values(name: Listed): [string, string][] {
  switch (name) {
    case "inbox_ids": return [...inboxes.value.values()].map((one) => [one.inbox_id, one.name]);
    case "channel_ids": return [...channels.value.values()].map((one) => [one.channel_id, doorName(one)]);
    case "assignee_ids": return [...users.value.values()].filter((one) => one.active).map((one) => [one.user_id, one.name]);
    case "team_ids": return [...teams.value.values()].map((one) => [one.team_id, one.name]);
    case "dues": return (["overdue", "soon", "ahead"] as const).map((one) => [one, spoken(WORDS).due[one]]);
    case "priorities": return PRIORITIES.map((one) => [one, t().handle.priorities[one]]);
    case "kinds": return [...new Set([...channels.value.values()].map((one) => one.kind))].map((one) => [one, spoken(WORDS).kind(one)]);
  }
}

const labelOf = (name: Listed, value: string): string => values(name).find(([one]) => one === value)?.[1] ?? value;
