import { hour } from "../app/moments.ts";
import { users, whoami } from "../app/people.ts";
import { t } from "../i18n/words.ts";
import { items } from "./thread.ts";

const SHOWN = 200;

/** Who answered meanwhile, when and what: why an answer waits for its author to look (CNV-04). */
export function Newer() {
  const found = items().flatMap((item) => ("message" in item && item.message.direction === "out" ? [item.message] : [])).at(-1);
  if (!found) return <span class="state warn">{t().composer.newer}</span>;
  const who = found.author_id === whoami.value?.user_id ? t().list.you : (users.value.get(found.author_id ?? "")?.name ?? found.sender_name);
  return (
    <span class="newer">
      <span class="state warn">{t().composer.newer}</span>
      <q cite={`#${found.message_id}`}><strong>{who}</strong> <time dateTime={found.at}>{hour(found.at)}</time> {found.text.length > SHOWN ? `${found.text.slice(0, SHOWN)}…` : found.text}</q>
    </span>
  );
}
