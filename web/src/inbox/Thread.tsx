import { useLayoutEffect, useRef } from "preact/hooks";
import { attempt } from "../app/notices.ts";
import { full, hour, longDay } from "../app/moments.ts";
import { inboxes, users } from "../app/people.ts";
import { go, route } from "../app/route.ts";
import type { Words } from "../i18n/en.ts";
import { t } from "../i18n/words.ts";
import { Later } from "../parts/Later.tsx";
import { dropping } from "../writing/dropping.ts";
import { Composer } from "./Composer.tsx";
import { type Called, sentence } from "./decided.ts";
import { Message } from "./Message.tsx";
import { Pendings } from "./Pendings.tsx";
import { bar, picked } from "./placing.ts";
import { Elsewhere } from "./Elsewhere.tsx";
import { ThreadHead } from "./ThreadHead.tsx";
import { hasOlder, type Item, items, phase, readAgain, readOlder, thread } from "./thread.ts";

const loadPast = () => import("./Past.tsx");

/** The chosen conversation: what was written and decided, and the place to answer. */
export function Thread() {
  const words = t().thread;
  const read = thread.value;
  const Bar = bar.value;
  if (phase.value === "none") return <section class="thread nothing" aria-label={words.none}><h2>{words.none}</h2><p>{words.noneHint}</p></section>;
  if (!read) return <section class="thread nothing" role="status"><p>{phase.value === "loading" ? words.loading : phase.value === "gone" ? words.gone : words.failed}</p>
    {phase.value === "failed" && <button type="button" onClick={() => void readAgain()}>{words.retry}</button>} <button type="button" class="only-narrow" onClick={() => go({ conversation: null })}>{words.back}</button></section>;
  return (
    <section class={route.value.at === null ? "thread" : "thread past"} aria-labelledby="thread-title" {...(route.value.at === null ? dropping(read.conversation_id, read.channel_id) : {})}>
      <ThreadHead thread={read} />
      {route.value.at !== null && <Later load={loadPast} with={{ conversation: read.conversation_id }} />}
      <Log key={read.conversation_id} />
      {picked.value && route.value.at === null && Bar && <Bar />}
      {route.value.at === null ? <Composer key={read.conversation_id} thread={read} /> : <p class="past-foot">{t().past.looking} <kbd>Esc</kbd></p>}
    </section>
  );
}

function Log() {
  const box = useRef<HTMLDivElement>(null);
  const all = items();
  const newest = all.at(-1)?.position ?? 0;
  useLayoutEffect(() => { box.current?.scrollTo({ top: box.current.scrollHeight }); }, [newest]);
  return (
    <div class="log" role="log" tabIndex={0} ref={box} aria-labelledby="thread-title">
      <div>
        {hasOlder() && <button type="button" onClick={() => void attempt(readOlder)}>{t().thread.older}</button>}
        <ol>{all.flatMap((item, index) => [...day(item, all[index - 1]), draw(item)])}</ol>
        <Pendings />
      </div>
    </div>
  );
}

const CALLED: Called = {
  user: (id) => users.value.get(id)?.name ?? "",
  inbox: (id) => inboxes.value.get(id)?.name ?? "",
  priority: (which) => t().handle.priorities[which as keyof Words["handle"]["priorities"]] ?? which,
  moment: full,
};

function draw(item: Item) {
  if ("message" in item) return <Message key={item.position} message={item.message} />;
  return <li key={item.position} class="decision"><span>{sentence(item.decision, t().decided, CALLED)}</span> <Elsewhere decision={item.decision} /> <time dateTime={item.decision.at} title={full(item.decision.at)}>{hour(item.decision.at)}</time></li>;
}

function day(item: Item, before: Item | undefined) {
  const at = moment(item);
  return before && new Date(moment(before)).toDateString() === new Date(at).toDateString() ? [] : [<li key={`day ${item.position}`} class="day">{longDay(at)}</li>];
}

const moment = (item: Item): string => ("message" in item ? item.message.at : item.decision.at);
