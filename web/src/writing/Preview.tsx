import { useEffect, useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { Preview as Shape, ToPreview } from "../api/types.ts";
import { wordsOf } from "../app/notices.ts";
import { spoken } from "../i18n/words.ts";
import { Formatted } from "../inbox/Formatted.tsx";
import { Framed } from "../parts/Framed.tsx";
import Marked from "../whatsapp/Marked.tsx";
import { WORDS } from "./record-words.ts";
import { words } from "./words.ts";

/** What a text will look like once it is sent by a channel, with what stands below it, as the server makes it; nothing is kept there. */
export default function Preview({ text, format, kind, channel_id }: Required<ToPreview>) {
  const [made, setMade] = useState<Shape | null>(null);
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    const stop = new AbortController();
    call<Shape>("POST", "/preview", { body: { text, format, kind, channel_id } satisfies ToPreview, signal: stop.signal })
      .then(setMade)
      .catch((error: unknown) => { if (!stop.signal.aborted) setWrong(wordsOf(error)); });
    return () => stop.abort();
  }, [text, format, kind, channel_id]);
  if (wrong) return <p class="preview" role="alert">{wrong}</p>;
  if (!text.trim()) return <p class="preview">{words().nothing}</p>;
  if (!made) return <p class="preview" role="status">{words().previewing}</p>;
  return (
    <div class="preview" tabIndex={0}>
      {made.html ? <Formatted html={made.html} /> : kind === "whatsapp" ? <Marked text={made.text} /> : <div class="text" dir="auto"><p>{made.text}</p></div>}
      {made.signature_html && <Framed html={made.signature_html} title={spoken(WORDS).below} />}
    </div>
  );
}
