import { useLayoutEffect, useRef } from "preact/hooks";
import { spoken } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { Chips } from "./Chips.tsx";
import { hasFilters, items, look, next, phase, text, write } from "./looking.ts";
import { early, FIELD, leaveSearch } from "./opening.ts";
import { remember } from "./recent.ts";
import { Recent } from "./Recent.tsx";
import { Results } from "./Results.tsx";
import { WORDS } from "./words.ts";
import "./search.css";

/** The search in the place of the list: its field, what narrows it, and what was found. */
export default function Search() {
  const words = spoken(WORDS);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    if (early.value) write(early.value);
    else field.current?.select();
    early.value = "";
  }, []);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") leaveSearch();
    else if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else return;
    event.preventDefault();
  };
  return (
    <section class="list search" id="list" aria-labelledby="list-title" onKeyDown={keys}>
      <header>
        <h2 id="list-title" class="hidden">{words.title}</h2>
        <search>
          <form class="search-line" onSubmit={(event) => { event.preventDefault(); remember(text.value); void look(); }}>
            <Icon name="search" />
            <input ref={field} id={FIELD} type="search" enterkeyhint="search" autocomplete="off" maxLength={300} aria-label={words.field} placeholder={words.field} title={words.hint} value={text.value} onInput={(event) => write(event.currentTarget.value)} />
            <button type="button" class="bare" aria-label={words.leave} title={`${words.leave} (Esc)`} onClick={leaveSearch}><Icon name="x" /></button>
          </form>
          <Chips />
        </search>
        <p class="hidden" role="status">{phase.value === "looking" ? words.looking : phase.value === "ready" ? words.found(items.value.length, next.value !== null) : ""}</p>
      </header>
      {phase.value === "idle" ? <Recent /> : <Results filtered={hasFilters.value} />}
    </section>
  );
}

/** Move the focus along the results, from the field on. */
function step(distance: number): void {
  const all = [...document.querySelectorAll<HTMLElement>(`#${FIELD}, .search-results a`)];
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (at >= 0) all[Math.max(0, Math.min(all.length - 1, at + distance))]?.focus();
}
