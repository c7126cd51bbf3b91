const en = {
  title: "Keyboard", single: "Single keys act",
  does: { search: "search", selectNext: "select and go down", selectPrevious: "select and go up", unread: "take as unread", palette: "all commands", help: "this list", next: "next conversation", previous: "previous conversation", open: "open it", back: "back to the list, or to now", select: "select", reply: "reply", note: "note", compose: "write a new mail", mine: "assign to me", close: "close or reopen", snooze: "snooze until tomorrow", earlier: "one step into the past", later: "one step back towards now", viewBefore: "previous view", viewAfter: "next view" },
};
const pl: typeof en = {
  title: "Klawisze", single: "Pojedyncze klawisze działają",
  does: { search: "szukaj", selectNext: "zaznacz i przejdź niżej", selectPrevious: "zaznacz i przejdź wyżej", unread: "oznacz jako nieprzeczytaną", palette: "wszystkie polecenia", help: "ta lista", next: "następna rozmowa", previous: "poprzednia rozmowa", open: "otwórz", back: "do listy albo do teraz", select: "zaznacz", reply: "odpowiedz", note: "notatka", compose: "napisz nową wiadomość", mine: "przypisz do mnie", close: "zamknij lub otwórz ponownie", snooze: "odłóż do jutra", earlier: "krok w przeszłość", later: "krok z powrotem ku teraz", viewBefore: "poprzedni widok", viewAfter: "następny widok" },
};

/** The words of the list of keys. */
export const WORDS = { en, pl };
