import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ChannelLimits } from "../api/types.ts";
import type { Talk } from "../app/people.ts";
import { Slash } from "../canned/Slash.tsx";
import { write, writtenAt } from "../inbox/written.ts";
import { Icon } from "../parts/Icon.tsx";
import { Later } from "../parts/Later.tsx";
import { actOf, Bar, change } from "./Bar.tsx";
import { entered } from "./marks.ts";
import { room, size } from "./sizes.ts";
import { attach, uploading } from "./uploads.ts";
import { words } from "./words.ts";

const loadFiles = () => import("./Files.tsx");

interface Given {
  /** Where it is kept: see `written`. */
  place: string;
  /** The id of the text box. */
  field: string;
  label: string;
  placeholder?: string;
  limits: ChannelLimits | undefined;
  /** Whether it goes where nothing is formatted. */
  plain?: boolean;
  /** The kind of channel it goes by, where people talk. */
  talk?: Talk | undefined;
  /** The channel whose signature stands below it. */
  by?: string | null | undefined;
  /** Recipients that are meant without being named. */
  meant?: number;
  /** Whether nothing may be sent now. */
  held?: boolean | undefined;
  onSend: (close: boolean) => void;
  /** The buttons below; they are told whether it can be sent. */
  children: (ready: boolean) => ComponentChildren;
}

/** A text with formatting, a preview and files, held to what the channel takes. */
export function Writer({ place, field, label, placeholder, limits, plain = false, talk, by = null, meant = 0, held, onSend, children }: Given) {
  const said = words();
  const box = useRef<HTMLTextAreaElement>(null);
  const [previews, setPreviews] = useState(false);
  const one = writtenAt(place);
  const marked = !plain && one.format === "markdown";
  const has = room(one, limits, meant);
  const busy = uploading(place);
  const ready = !held && (one.text.trim() !== "" || one.uploads.length > 0) && has.fits && !busy;
  const give = (files: Iterable<File>) => void attach(place, [...files], limits);
  useEffect(() => { if (!one.text) setPreviews(false); }, [one.text]);
  const keys = (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) => {
    const act = marked ? actOf(event) : null;
    if (act) change(event.currentTarget, act);
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { if (ready) onSend(event.shiftKey); }
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && marked) {
      const { value: text, selectionStart: start, selectionEnd: end } = event.currentTarget;
      const next = entered({ text, start, end });
      if (!next) return;
      change(event.currentTarget, () => next);
    } else if (event.key === "Escape") event.currentTarget.blur();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const paste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    give(files);
  };
  return (
    <>
      {!plain && <div class="writer-head">
        {marked && !previews && <Bar box={box} talk={talk} />}
        <span class="writer-modes">
          <label title={said.plainHint}><input type="checkbox" checked={one.format === "plain"} onChange={(event) => write(place, { format: event.currentTarget.checked ? "plain" : "markdown" })} /> {said.plain}</label>
          <button type="button" class="bare" aria-pressed={previews} disabled={!one.text.trim()} onClick={() => setPreviews(!previews)}>{previews ? said.write : said.preview}</button>
        </span>
      </div>}
      <label class="hidden" for={field}>{label}</label>
      <Slash box={box} conversation={place.startsWith("new") ? null : place} />
      {previews && !plain ? <Later load={() => import("./Preview.tsx")} with={{ text: one.text, format: one.format, kind: talk ?? ("email" as const), channel_id: by }} /> : (
        <textarea id={field} ref={box} rows={3} dir="auto" value={one.text} placeholder={placeholder} aria-describedby={`${field}-room`}
          onInput={(event) => write(place, { text: event.currentTarget.value })} onKeyDown={keys} onPaste={paste} />
      )}
      {(busy || one.uploads.length > 0) && <Later load={loadFiles} with={{ place }} />}
      <p id={`${field}-room`} class="room" role="status">{[
        has.left === null ? "" : has.left < 0 ? said.over(-has.left) : said.left(has.left),
        has.files && limits ? said.tooMany(limits.files) : "", has.bytes && limits ? said.tooBig(size(limits.files_bytes)) : "", has.people && limits ? said.tooManyPeople(limits.recipients) : "", has.wrong ? said.wrong : "", busy ? said.waiting : "",
      ].filter(Boolean).join(" ")}</p>
      <div class="composer-foot">
        <label class="button attach" title={limits ? said.holds(size(limits.files_bytes), limits.files) : said.attach}>
          <Icon name="clip" label={said.attach} />
          <input type="file" class="hidden" multiple onChange={(event) => { give(event.currentTarget.files ?? []); event.currentTarget.value = ""; }} />
        </label>
        {children(ready)}
      </div>
    </>
  );
}
