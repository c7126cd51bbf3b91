import type { Thread } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { channels, doorName } from "../app/people.ts";
import { t } from "../i18n/words.ts";
import { Marks } from "./Marks.tsx";
import { Properties } from "./Properties.tsx";

/** What a conversation is about: how it came, its properties and its tags. */
export function Matters({ thread }: { thread: Thread }) {
  const words = t().side;
  return (
    <>
      <section><h3>{words.conversation}</h3>
        <dl><dt>{words.channel}</dt><dd>{doorName(channels.value.get(thread.channel_id))}</dd><dt>{words.started}</dt><dd>{full(thread.started_at)}</dd></dl></section>
      <Properties key={`of ${thread.conversation_id}`} thread={thread} />
      <section><h3>{t().handle.tags}</h3><Marks key={thread.conversation_id} thread={thread} /></section>
    </>
  );
}
