const verdicts: Record<string, string> = { eligible: "can take it", not_tracked: "not asked: the contact is not tracked" };
const verdictsPl: Record<string, string> = { eligible: "może ją wziąć", not_tracked: "nie pytamy: kontakt nie jest śledzony", away: "nieobecność", at_capacity: "brak wolnych miejsc", no_seat: "brak płatnego miejsca", no_inbox_access: "brak dostępu do skrzynki", deactivated: "konto dezaktywowane" };
const strategies: Record<string, string> = { round_robin: "In turn: who had no turn for longest", least_loaded: "The least loaded: who has the fewest open conversations", random: "At random" };
const strategiesPl: Record<string, string> = { round_robin: "Po kolei: kto najdłużej nie miał kolejki", least_loaded: "Najmniej obciążona osoba: kto ma najmniej otwartych rozmów", random: "Losowo" };
const targets: Record<string, string> = { specific: "People and teams", contact_owner: "The contact's owner" };
const targetsPl: Record<string, string> = { specific: "Osoby i zespoły", contact_owner: "Opiekun kontaktu" };

/** The words of the page of routing rules. */
export const WORDS = {
  en: {
    none: "There is no channel yet.", states: { ok: "on", degraded: "degraded", off: "off" }, edit: "Change the rule", enabled: "Assign new conversations by themselves", target: "They go to", targets, strategy: "Which of them", strategies,
    people: "People", teams: "Teams", fallback: "Where there is no owner to ask: people", fallbackTeams: "Where there is no owner to ask: teams", availableOnly: "Leave out who is away", alwaysAvailable: "Live conversations go only to people who are available.", save: "Save", saved: "The rule is set. What waits is offered by it.",
    next: "Who would get the next one", asking: "Asking …", nobody: "Nobody would get it", to: (who: string) => `${who} would get it`, owner: "owner", extra: "extra member", load: (open: number, most: number | null) => (most === null ? `${open} open` : `${open} of ${most} open`), live: (live: number, most: number) => `${live} of ${most} live`, verdicts,
    contact: "This is for a contact nobody looks after. Whose owner is away is told by mail.", whose: (who: string) => `This is for ${who}.`, choose: "Choose a contact", newOne: "Nobody in particular", problem: (who: string, why: string) => `${who}: ${why}`, emptyTeam: "nobody is in this team", unknown: "somebody", left: "Nobody is left who can be asked. New conversations wait.", mend: "Mend this under Users, Teams or Inboxes; the rule then works again by itself.",
    owners: "Contacts' owners", identified: "Accept contacts known by an address or number as tracked (on channels that are no web chat)", mailText: "The mail to an owner who is away holds the message's subject and text", ownersHint: "An owner is asked where the contact is tracked by a cookie. Who is away gets a mail that says where to read the message, and no more.", ownersSaved: "Saved",
  },
  pl: {
    none: "Nie ma jeszcze kanału.", states: { ok: "włączona", degraded: "ograniczona", off: "wyłączona" }, edit: "Zmień regułę", enabled: "Przydzielaj nowe rozmowy automatycznie", target: "Dostają je", targets: targetsPl, strategy: "Kto z nich", strategies: strategiesPl,
    people: "Osoby", teams: "Zespoły", fallback: "Gdy nie ma kogo pytać: osoby", fallbackTeams: "Gdy nie ma kogo pytać: zespoły", availableOnly: "Pomijaj nieobecnych", alwaysAvailable: "Rozmowy na żywo trafiają tylko do osób dostępnych.", save: "Zapisz", saved: "Ustawiono regułę. Czekające rozmowy zostaną zaproponowane.",
    next: "Kto dostałby następną", asking: "Sprawdzanie …", nobody: "Nikt by jej nie dostał", to: (who: string) => `Dostałby ją: ${who}`, owner: "opiekun", extra: "członek dodatkowy", load: (open: number, most: number | null) => (most === null ? `otwarte: ${open}` : `otwarte: ${open} z ${most}`), live: (live: number, most: number) => `na żywo: ${live} z ${most}`, verdicts: verdictsPl,
    contact: "Dla kontaktu, którym nikt się nie opiekuje. Nieobecny opiekun dostaje wiadomość e-mail.", whose: (who: string) => `Dla kontaktu: ${who}.`, choose: "Wybierz kontakt", newOne: "Nikt konkretny", problem: (who: string, why: string) => `${who}: ${why}`, emptyTeam: "w tym zespole nikogo nie ma", unknown: "ktoś", left: "Nie ma już kogo pytać. Nowe rozmowy czekają.", mend: "Napraw to w Użytkownikach, Zespołach lub Skrzynkach; reguła sama zadziała znowu.",
    owners: "Opiekunowie kontaktów", identified: "Uznawaj kontakty znane z adresu lub numeru za śledzone (poza czatem na stronie)", mailText: "Wiadomość do nieobecnego opiekuna zawiera temat i treść", ownersHint: "Opiekuna pytamy, gdy kontakt jest śledzony przez plik cookie. Nieobecny dostaje e-mail z miejscem, gdzie przeczyta wiadomość, i nic więcej.", ownersSaved: "Zapisano",
  },
};
