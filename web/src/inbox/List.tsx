import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { density, ROW_HEIGHT } from "../app/looks.ts";
import { attempt } from "../app/notices.ts";
import { openNewMail } from "../app/overlay.ts";
import { may } from "../app/people.ts";
import { route, type View } from "../app/route.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { Later } from "../parts/Later.tsx";
import { Rows } from "../parts/Rows.tsx";
import { chosen } from "./choosing.ts";
import { news, phase, read, readMore, rows, scrolled, unfinished } from "./list.ts";
import { Row } from "./Row.tsx";
import { SearchButton, SearchPane } from "../search/Pane.tsx";
import { searching } from "../search/opening.ts";
import { look, narrowed, partial, title } from "./views.ts";

const loadBulk = () => import("./Bulk.tsx");
const filters = signal<ComponentType | null>(null);
const open = signal(false);
/** How far down each list was left. */
const left = new Map<View, { top: number }>();

/** The conversations of the chosen view. */
export function List() {
  if (searching.value) return <SearchPane />;
  const words = t();
  const { view, conversation } = route.value;
  const at = rows.value.findIndex((row) => row.conversation_id === conversation);
  const Filters = filters.value;
  const scroll = left.get(view) ?? { top: 0 };
  left.set(view, scroll);
  const own = narrowed.value?.view === view;
  return (
    <section class="list" id="list" aria-labelledby="list-title">
      <header>
        <div class="list-head">
          <h2 id="list-title">{title(view)}</h2>
          <SearchButton />
          <button type="button" class="bare" aria-expanded={open.value} aria-label={own ? `${words.list.filter}: ${words.list.narrowed}` : words.list.filter} title={words.list.filter} onClick={() => void toggle()}><Icon name="filter" />{own && <span class="chip">{words.list.narrowed}</span>}</button>
          {may("conversation_write") && <button type="button" class="bare" title={words.keys.does.compose} aria-label={words.keys.does.compose} onClick={() => void openNewMail()}><Icon name="pen" /></button>}
        </div>
        {partial.value && <p class="list-hint">{look.value ? words.list.partial : words.list.hidden}</p>}
        {open.value && Filters && <Filters key={view} />}
        {chosen.value.length > 0 && <Later load={loadBulk} with={{}} />}
      </header>
      {news.value > 0 && <div class="fresh-place"><button type="button" class="fresh" onClick={toTop}>{words.list.fresh(news.value)}</button></div>}
      {rows.value.length > 0 && (
        <Rows key={view} items={rows.value} height={ROW_HEIGHT[density.value]} label={title(view)} active={at} busy={phase.value !== "ready"}
          steady={{ keyOf: (row) => row.conversation_id, scroll, onScrolled }}
          onEnd={() => void readMore()} draw={(row) => <Row key={row.conversation_id} row={row} current={row.conversation_id === conversation} />} />
      )}
      {rows.value.length === 0 && <Nothing />}
    </section>
  );
}

function onScrolled(down: boolean): void {
  scrolled.value = down;
  if (!down) news.value = 0;
}

function toTop(): void {
  document.querySelector(".list .rows")?.scrollTo({ top: 0 });
}

async function toggle(): Promise<void> {
  await attempt(async () => { filters.value ??= (await import("./filters/Filters.tsx")).default; });
  open.value = !open.value;
}

function Nothing() {
  const words = t();
  if (phase.value === "failed")
    return <div class="nothing"><p>{words.list.failed}</p><button type="button" onClick={() => void read()}>{words.composer.again}</button></div>;
  if (phase.value === "loading") return <div class="waiting-rows" role="status" aria-label={words.thread.loading}>{Array.from({ length: 8 }, (_, index) => <i key={index} />)}</div>;
  if (phase.value === "gone") return partial.value ? null : <div class="nothing"><p>{words.list.gone}</p></div>;
  if (unfinished.value) return <div class="nothing"><p>{words.list.none}</p><button type="button" disabled={phase.value !== "ready"} onClick={() => void readMore()}>{words.list.further}</button></div>;
  return <div class="nothing"><p>{route.value.view === "open" && !narrowed.value ? words.list.emptyOpen : words.list.empty}</p></div>;
}
