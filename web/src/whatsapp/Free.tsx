import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Others } from "../answering/Others.tsx";
import { get } from "../api/client.ts";
import type { Thread, Way } from "../api/types.ts";
import { full } from "../app/moments.ts";
import { attempt } from "../app/notices.ts";
import { overlay } from "../app/overlay.ts";
import { reply } from "../inbox/sending.ts";
import { readAgain } from "../inbox/thread.ts";
import { emptyWritten } from "../inbox/written.ts";
import { watch } from "../live/stream.ts";
import { useNow } from "../messenger/ticking.ts";
import { standing, type Told } from "../messenger/window.ts";
import type { Picked } from "./Picker.tsx";
import { words } from "./words.ts";
import "./whatsapp.css";

const HOUR = 60;

interface Given {
  thread: Thread;
  /** How the conversation's own number stands; null where another one answers. */
  told: Told | null;
  by: string;
  /** Told whether words of one's own may not leave. */
  shut: (is: boolean) => void;
}

/** Until when anything may be written by WhatsApp, and the way to a template (WAB-02, WAB-03). */
export default function Free({ told, ...given }: Given) {
  return told ? <Own {...given} told={told} /> : <Elsewhere {...given} />;
}

/** In a conversation of the number: how long is left, ticking. */
function Own({ told, ...given }: Given & { told: Told }) {
  const said = words();
  const { state, minutes } = standing(told, useNow(told));
  // what they want is no part of the conversation, whose frames do not tell of it
  useEffect(() => watch(({ kind }) => { if (kind.startsWith("consent.")) void readAgain(); }), []);
  const until = told.closes_at ? full(told.closes_at) : "";
  const left = state === "open" && <span title={said.leftHint(until)}>{said.left(Math.floor(minutes / HOUR), minutes % HOUR)}</span>;
  return <Stand {...given} isOut={given.thread.opted_out} isOver={!left}>{left || said.over(until)}</Stand>;
}

/** In a conversation that began by another channel: whether they wrote to the number lately, and want messages there. */
function Elsewhere(given: Omit<Given, "told">) {
  const { thread, by } = given;
  const [way, put] = useState<Way | undefined>();
  useEffect(() => {
    let gone = false;
    const read = () => void get<{ items: Way[] }>(`/conversations/${thread.conversation_id}/ways`).then(({ items }) => { if (!gone) put(items.find((one) => one.channel_id === by)); }, () => undefined);
    read();
    const stop = watch(({ kind }) => { if (kind.startsWith("consent.")) read(); });
    return () => { gone = true; stop(); };
  }, [thread.conversation_id, thread.version, by]);
  return way ? <Stand {...given} isOut={way.opted_out} isOver={way.template_only}>{way.template_only && words().only}</Stand> : null;
}

function Stand({ thread, by, shut, isOut, isOver, children }: Omit<Given, "told"> & { isOut: boolean; isOver: boolean; children: ComponentChildren }) {
  const said = words();
  useEffect(() => shut(isOver), [isOver]);
  const send = ({ template, text, uploads }: Picked) => {
    const files = uploads.map((upload_id) => ({ upload_id, filename: "", content_type: "", size: 0 }));
    void reply(thread.conversation_id, { ...emptyWritten, format: "plain", channel_id: by, text, template, uploads: files }, thread.version, false, null, true);
    return true as const;
  };
  const pick = () => attempt(async () => {
    const { default: Picker } = await import("./Picker.tsx");
    overlay.value = () => <Picker channel={by} onSend={send} />;
  });
  const use = !isOut && <button type="button" onClick={() => void pick()}>{isOver ? said.choose : said.use}</button>;
  if (isOver) return <div class="window over"><p role="status">{isOut ? said.outOver : children}</p>{use && <p class="line-of">{use}</p>}<Others thread={thread} quiet /></div>;
  return <>{isOut && <p class="window people" role="status">{said.out}</p>}<p class="window free"><span>{children}</span>{use}</p></>;
}
