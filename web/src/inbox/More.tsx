import { useRef } from "preact/hooks";
import type { Thread } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { inboxes } from "../app/people.ts";
import { later, monday, tomorrow } from "../app/times.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { type Deed, handle } from "./handling.ts";
import { place, startPicking, type Wanted } from "./placing.ts";
import { before } from "./thread.ts";

/** The menu of what is done more rarely: put off, put away and back, brought elsewhere. */
export function More({ thread, disabled }: { thread: Thread; disabled: boolean }) {
  const words = t().handle;
  const box = useRef<HTMLDivElement>(null);
  const act = (deed: Deed) => { box.current?.hidePopover(); void handle([before(thread)], deed); };
  const until = (at: Date) => act({ do: "snooze", until: at.toISOString() });
  const ask = (what: Wanted) => { box.current?.hidePopover(); place(what); };
  const item = (text: string, deed: () => void) => <li><button type="button" class="bare" onClick={deed}>{text}</button></li>;
  return (
    <>
      <button type="button" aria-label={words.more} disabled={disabled} popovertarget="more"><Icon name="more" /></button>
      <div id="more" popover="auto" class="menu" ref={box}>
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
          {item(words.splitOff, () => { box.current?.hidePopover(); startPicking(); })}
        </ul>
      </div>
    </>
  );
}
