import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { call, get } from "../api/client.ts";
import type { ConsentOfContact, ConsentsOfContact, Contact } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { attempt, tell } from "../app/notices.ts";
import { channels, doorName, may } from "../app/people.ts";
import { watch } from "../live/stream.ts";
import { words } from "./words.ts";
import "./whatsapp.css";

/** Whether somebody wants messages by WhatsApp, number by number, and recording by hand what they said about it (WAB-03). */
export default function Opting({ person }: { person: Contact }) {
  const said = words();
  const [found, show] = useState<ConsentOfContact[] | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const read = () => void get<ConsentsOfContact>(`/contacts/${person.contact_id}/consents`, {}, leaving.signal).then(({ items }) => show(items.filter((one) => one.purpose === "messages")), () => undefined);
    read();
    const end = watch((frame) => { if (frame.kind.startsWith("consent.") || frame.kind === "reset") read(); });
    return () => { end(); leaving.abort(); };
  }, [person.contact_id]);
  const numbers = [...channels.value.values()].filter((one) => one.kind === "whatsapp" && one.state !== "connecting" && one.state !== "disconnected");
  if (!found || numbers.length === 0) return null;
  return (
    <section class="wa-opting" aria-label={said.messages}><h3>{said.messages}</h3>
      {numbers.map((one) => <Of key={one.channel_id} person={person} channel={one.channel_id} name={numbers.length > 1 ? doorName(one) : ""} now={found.find(({ channel_id }) => channel_id === one.channel_id)} />)}
    </section>
  );
}

function Of({ person, channel, name, now }: { person: Contact; channel: string; name: string; now: ConsentOfContact | undefined }) {
  const said = words();
  const [asking, ask] = useState<null | "in" | "out">(null);
  const [reason, say] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  // before another key is read: what is typed at once must not be taken for keys
  useLayoutEffect(() => {
    if (asking || asked.current) box.current?.querySelector<HTMLElement>(asking ? "input" : "button")?.focus();
    asked.current = asking !== null;
  }, [asking]);
  const isOut = now?.state === "withdrawn";
  const record = async () => {
    const given = asking === "in";
    const body = { channel_id: channel, given, reason: reason.trim() };
    if (!(await attempt(() => call("POST", `/contacts/${person.contact_id}/consents/messages`, { body, key: crypto.randomUUID() })))) return;
    ask(null);
    say("");
    tell(given ? said.recordedIn : said.recordedOut);
  };
  return (
    <div ref={box} class="wa-opting">
      <p><span class={`chip ${now ? (isOut ? "withdrawn" : "given") : ""}`} title={now && full(now.changed_at)}>{now ? (isOut ? said.refusedBy : said.agreed) : said.unasked}</span> <small>{name}</small></p>
      {may("compliance_manage") && !asking && <p class="line-of">{(!now || isOut) && <button type="button" onClick={() => ask("in")}>{said.optIn}</button>}{!isOut && <button type="button" onClick={() => ask("out")}>{said.optOut}</button>}</p>}
      {asking && (
        <form onSubmit={(event) => { event.preventDefault(); void record(); }} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); ask(null); } }}>
          <p><small>{asking === "in" ? said.inHint : said.outHint}</small></p>
          <label>{said.why}<input required maxLength={500} pattern=".*\S.*" placeholder={said.whyHint} value={reason} onInput={(event) => say(event.currentTarget.value)} /></label>
          <p class="line-of"><button type="submit" class="main">{said.record}</button><button type="button" onClick={() => ask(null)}>{said.cancel}</button></p>
        </form>
      )}
    </div>
  );
}
