import { useEffect, useState } from "preact/hooks";
import { call } from "../../api/client.ts";
import type { SenderPreview as Shape } from "../../api/types.ts";
import { wordsOf } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { Framed } from "../../parts/Framed.tsx";
import type { Sender } from "./SenderForm.tsx";
import type { Signed } from "./SignatureFields.tsx";
import { WORDS } from "./words.ts";

const AFTER_TYPING = 250;

/** The From line and the signature as the recipient sees them, by the very rules by which mail is sent (EML-10). */
export function SenderPreview({ channel, sender, signature }: { channel: string; sender: Sender; signature: Signed }) {
  const words = spoken(WORDS);
  const [made, show] = useState<Shape | null>(null);
  const [failed, fail] = useState("");
  const asked = JSON.stringify({ ...sender, signature });
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const timer = setTimeout(() => void call<Shape>("POST", `/channels/${channel}/sender/preview`, { body: JSON.parse(asked), signal }).then(
      (found) => { show(found); fail(""); }, (error: unknown) => { if (!signal.aborted) fail(wordsOf(error)); }), AFTER_TYPING);
    return () => { clearTimeout(timer); leaving.abort(); };
  }, [channel, asked]);
  return (
    <section class="sender-preview" aria-label={words.seen}>
      <h4>{words.seen}</h4>
      {failed ? <p class="refused">{failed}</p> : made && <>
        <p role="status">{words.from} <strong>{made.name || words.mailboxName}</strong> &lt;{made.address || words.noAddress}&gt;</p>
        {made.html ? <Framed html={made.html} title={words.signature} /> : <p><small>{words.noSignature}</small></p>}
        {made.text && <details><summary>{words.asText}</summary><pre>{`-- \n${made.text}`}</pre></details>}
      </>}
    </section>
  );
}
