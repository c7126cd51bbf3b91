import { call } from "../api/client.ts";
import type { Message } from "../api/types.ts";
import { attempt } from "../app/notices.ts";
import { talkOf } from "../app/people.ts";
import { route } from "../app/route.ts";
import { language, spoken, t } from "../i18n/words.ts";
import { Icon } from "../parts/Icon.tsx";
import { isFinal, meaning } from "../whatsapp/codes.ts";

const WORDS: Record<"en" | "pl", Record<string, string>> = {
  en: {
    window_closed: "too late, more than seven days after they last wrote", human_only: "by now only a person may answer", never_wrote: "they have not written here",
    person_unavailable: "they cannot be reached, since they blocked the page or left", person_unknown: "Facebook does not know them", blocked: "Facebook holds the page back for a while",
    attachment: "Facebook did not take the file", permission: "a permission is missing at Facebook",
    template_needed: "more than 24 hours since they last wrote: send a template instead", template_not_approved: "the template is not approved any more", template_variables: "the template wants other values", opted_out: "they opted out",
  },
  pl: {
    window_closed: "za późno, ponad siedem dni od ostatniej wiadomości tej osoby", human_only: "teraz może odpowiedzieć już tylko człowiek", never_wrote: "ta osoba tu nie napisała",
    person_unavailable: "nie można do niej dotrzeć: zablokowała stronę albo odeszła", person_unknown: "Facebook nie zna tej osoby", blocked: "Facebook wstrzymuje stronę na pewien czas",
    attachment: "Facebook nie przyjął pliku", permission: "brakuje uprawnienia na Facebooku",
    template_needed: "ponad 24 godziny od ostatniej wiadomości tej osoby: wyślij szablon", template_not_approved: "szablon nie jest już zatwierdzony", template_variables: "szablon ma inne wartości", opted_out: "ta osoba zrezygnowała z wiadomości",
  },
};

/** Why a message did not get there: a code in words, or what the other side said; and trying again, where that may help. */
export default function Unsent({ message }: { message: Message }) {
  const { reason, code } = message.delivery ?? {};
  const byNumber = talkOf(message.channel_id) === "whatsapp" && code ? code : 0;
  const why = meaning(byNumber, language.value) || (reason && (spoken(WORDS)[reason] ?? reason));
  const retry = () => attempt(() => call("POST", `/messages/${message.message_id}/retry`, { body: {} }));
  return (
    <>
      {why && <>: {why}{byNumber ? ` (${byNumber})` : ""}</>}
      {!isFinal(byNumber) && route.value.at === null && <button type="button" onClick={() => void retry()}><Icon name="retry" />{t().thread.retry}</button>}
    </>
  );
}
