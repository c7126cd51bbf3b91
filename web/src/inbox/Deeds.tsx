import type { Thread } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { attempt } from "../app/notices.ts";
import { overlay } from "../app/overlay.ts";
import { inboxes } from "../app/people.ts";
import { later, monday, tomorrow } from "../app/times.ts";
import { WORDS } from "../forwarded/words.ts";
import { spoken, t } from "../i18n/words.ts";
import { type Deed, handle } from "./handling.ts";
import { place, startPicking, type Wanted } from "./placing.ts";
import { before } from "./thread.ts";

/** What is in the menu of what is done more rarely: put off, put away and back, brought elsewhere, whose it is. */
export default function Deeds({ thread, close }: { thread: Thread; close: () => void }) {
  const words = t().handle;
  const act = (deed: Deed) => { close(); void handle([before(thread)], deed); };
  const until = (at: Date) => act({ do: "snooze", until: at.toISOString() });
  const ask = (what: Wanted) => { close(); place(what); };
  const whose = () => { close(); void attempt(async () => { overlay.value = (await import("../forwarded/Whose.tsx")).default; }); };
  const item = (text: string, deed: () => void) => <li><button type="button" class="bare" onClick={deed}>{text}</button></li>;
  return (
    <>
      <h3>{thread.snoozed_until ? words.until(full(thread.snoozed_until)) : words.snooze}</h3>
      <ul>
        {thread.snoozed_until && item(words.wake, () => act({ do: "wake" }))}
        {item(words.later, () => until(later(new Date())))}
        {item(words.tomorrow, () => until(tomorrow(new Date())))}
        {item(words.week, () => until(monday(new Date())))}
        <li><label>{words.pick} <input type="datetime-local" onChange={(event) => { if (event.currentTarget.value) until(new Date(event.currentTarget.value)); }} /></label></li>
      </ul>
      <ul>
        {(["spam", "trash", "archive"] as const).filter((folder) => folder !== thread.folder).map((folder) => item(words[folder], () => act({ do: "file", folder })))}
        {thread.folder && item(words.back, () => act({ do: "file", folder: "" }))}
      </ul>
      <ul>
        {inboxes.value.size > 1 && item(words.toInbox, () => ask("inbox"))}
        {item(words.merge, () => ask("merge"))}
        {item(words.splitOff, () => { close(); startPicking(); })}
        {thread.messages.some((one) => one.direction === "in") && item(spoken(WORDS).whose, whose)}
      </ul>
    </>
  );
}
