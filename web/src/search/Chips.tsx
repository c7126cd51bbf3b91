import { longDay } from "../app/moments.ts";
import { channels, doorName, inboxes, users } from "../app/people.ts";
import { VIEWS } from "../app/route.ts";
import { spoken, t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { type Filters, filters, nameOf, narrow } from "./looking.ts";
import { WORDS } from "./words.ts";

type Named = { value: string; name: string };

/** What the search is narrowed by: a chip each, and the form that adds more. */
export function Chips() {
  const words = spoken(WORDS);
  return (
    <div class="search-chips">
      {(Object.keys(filters.value) as (keyof Filters)[]).map((kind) => {
        const said = sayOf(kind);
        return <button key={kind} type="button" class="chip" aria-label={words.remove(said)} onClick={() => narrow({ [kind]: undefined })}>{said}<Icon name="x" /></button>;
      })}
      <details>
        <summary class="chip"><Icon name="plus" />{words.narrow}</summary>
        <div class="menu search-narrow">
          <Choice label={words.place} value={filters.value.place} any={words.everywhere} of={VIEWS.map((view) => ({ value: view, name: t().views[view] }))} choose={(value) => narrow({ place: value as Filters["place"] })} />
          <Choice label={words.direction} value={filters.value.direction ?? undefined} any={words.all} of={(["in", "out", "note"] as const).map((value) => ({ value, name: words[value] }))} choose={(value) => narrow({ direction: value as Filters["direction"] })} />
          <Choice label={words.who} value={filters.value.assignee_ids?.[0]} any={words.anybody} of={named(users.value)} choose={(value) => narrow({ assignee_ids: value === undefined ? undefined : [value] })} />
          <Choice label={words.inbox} value={filters.value.inbox_ids?.[0]} any={words.any} of={named(inboxes.value)} choose={(value) => narrow({ inbox_ids: value === undefined ? undefined : [value] })} />
          <Choice label={words.channel} value={filters.value.channel_ids?.[0]} any={words.any} of={[...channels.value.values()].map((one) => ({ value: one.channel_id, name: doorName(one) }))} choose={(value) => narrow({ channel_ids: value === undefined ? undefined : [value] })} />
          <label>{words.tag}<input value={filters.value.tags?.[0] ?? ""} maxLength={50} onChange={(event) => narrow({ tags: event.currentTarget.value.trim() ? [event.currentTarget.value.trim()] : undefined })} /></label>
          <label>{words.since}<input type="date" value={filters.value.since ?? ""} max={filters.value.until} onChange={(event) => narrow({ since: event.currentTarget.value || undefined })} /></label>
          <label>{words.until}<input type="date" value={filters.value.until ?? ""} min={filters.value.since} onChange={(event) => narrow({ until: event.currentTarget.value || undefined })} /></label>
          <label class="search-flag"><input type="checkbox" checked={filters.value.attached === true} onChange={(event) => narrow({ attached: event.currentTarget.checked || undefined })} />{words.attached}</label>
        </div>
      </details>
    </div>
  );
}

function Choice({ label, value, any, of, choose }: { label: string; value: string | undefined; any: string; of: readonly Named[]; choose: (value: string | undefined) => void }) {
  return (
    <label>{label}
      <select value={value ?? ""} onChange={(event) => choose(event.currentTarget.value || undefined)}>
        <option value="">{any}</option>
        {of.map((one) => <option key={one.value} value={one.value}>{one.name}</option>)}
      </select>
    </label>
  );
}

const named = (all: ReadonlyMap<string, { name: string }>): Named[] => [...all].map(([value, { name }]) => ({ value, name }));

function sayOf(kind: keyof Filters): string {
  const words = spoken(WORDS);
  const { place, direction, tags, since, until } = filters.value;
  switch (kind) {
    case "place": return place && place !== "anywhere" ? t().views[place] : words.everywhere;
    case "direction": return direction ? words[direction] : words.all;
    case "tags": return tags?.[0] ?? "";
    case "since": return words.from(longDay(`${since}T00:00`));
    case "until": return words.to(longDay(`${until}T00:00`));
    case "attached": return words.attached;
    default: return nameOf(kind, filters.value[kind]?.[0] ?? "");
  }
}
