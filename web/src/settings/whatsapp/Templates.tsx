import { useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { Channel, Template, TemplatesOfChannel } from "../../api/types.ts";
import { full } from "../../app/moments.ts";
import { attempt, tell } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { Bubble } from "../../whatsapp/Bubble.tsx";
import { empty, matching } from "../../whatsapp/template.ts";
import { words as writing } from "../../whatsapp/words.ts";
import { useRead } from "../reading.ts";
import { WORDS } from "./words.ts";

/** The templates of a number as Meta has them, each as people see it, with its state and why; read anew by a button (WAB-02). */
export default function Templates({ channel }: { channel: Channel }) {
  const words = spoken(WORDS);
  const path = `/channels/${channel.channel_id}/templates`;
  const { found, failed } = useRead<TemplatesOfChannel>(path, /^template\./);
  const [typed, type] = useState("");
  const sync = async () => { if (await attempt(() => call("POST", `${path}/sync`, { key: crypto.randomUUID() }))) tell(words.syncing); };
  if (!found) return failed ? <p class="refused" role="alert">{failed}</p> : <p role="status" aria-busy="true">{words.loading}</p>;
  const shown = matching(found.items, typed);
  return (
    <>
      <p><small>{words.templatesHint}</small></p>
      <p class="line-of"><button type="button" onClick={() => void sync()}>{words.sync}</button><small>{found.synced_at ? words.synced(full(found.synced_at)) : words.neverSynced}</small></p>
      {found.items.length === 0 ? <p>{words.noTemplates}</p>
        : <label>{words.search}<input type="search" value={typed} onInput={(event) => type(event.currentTarget.value)} /></label>}
      {found.items.length > 0 && shown.length === 0 && <p role="status">{words.nothing}</p>}
      <ul class="wa-templates">{shown.map((one) => <One key={one.id} one={one} />)}</ul>
    </>
  );
}

function One({ one }: { one: Template }) {
  const words = spoken(WORDS);
  const hint = words.statusHints[one.status];
  const tone = one.status === "approved" ? "good" : one.status === "pending" ? "warn" : "bad";
  return (
    <li class="item">
      <details class="whole">
        <summary><strong>{one.name}</strong> <small>{one.language} · {writing().categories[one.category] ?? one.category}</small> <span class={`chip ${tone}`}>{words.statuses[one.status] ?? one.status}</span></summary>
        {hint && <p><small>{hint}</small></p>}
        {one.reason && <p class="refused">{words.why(one.reason)}</p>}
        <section class="wa-shown" aria-label={words.preview}><Bubble template={one} values={empty(one)} /></section>
      </details>
    </li>
  );
}
