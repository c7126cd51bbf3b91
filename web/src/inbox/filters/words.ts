const KINDS: Record<string, string> = { email: "E-mail", form: "Form", chat: "Chat", messenger: "Messenger", whatsapp: "WhatsApp", calling: "Calls" };
const KINDS_PL: Record<string, string> = { email: "E-mail", form: "Formularz", chat: "Czat", messenger: "Messenger", whatsapp: "WhatsApp", calling: "Połączenia" };

/** The words of the filter bar. */
export const WORDS = {
  en: {
    sort: "Order", sorts: { newest: "Newest first", oldest: "Oldest first", waiting: "Longest waiting", priority: "Most urgent", due: "Due first" },
    add: "Narrow to", inbox_ids: "Inbox", channel_ids: "Channel", assignee_ids: "Person", priorities: "Priority", kinds: "Kind of channel", tag: "Tag", addTag: "Narrow to a tag",
    team_ids: "Team", dues: "Promise", due: { overdue: "Overdue", soon: "Due soon", ahead: "In time" },
    property: "Property", how: "How it has to be", is: "is", set: "is set", unset: "is not set", value: "Value", yes: "yes", no: "no", plus: "Add",
    kind: (kind: string) => KINDS[kind] ?? kind, waiting: "Waiting for an answer", unread: "Unread", clear: "Clear", remove: (what: string) => `Remove ${what}`,
    save: "Save as view", name: "Name of the view", shared: "Who sees it", nobody: "Only me", everyone: "Everyone", team: (name: string) => `Team: ${name}`,
    view: "This view", saveChanges: "Save changes", removeView: "Remove view", up: "Move up", down: "Move down", saved: "View saved", removed: (name: string) => `View removed: ${name}`, create: "Save",
  },
  pl: {
    sort: "Kolejność", sorts: { newest: "Od najnowszych", oldest: "Od najstarszych", waiting: "Najdłużej czekające", priority: "Najpilniejsze", due: "Według terminu" },
    add: "Zawęź do", inbox_ids: "Skrzynka", channel_ids: "Kanał", assignee_ids: "Osoba", priorities: "Pilność", kinds: "Rodzaj kanału", tag: "Etykieta", addTag: "Zawęź do etykiety",
    team_ids: "Zespół", dues: "Obietnica", due: { overdue: "Po terminie", soon: "Wkrótce termin", ahead: "W terminie" },
    property: "Właściwość", how: "Jaka ma być", is: "to", set: "jest ustawiona", unset: "nie jest ustawiona", value: "Wartość", yes: "tak", no: "nie", plus: "Dodaj",
    kind: (kind: string) => KINDS_PL[kind] ?? kind, waiting: "Czekające na odpowiedź", unread: "Nieprzeczytane", clear: "Wyczyść", remove: (what: string) => `Usuń: ${what}`,
    save: "Zapisz jako widok", name: "Nazwa widoku", shared: "Kto go widzi", nobody: "Tylko ja", everyone: "Wszyscy", team: (name: string) => `Zespół: ${name}`,
    view: "Ten widok", saveChanges: "Zapisz zmiany", removeView: "Usuń widok", up: "Wyżej", down: "Niżej", saved: "Zapisano widok", removed: (name: string) => `Usunięto widok: ${name}`, create: "Zapisz",
  },
};
