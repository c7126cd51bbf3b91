import { useEffect, useState } from "preact/hooks";
import { call, get } from "../api/client.ts";
import type { OpenSession } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { attempt, tell } from "../app/notices.ts";
import { spoken } from "../i18n/words.ts";
import { device } from "./device.ts";
import { WORDS } from "./words.ts";

/** Where I am signed in, and the way out of it. */
export function Sessions() {
  const words = spoken(WORDS);
  const [all, setAll] = useState<OpenSession[]>([]);
  const read = () => void get<{ items: OpenSession[] }>("/sessions").then(({ items }) => setAll(items)).catch(() => undefined);
  useEffect(read, []);
  const end = (one: OpenSession) => attempt(() => call("DELETE", `/sessions/${one.session_id}`)).then(read);
  const endOthers = () => attempt(async () => { tell(words.ended((await call<{ ended: number }>("POST", "/sessions/end-others")).ended)); }).then(read);
  return (
    <section><h2>{words.sessions}</h2>
      <ul class="lines">{all.map((one) => (
        <li key={one.session_id}><span><strong>{device(one.agent)}</strong> {one.client} {one.current && <span class="chip">{words.here}</span>}<br /><small>{words.seen(full(one.seen_at))}</small></span>
          {!one.current && <button type="button" onClick={() => void end(one)}>{words.end}</button>}</li>
      ))}</ul>
      {all.length > 1 && <p><button type="button" onClick={() => void endOthers()}>{words.endOthers}</button></p>}
    </section>
  );
}
