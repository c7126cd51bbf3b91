import { route } from "../app/route.ts";
import { density, ROW_HEIGHT } from "../app/looks.ts";
import { t } from "../i18n/words.ts";
import { Rows } from "../parts/Rows.tsx";
import { Bulk } from "./Bulk.tsx";
import { phase, read, readMore, rows } from "./list.ts";
import { Row } from "./Row.tsx";

/** The conversations of the chosen view. */
export function List() {
  const words = t();
  const { view, conversation } = route.value;
  const at = rows.value.findIndex((row) => row.conversation_id === conversation);
  return (
    <section class="list" id="list" aria-labelledby="list-title">
      <header><h2 id="list-title">{words.views[view]}</h2><Bulk /></header>
      {rows.value.length > 0 && (
        <Rows items={rows.value} height={ROW_HEIGHT[density.value]} label={words.views[view]} active={at} busy={phase.value !== "ready"}
          onEnd={() => void readMore()} draw={(row) => <Row key={row.conversation_id} row={row} current={row.conversation_id === conversation} />} />
      )}
      {rows.value.length === 0 && <Nothing />}
    </section>
  );
}

function Nothing() {
  const words = t();
  const { view } = route.value;
  if (phase.value === "failed")
    return <div class="nothing"><p>{words.list.failed}</p><button type="button" onClick={() => void read(view)}>{words.composer.again}</button></div>;
  if (phase.value === "loading") return <div class="waiting-rows" role="status" aria-label={words.thread.loading}>{Array.from({ length: 8 }, (_, index) => <i key={index} />)}</div>;
  return <div class="nothing"><p>{view === "open" ? words.list.emptyOpen : words.list.empty}</p></div>;
}
