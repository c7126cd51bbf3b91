import { spoken } from "../i18n/words.ts";

const en = {
  title: "Canned replies", search: "Search canned replies", none: "None found.", found: (n: number) => `${n} found`, preview: "Preview", missing: (names: string) => `No value here for ${names}: write it by hand after inserting.`,
  new: "New canned reply", edit: "Edit", remove: "Delete", removed: (name: string) => `Deleted ${name}.`, save: "Save", cancel: "Cancel", name: "Name", shortcut: "Shortcut", text: "Text", tokens: "Tokens", for: "For",
  scopes: { own: "Only me", everyone: "Everyone", inbox: "Those of an inbox", team: "Those of a team" }, which: "Which", insert: "Insert", close: "Close",
  macros: "Macros", macro: "Macro", apply: "Apply", applied: (name: string) => `Applied ${name}.`, does: "It will", newMacro: "New macro", manage: "Manage macros", add: "Add", take: "Take out", actions: "What it does",
  deeds: { reply: "Answer", note: "Note", tag: "Tag", untag: "Take off the tag", assign: "Assign to", priority: "Set priority", snooze: "Snooze for minutes", close: "Close", file: "Put into", ticket: "Open a ticket" },
  me: "me", nobody: "nobody", stage: "Stage", pipeline: "Pipeline",
};
const pl: typeof en = {
  title: "Gotowe odpowiedzi", search: "Szukaj gotowych odpowiedzi", none: "Nic nie znaleziono.", found: (n) => `Znaleziono: ${n}`, preview: "Podgląd", missing: (names) => `Brak tu wartości dla ${names}: wpisz ją po wstawieniu.`,
  new: "Nowa gotowa odpowiedź", edit: "Edytuj", remove: "Usuń", removed: (name) => `Usunięto ${name}.`, save: "Zapisz", cancel: "Anuluj", name: "Nazwa", shortcut: "Skrót", text: "Tekst", tokens: "Znaczniki", for: "Dla kogo",
  scopes: { own: "Tylko dla mnie", everyone: "Dla wszystkich", inbox: "Dla skrzynki", team: "Dla zespołu" }, which: "Która", insert: "Wstaw", close: "Zamknij",
  macros: "Makra", macro: "Makro", apply: "Zastosuj", applied: (name) => `Zastosowano ${name}.`, does: "Wykona", newMacro: "Nowe makro", manage: "Zarządzaj makrami", add: "Dodaj", take: "Wyjmij", actions: "Co robi",
  deeds: { reply: "Odpowiedź", note: "Notatka", tag: "Etykieta", untag: "Zdejmij etykietę", assign: "Przypisz", priority: "Ustaw priorytet", snooze: "Odłóż na minut", close: "Zamknij", file: "Przenieś do", ticket: "Otwórz zgłoszenie" },
  me: "mnie", nobody: "nikomu", stage: "Etap", pipeline: "Proces",
};

/** The words of canned replies and macros, in the chosen language. */
export const words = () => spoken({ en, pl });
