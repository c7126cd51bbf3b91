import { call } from "../api/client.ts";
import type { Message } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { talkOf } from "../app/people.ts";
import { route } from "../app/route.ts";
import { spoken, t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { isFinal, REASONS } from "../whatsapp/reasons.ts";

const WORDS: Record<"en" | "pl", Record<string, string>> = {
  en: {
    window_closed: "too late, more than seven days after they last wrote", human_only: "by now only a person may answer", never_wrote: "they have not written here",
    person_unavailable: "they cannot be reached, since they blocked the page or left", person_unknown: "Facebook does not know them", blocked: "Facebook holds the page back for a while",
    attachment: "Facebook did not take the file", permission: "a permission is missing at Facebook",
  },
  pl: {
    window_closed: "za późno, ponad siedem dni od ostatniej wiadomości tej osoby", human_only: "teraz może odpowiedzieć już tylko człowiek", never_wrote: "ta osoba tu nie napisała",
    person_unavailable: "nie można do niej dotrzeć: zablokowała stronę albo odeszła", person_unknown: "Facebook nie zna tej osoby", blocked: "Facebook wstrzymuje stronę na pewien czas",
    attachment: "Facebook nie przyjął pliku", permission: "brakuje uprawnienia na Facebooku",
  },
};

/** Why a message did not get there: a code in words, or what the other side said; and trying again, where that may help. */
export default function Unsent({ message }: { message: Message }) {
  const { reason, code } = message.delivery ?? {};
  const isNumber = talkOf(message.channel_id) === "whatsapp";
  const why = reason && (spoken(isNumber ? REASONS : WORDS)[reason] ?? reason);
  const retry = () => attempt(() => call("POST", `/messages/${message.message_id}/retry`, { body: {} }));
  return (
    <>
      {why && <>: {why}{isNumber && code ? ` (${code})` : ""}</>}
      {!(isNumber && isFinal(reason ?? "")) && route.value.at === null && <button type="button" onClick={() => void retry()}><Icon name="retry" />{t().thread.retry}</button>}
    </>
  );
}
