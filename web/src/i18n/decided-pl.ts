import type { Decided } from "./decided-en.ts";

const moved = (n: number) => (n === 1 ? "Wiadomość przeniesiono" : `Wiadomości (${n}) przeniesiono`);

export const decided: Decided = {
  to: (who) => `Przypisano: ${who}`, nobody: "Nie przypisano nikomu", somebody: "ktoś", because: (what, why) => (why ? `${what} – ${why}.` : `${what}.`), counted: (n, what) => `${what}: ${n}`,
  skipped: "Bez zgłoszenia", closed: "Zamknięto", reopened: "Otwarto ponownie", opened: "Otwarto zgłoszenie.", snoozed: (when) => `Odłożono do ${when}.`, woken: "Z powrotem",
  filed: { "": "Przywrócono między pozostałe.", spam: "Oznaczono jako spam.", trash: "Przeniesiono do kosza.", archive: "Przeniesiono do archiwum." },
  macro: "Zastosowano makro.", tagged: (tag) => `Dodano etykietę ${tag}.`, untagged: (tag) => `Usunięto etykietę ${tag}.`, set: "Ustawiono właściwość.", cleared: "Usunięto właściwość.", priority: (which) => `Pilność: ${which}.`,
  moved: (from, to) => (from && to ? `Przeniesiono z „${from}” do „${to}”.` : "Przeniesiono do innej skrzynki."), merged: "Dołączono do innej rozmowy.", unmerged: "Odłączono od tamtej rozmowy.",
  absorbed: "Dołączono do tej inną rozmowę.", released: "Dołączoną rozmowę odłączono.", mailed: { "transcript sent": "Zapis rozmowy wysłano odwiedzającemu.", "transcript refused": "Nie udało się wysłać zapisu rozmowy.", "left sent": "To, czego odwiedzający nie widział, wysłano mu pocztą.", "left refused": "Nie udało się wysłać pocztą tego, czego odwiedzający nie widział." } as Record<string, string>, bot: "Najpierw odpowiada bot.", noBot: "Bot już nie odpowiada", continued: "Późniejsza wiadomość rozpoczęła nową rozmowę, bo ta była zbyt długo zamknięta.",
  whose: { forwarded_original: "Ktoś zapisał wiadomość u nadawcy tego, co przekazano.", forwarder: "Ktoś zapisał wiadomość u tego, kto ją przekazał.", person: "Ktoś zapisał wiadomość u innej osoby." },
  out: (n, split) => `${moved(n)} do ${split ? "nowej" : "innej"} rozmowy.`, in: (n) => `${moved(n)} tutaj z innej rozmowy.`,
  ofTeam: (who) => `${who} (za zespół)`, waits: "Nikt z zespołu jeszcze jej nie ma", told: "Opiekun kontaktu był niedostępny i dostał wiadomość e-mail.", untold: "Opiekun kontaktu był niedostępny i nie udało się go powiadomić.",
  triggers: {
    reopened: "Otwarto ją ponownie.", handed: "Przekazano ją zespołowi.", available: "Czekała, aż ktoś będzie dostępny.", hours: "Czekała, aż zaczną się czyjeś godziny pracy.", slot_free: "Czekała, aż ktoś będzie miał wolne miejsce.", capacity: "Czekała, aż zmieni się czyjś limit.",
    seat: "Czekała, aż ktoś dostanie miejsce w abonamencie.", reactivated: "Czekała, aż ktoś wróci na konto.", team: "Czekała, aż ktoś dołączy do zespołu.", access: "Czekała, aż ktoś dostanie dostęp do skrzynki.", rule: "Czekała, aż zmieni się reguła.", owner: "Czekała, aż kontakt dostanie opiekuna.", handed_over: "Przekazał ją bot.", sweep: "Czekała, aż ktoś będzie mógł ją wziąć.",
  },
  reasons: {
    rule_off: "automatyczne przydzielanie jest wyłączone", no_targets: "reguła nikogo nie wskazuje", nobody_eligible: "nikt nie mógł jej wziąć", deactivated: "dezaktywowani", no_seat: "bez płatnego miejsca", no_inbox_access: "bez dostępu do skrzynki", away: "niedostępni", at_capacity: "bez wolnych miejsc", in_reserve: "w rezerwie",
    contact_owner: "opiekun kontaktu", owner_offline: "opiekun jest niedostępny", notify_owner: "opiekun dostaje wiadomość", no_owner: "kontakt nie ma opiekuna", not_tracked: "kontakt nie jest śledzony", fallback: "więc zapytano rezerwę", never_had_a_turn: "jeszcze bez kolejki w tej regule",
    longest_since_last_turn: "najdłużej od ostatniej kolejki", fewest_open: "najmniej otwartych rozmów", longest_since_last_assignment: "z nich najdłużej od ostatniego przydziału", drawn_by_seed: "wylosowano", person: "ręcznie", by_person: "ręcznie", replier: "pierwsza odpowiedź", replied: "pierwsza odpowiedź",
    extra_members: "żaden główny członek nie mógł jej wziąć, więc zapytano dodatkowego", chosen_by_person: "ręcznie", replied_first: "pierwsza odpowiedź", answered_call: "odebrane połączenie", called: "własne połączenie", began: "pierwsza wiadomość",
    erasure: "kontakt usunięto", contact_erased: "kontakt usunięto", done: "załatwione", message_received: "przyszła wiadomość", reply: "ktoś odpowiedział", send_cancelled: "odpowiedź cofnięto", undone: "cofnięto to", due: "nadszedł czas", filed: "odłożono ją gdzie indziej", closed: "zamknięto ją",
    merged: "dołączono do niej inną rozmowę", unmerged: "rozmowy rozdzielono", closed_too_long: "była zbyt długo zamknięta",
    handed_over: "przekazał rozmowę człowiekowi", ended: "doszedł do końca", taken_over: "przejął człowiek", unanswered: "osoba odwiedzająca nie odpowiedziała", account_date_gate: "konta założone tak późno nie tworzą zgłoszeń automatycznie; użyj help desku albo otwórz je ręcznie", association_limit: "kontakt ma tyle zgłoszeń, ile konto dopuszcza; podnieś limit albo użyj jednego z nich", switched_off: "kanał nie tworzy zgłoszeń; włącz to w ustawieniach kanału albo otwórz je ręcznie", automatic_mail: "automatyczna poczta o nic nie prosi; otwórz je ręcznie, jeśli trzeba",
  },
};
