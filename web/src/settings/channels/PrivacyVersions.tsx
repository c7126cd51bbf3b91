import { useEffect, useState } from "preact/hooks";
import { get } from "../../api/client.ts";
import type { ConsentVersion, ConsentVersionPage } from "../../api/types.ts";
import { actorOf } from "../../compliance/naming.ts";
import { full } from "../../app/moments.ts";
import { attempt } from "../../app/notices.ts";
import { spoken } from "../../i18n/words.ts";
import { WORDS } from "./privacy-words.ts";

/** What the channel asked in each version, the newest first. */
export function PrivacyVersions({ path, newest }: { path: string; newest: number }) {
  const words = spoken(WORDS);
  const [items, show] = useState<readonly ConsentVersion[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const read = (cursor: string | null) => attempt(async () => {
    const page = await get<ConsentVersionPage>(`${path}/versions`, { limit: 20, cursor });
    show((before) => (cursor ? [...before, ...page.items] : page.items));
    setNext(page.next ?? null);
  });
  useEffect(() => { void read(null); }, [path, newest]);
  return (
    <details><summary>{words.versions}</summary>
      {newest === 0 && <p role="status">{words.never}</p>}
      <ol class="privacy-versions">{items.map((one) => (
        <li key={one.text_version}>
          <p><strong>{words.version(one.text_version)}</strong> {words.short[one.mode]} <small>{words.since(actorOf(one.actor, words.kinds), full(one.at))}</small></p>
          {Object.entries(one.texts).map(([language, text]) => <blockquote key={language} lang={language}>{text}</blockquote>)}
        </li>
      ))}</ol>
      {next && <p><button type="button" onClick={() => void read(next)}>{words.older}</button></p>}
    </details>
  );
}
