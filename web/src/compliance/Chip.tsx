import { get } from "../api/client.ts";
import type { ConsentsOfContact } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { useEffect, useState } from "preact/hooks";
import { spoken } from "../i18n/words.ts";
import { watch } from "../live/stream.ts";
import { nameOf } from "./naming.ts";
import { WORDS } from "./words.ts";
import "./compliance.css";

/** Whether somebody agreed, channel by channel, beside what else is known of them. */
export default function Chip({ contact }: { contact: string }) {
  const words = spoken(WORDS);
  const [found, show] = useState<ConsentsOfContact["items"] | null>(null);
  const [failed, fail] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    const read = () => get<ConsentsOfContact>(`/contacts/${contact}/consents`, {}, leaving.signal).then((page) => { show(page.items.filter((one) => one.purpose !== "messages")); fail(false); }, () => { if (!leaving.signal.aborted) fail(true); });
    void read();
    const end = watch((frame) => { if (frame.kind.startsWith("consent.") || frame.kind === "reset") void read(); });
    return () => { end(); leaving.abort(); };
  }, [contact]);
  if (failed) return <small>{words.failed}</small>;
  if (!found) return <small aria-busy="true">...</small>;
  if (found.length === 0) return <>{words.notAsked}</>;
  return (
    <ul class="consent-states">{found.map((one) => (
      <li key={one.consent_id}><span class={`chip ${one.state}`} title={`${words.stateHint[one.state] ?? ""} ${full(one.changed_at)}`}>{words.states[one.state] ?? one.state}</span> <small>{nameOf(one.channel_id)}</small></li>
    ))}</ul>
  );
}
