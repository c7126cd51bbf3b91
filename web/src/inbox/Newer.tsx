import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client.ts";
import type { Message, Thread } from "../api/types.ts";
import { hour } from "../app/moments.ts";
import { users, whoami } from "../app/people.ts";
import { spoken, t } from "../i18n/words.ts";
import { again, discard, type Pending } from "./sending.ts";

const SHOWN = 200;
const WORDS = {
  en: { newer: "Somebody answered since you opened this.", anyway: "Send anyway", look: "Look first" },
  pl: { newer: "Ktoś odpowiedział, odkąd to otwarto.", anyway: "Wyślij mimo to", look: "Najpierw zobacz" },
};

/** An answer that waits for its author to look at what was answered meanwhile (CNV-04). */
export default function Newer({ one }: { one: Pending }) {
  const words = spoken(WORDS);
  return (
    <p class="message-foot" role="alert"><Theirs conversation={one.conversation} warning={words.newer} />
      <button type="button" onClick={() => discard(one)}>{words.look}</button><button type="button" onClick={() => void again(one, true)}>{words.anyway}</button></p>
  );
}

/** Who answered meanwhile, when and what. */
function Theirs({ conversation, warning: said }: { conversation: string; warning: string }) {
  const [found, setFound] = useState<Message | null>(null);
  useEffect(() => {
    // what is on the screen may not have it yet
    void get<Thread>(`/conversations/${conversation}`, { limit: 20 }).then((read) => setFound(read.messages.findLast((one) => one.direction === "out") ?? null), () => undefined);
  }, [conversation]);
  const warning = <span class="state warn">{said}</span>;
  if (!found) return warning;
  const who = found.author_id === whoami.value?.user_id ? t().list.you : (users.value.get(found.author_id ?? "")?.name ?? found.sender_name);
  return (
    <span class="newer">
      {warning}
      <q><strong>{who}</strong> <time dateTime={found.at}>{hour(found.at)}</time> {found.text.length > SHOWN ? `${found.text.slice(0, SHOWN)}…` : found.text}</q>
    </span>
  );
}
