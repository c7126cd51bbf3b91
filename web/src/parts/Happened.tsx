import { useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { HistoryEvent } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { attempt } from "../app/notices.ts";
import { channels, doorName, inboxes, may, teams, users } from "../app/people.ts";
import { language, spoken } from "../i18n/words.ts";
import { WORDS } from "./happened-words.ts";
import "./happened.css";

type Page = { items: HistoryEvent[]; next: string | null };

/** What happened to an object: who did what and when, and what that changed; read when it is opened, for who may (AUD-01). */
export function Happened({ kind, id, needs }: { kind: string; id: string; needs: string }) {
  const words = spoken(WORDS);
  const [events, show] = useState<HistoryEvent[] | null>(null);
  if (!may(needs) && !may("audit_read")) return null;
  const read = () => void attempt(async () => show(await all(`/history/${kind}/${id}`)));
  return (
    <details class="happened" onToggle={(event) => { if (event.currentTarget.open) read(); }}>
      <summary>{words.title}</summary>
      {events === null ? <p role="status">{words.loading}</p> : <ol>{events.filter((one) => one.event.startsWith(`${kind}.`)).toReversed().map((one) => <Event key={one.position} event={one} />)}</ol>}
    </details>
  );
}

function Event({ event }: { event: HistoryEvent }) {
  const words = spoken(WORDS);
  const did = event.event.split(".").at(-1) ?? "";
  const by = event.actor.startsWith("user:") ? users.value.get(event.actor.slice(5))?.name ?? words.someone : words.itself;
  const changes = event.changes.filter((one) => !isBlank(one.before) || !isBlank(one.after));
  return (
    <li>
      <p><strong>{words.did[did as keyof typeof words.did] ?? did.replaceAll("_", " ")}</strong> <small>{by} · <time dateTime={event.at}>{full(event.at)}</time></small></p>
      {changes.length > 0 && <dl>{changes.map((one) => (
        <div key={one.field}><dt>{words.fields[one.field as keyof typeof words.fields] ?? one.field.replaceAll("_", " ")}</dt>
          <dd>{isBlank(one.before) ? null : <><del>{said(one.before, words)}</del>{" → "}</>}<ins>{said(one.after, words)}</ins></dd></div>
      ))}</dl>}
    </li>
  );
}

async function all(path: string): Promise<HistoryEvent[]> {
  const found: HistoryEvent[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Page = await get<Page>(path, { cursor, limit: 100 });
    found.push(...page.items);
    if (!page.next) return found;
    cursor = page.next;
  }
}

const isBlank = (value: unknown): boolean => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** A day of the week, from when, until when. */
const isRange = (value: unknown): value is [number, string, string] => Array.isArray(value) && value.length === 3 && typeof value[0] === "number" && /^\d\d:\d\d$/.test(String(value[1]));
const day = (number: number): string => new Intl.DateTimeFormat(language.value, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + number));

/** A value as people read it: names instead of ids, lists with commas, parts of things by their names. */
function said(value: unknown, words: (typeof WORDS)["en"]): string {
  if (isBlank(value)) return words.nothing;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (isRange(value)) return `${day(value[0])} ${value[1]}–${value[2]}`;
  if (Array.isArray(value)) return value.map((one) => said(one, words)).join(", ");
  if (typeof value === "object") return Object.entries(value as object).filter(([, one]) => !isBlank(one) && one !== false).map(([name, one]) => `${words.fields[name as keyof typeof words.fields] ?? name.replaceAll("_", " ")}: ${said(one, words)}`).join("; ");
  const text = String(value);
  const door = channels.value.get(text);
  return users.value.get(text)?.name ?? teams.value.get(text)?.name ?? inboxes.value.get(text)?.name ?? (door ? doorName(door) : words.values[text as keyof typeof words.values] ?? text);
}
