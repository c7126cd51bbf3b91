import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Message, Thread } from "../api/types.ts";
import { hour } from "../app/moments.ts";
import { users, whoami } from "../app/people.ts";
import { t } from "../i18n/words.ts";

const SHOWN = 200;

/** Who answered meanwhile, when and what: why an answer waits for its author to look (CNV-04). */
export function Newer({ conversation }: { conversation: string }) {
  const [found, setFound] = useState<Message | null>(null);
  useEffect(() => {
    // what is on the screen may not have it yet
    void get<Thread>(`/conversations/${conversation}`, { limit: 20 }).then((read) => setFound(read.messages.findLast((one) => one.direction === "out") ?? null), () => undefined);
  }, [conversation]);
  const warning = <span class="state warn">{t().composer.newer}</span>;
  if (!found) return warning;
  const who = found.author_id === whoami.value?.user_id ? t().list.you : (users.value.get(found.author_id ?? "")?.name ?? found.sender_name);
  return (
    <span class="newer">
      {warning}
      <q><strong>{who}</strong> <time dateTime={found.at}>{hour(found.at)}</time> {found.text.length > SHOWN ? `${found.text.slice(0, SHOWN)}…` : found.text}</q>
    </span>
  );
}
