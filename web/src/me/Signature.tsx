import { useEffect, useState } from "preact/hooks";
import { call } from "../api/client.ts";
import type { OwnSignature } from "../api/types.ts";
import { tell, wordsOf } from "../app/notices.ts";
import { spoken } from "../i18n/words.ts";
import { Framed } from "../parts/Framed.tsx";
import { Elsewhere, useRefusal } from "../settings/channels/refusing.tsx";
import { type Signed, SignatureFields } from "../settings/channels/SignatureFields.tsx";
import { useRead } from "../settings/reading.ts";
import { WORDS } from "./signature-words.ts";

const PATH = "/me/signature";
const AFTER_TYPING = 250;

/** What stands below mail that I write from a contact or a ticket (EML-09). */
export default function Signature() {
  const { found, again } = useRead<OwnSignature>(PATH, /^user\.signature/);
  return found && <Editor kept={found} again={again} />;
}

function Editor({ kept, again }: { kept: OwnSignature; again: () => Promise<void> }) {
  const words = spoken(WORDS);
  const [value, put] = useState<Signed>({ format: kept.format, source: kept.source });
  const { refusal, busy, doing } = useRefusal();
  const save = async () => {
    if (!await doing(() => call("PUT", PATH, { body: value, key: crypto.randomUUID() }))) return;
    put({ ...value, source: value.source.trim() });
    tell(value.source.trim() ? words.saved : words.gone);
    await again();
  };
  return (
    <section class="wide own-signature" aria-labelledby="own-signature"><h2 id="own-signature">{words.title}</h2>
      <p><small>{words.about}</small></p>
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <SignatureFields value={value} put={put} refusal={refusal} legend={words.title} hint={words.hint} />
        <Elsewhere refusal={refusal} fields={["format", "source"]} />
        <p><button type="submit" disabled={busy || (value.source === kept.source && value.format === kept.format)}>{words.save}</button></p>
      </form>
      <Shown draft={value} /></section>
  );
}

/** How a draft looks, by the very rules by which mail is sent (EML-10). */
function Shown({ draft }: { draft: Signed }) {
  const words = spoken(WORDS);
  const [made, show] = useState<OwnSignature | null>(null);
  const [failed, fail] = useState("");
  const asked = JSON.stringify(draft);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const timer = setTimeout(() => void call<OwnSignature>("POST", `${PATH}/preview`, { body: JSON.parse(asked), signal }).then(
      (found) => { show(found); fail(""); }, (error: unknown) => { if (!signal.aborted) fail(wordsOf(error)); }), AFTER_TYPING);
    return () => { clearTimeout(timer); leaving.abort(); };
  }, [asked]);
  return (
    <section class="sender-preview" aria-label={words.seen}><h3>{words.seen}</h3>
      {failed ? <p class="refused">{failed}</p> : made?.html ? <Framed html={made.html} title={words.title} /> : made && <p><small>{words.none}</small></p>}
      {!failed && made?.text && <details><summary>{words.asText}</summary><pre>{`-- \n${made.text}`}</pre></details>}
    </section>
  );
}
