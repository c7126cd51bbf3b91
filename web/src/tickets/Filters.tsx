import { useEffect } from "preact/hooks";
import { channels, users, whoami } from "../app/people.ts";
import { spoken } from "../i18n/words.ts";
import { asked } from "./board.ts";
import { type Asked, EVERYTHING } from "./columns.ts";
import { definitions, readTicketProperties } from "./one.ts";
import { WORDS } from "./words.ts";

const set = (change: Partial<Asked>) => { asked.value = { ...asked.value, ...change }; };

/** What narrows the board and the table: the usual at once, the rest folded away (TKT-04). */
export function Filters() {
  const words = spoken(WORDS);
  const { owner, priority, text } = asked.value;
  return (
    <form class="tickets-filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <input type="search" aria-label={words.look} placeholder={words.look} value={text} maxLength={200} onInput={(event) => set({ text: event.currentTarget.value })} />
      <select aria-label={words.owner} value={owner} onChange={(event) => set({ owner: event.currentTarget.value })}>
        <option value="">{words.anyone}</option><option value="none">{words.nobodys}</option>
        {[...users.value.values()].filter((user) => user.active).toSorted((a) => (a.user_id === whoami.value?.user_id ? -1 : 1)).map((user) => <option key={user.user_id} value={user.user_id}>{user.name}</option>)}
      </select>
      <select aria-label={words.priority} value={priority} onChange={(event) => set({ priority: event.currentTarget.value })}>
        <option value="">{words.any}</option>{Object.entries(words.priorities).map(([value, text]) => <option key={value} value={value}>{text}</option>)}
      </select>
      <details class="tickets-further"><summary>{words.further}</summary><Further /></details>
      {Object.values(asked.value).some(Boolean) && <button type="button" onClick={() => set(EVERYTHING)}>{words.clear}</button>}
    </form>
  );
}

function Further() {
  const words = spoken(WORDS);
  const { category, source, done, from, to } = asked.value;
  const sources = [...new Set([...[...channels.value.values()].map((one) => one.kind), "manual"])];
  useEffect(() => { if (definitions.value.length === 0) void readTicketProperties().catch(() => undefined); }, []);
  return (
    <div class="ticket-line">
      <label>{words.state} <select value={done} onChange={(event) => set({ done: event.currentTarget.value as Asked["done"] })}>
        <option value="">{words.doneOrNot}</option><option value="open">{words.undone}</option><option value="done">{words.done}</option></select></label>
      <label>{words.source} <select value={source} onChange={(event) => set({ source: event.currentTarget.value })}>
        <option value="">{words.anywhere}</option>{sources.map((one) => <option key={one} value={one}>{words.sources[one] ?? one}</option>)}</select></label>
      <label>{words.category} <input value={category} maxLength={200} onChange={(event) => set({ category: event.currentTarget.value })} /></label>
      <label>{words.openedFrom} <input type="date" value={from} max={to} onChange={(event) => set({ from: event.currentTarget.value })} /></label>
      <label>{words.openedTo} <input type="date" value={to} min={from} onChange={(event) => set({ to: event.currentTarget.value })} /></label>
      {definitions.value.length > 0 && <Property />}
    </div>
  );
}

function Property() {
  const words = spoken(WORDS);
  const { property, value } = asked.value;
  const of = definitions.value.find((one) => one.property_id === property);
  const choices = of?.kind === "checkbox" ? [["true", words.yes], ["false", words.no]] : of?.choices.map((one) => [one, one]);
  const change = (next: string) => set({ value: next });
  return (
    <>
      <label>{words.property} <select value={property} onChange={(event) => set({ property: event.currentTarget.value, value: "" })}>
        <option value="">–</option>{definitions.value.map((one) => <option key={one.property_id} value={one.property_id}>{one.name}</option>)}</select></label>
      {of && (choices?.length
        ? <label>{of.name} <select value={value} onChange={(event) => change(event.currentTarget.value)}><option value="">{words.anyValue}</option>{choices.map(([key, text]) => <option key={key} value={key}>{text}</option>)}</select></label>
        : <label>{of.name} {of.kind === "date"
          ? <input type="date" value={value} onChange={(event) => change(event.currentTarget.value)} />
          : <input value={value} maxLength={1000} placeholder={words.anyValue} onChange={(event) => change(event.currentTarget.value)} />}</label>)}
    </>
  );
}
