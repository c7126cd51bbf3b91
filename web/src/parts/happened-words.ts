const en = {
  title: "What happened to it", loading: "Reading …", someone: "Somebody", itself: "By itself", nothing: "nothing", yes: "yes", no: "no",
  did: {
    created: "Made", made: "Made", changed: "Changed", set: "Set", deleted: "Deleted", removed: "Removed", archived: "Archived", restored: "Restored",
    connected: "Connected", disconnected: "Disconnected", switched: "Switched on or off", received: "Received",
  },
  fields: {
    name: "Name", shortcut: "Shortcut", text: "Text", scope: "For", scope_id: "Whose", actions: "Actions", deleted: "Deleted", removed: "Removed", archived: "Archived",
    zone: "Time zone", ranges: "Hours", holidays: "Holidays", account_holidays: "The account's holidays count", schedule_id: "Schedule", inbox_ids: "Inboxes", channel_ids: "Channels",
    targets: "Promised (priority, minutes to the first reply, to further ones, to the end)", warn_minutes: "Warn so many minutes before", on: "On", delay_minutes: "Minutes after closing", pause_days: "Days between two questions",
    question: "Question", thanks: "Thanks", inbox_id: "Inbox", channel_id: "Channel", fields: "Fields", label: "Label", type: "Type", required: "Required", hidden: "Hidden", help: "Help", options: "Options", default: "Default",
    minimum: "Least", maximum: "Most", shortest: "Characters at least", longest: "Characters at most", pattern: "Pattern", hint: "What the pattern asks for", fills: "Fills", title: "Title", introduction: "Introduction", button: "Button",
    redirect_url: "Leads to", language: "Language", proof_of_work: "Proof of work", form_version: "Version", key: "Key", bot_version: "Version", steps: "Steps", when: "When", do: "Do", tag: "Tag", next: "Then", field: "Asks for",
  },
  values: {
    everyone: "everyone", inbox: "an inbox", team: "a team", own: "the author", reply: "answer", note: "note", tag: "tag", untag: "remove a tag", assign: "assign", priority: "priority", snooze: "snooze", close: "close", file: "file", ticket: "ticket",
    none: "none", low: "low", medium: "medium", high: "high", urgent: "urgent", long_text: "long text", email: "e-mail", phone: "phone", number: "number", date: "date", choice: "choice", choices: "choices", checkbox: "checkbox", auto: "the reader's",
  },
};

const pl: typeof en = {
  title: "Co się z tym działo", loading: "Wczytywanie …", someone: "Ktoś", itself: "Samo z siebie", nothing: "nic", yes: "tak", no: "nie",
  did: {
    created: "Utworzono", made: "Utworzono", changed: "Zmieniono", set: "Ustawiono", deleted: "Usunięto", removed: "Usunięto", archived: "Zarchiwizowano", restored: "Przywrócono",
    connected: "Połączono", disconnected: "Rozłączono", switched: "Włączono lub wyłączono", received: "Otrzymano",
  },
  fields: {
    name: "Nazwa", shortcut: "Skrót", text: "Tekst", scope: "Dla", scope_id: "Czyje", actions: "Czynności", deleted: "Usunięte", removed: "Usunięte", archived: "Zarchiwizowane",
    zone: "Strefa czasowa", ranges: "Godziny", holidays: "Święta", account_holidays: "Święta konta się liczą", schedule_id: "Harmonogram", inbox_ids: "Skrzynki", channel_ids: "Kanały",
    targets: "Obiecane (priorytet, minuty do pierwszej odpowiedzi, do następnych, do końca)", warn_minutes: "Ostrzeż na tyle minut przed", on: "Włączone", delay_minutes: "Minuty po zamknięciu", pause_days: "Dni między dwoma pytaniami",
    question: "Pytanie", thanks: "Podziękowanie", inbox_id: "Skrzynka", channel_id: "Kanał", fields: "Pola", label: "Etykieta", type: "Rodzaj", required: "Wymagane", hidden: "Ukryte", help: "Podpowiedź", options: "Możliwości", default: "Wartość domyślna",
    minimum: "Najmniej", maximum: "Najwięcej", shortest: "Znaków co najmniej", longest: "Znaków co najwyżej", pattern: "Wzorzec", hint: "Czego wymaga wzorzec", fills: "Wypełnia", title: "Tytuł", introduction: "Wstęp", button: "Przycisk",
    redirect_url: "Prowadzi do", language: "Język", proof_of_work: "Dowód pracy", form_version: "Wersja", key: "Klucz", bot_version: "Wersja", steps: "Kroki", when: "Kiedy", do: "Co robi", tag: "Etykieta", next: "Potem", field: "Pyta o",
  },
  values: {
    everyone: "wszystkich", inbox: "skrzynki", team: "zespołu", own: "autora", reply: "odpowiedź", note: "notatka", tag: "etykieta", untag: "usunięcie etykiety", assign: "przydzielenie", priority: "priorytet", snooze: "odłożenie", close: "zamknięcie", file: "przeniesienie", ticket: "zgłoszenie",
    none: "brak", low: "niski", medium: "średni", high: "wysoki", urgent: "pilny", long_text: "długi tekst", email: "e-mail", phone: "telefon", number: "liczba", date: "data", choice: "wybór", choices: "wybór kilku", checkbox: "pole wyboru", auto: "czytającego",
  },
};

export const WORDS = { en, pl };
