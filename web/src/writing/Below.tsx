import type { OwnSignature } from "../api/types.ts";
import { spoken } from "../i18n/words.ts";
import { Framed } from "../parts/Framed.tsx";
import { useRead } from "../settings/reading.ts";
import { WORDS } from "./record-words.ts";

/** Which signature will stand below mail that is written from a record's page: one's own, or none (EML-09). */
export default function Below() {
  const words = spoken(WORDS);
  const { found } = useRead<OwnSignature>("/me/signature", /^user\.signature/);
  if (!found) return null;
  if (!found.html) return <p class="own-signature"><small>{words.unsigned}</small></p>;
  return <details class="own-signature" open><summary>{words.signed}</summary><Framed html={found.html} title={words.signed} /></details>;
}
