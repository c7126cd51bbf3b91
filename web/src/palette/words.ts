/** The words of the list of commands. */
export const WORDS = {
  en: {
    title: "Commands", type: "Type what you want to do", none: "Nothing is called that.", found: (n: number) => `${n} ${n === 1 ? "command" : "commands"}`,
    go: "Go to", here: "This conversation", several: (n: number) => `${n} conversations`, assign: (who: string) => `Assign to ${who}`, me: "me", nobody: "nobody",
    close: "Close", reopen: "Reopen", reply: "Reply", note: "Write a note", past: "As it was", snooze: (until: string) => `Snooze: ${until}`, file: (folder: string) => `Move to ${folder}`, back: "Move back to the inbox",
    tag: (tag: string) => `Tag: ${tag}`, untag: (tag: string) => `Remove tag: ${tag}`, priority: (level: string) => `Priority: ${level}`, looks: "How it looks", self: "Me",
    available: "I am available", away: "I am away", search: (typed: string) => `Search: ${typed}`, keys: "Show all keys", leave: "Sign out", accounts: "Change the account",
  },
  pl: {
    title: "Polecenia", type: "Napisz, co chcesz zrobić", none: "Nic się tak nie nazywa.", found: (n: number) => `Polecenia: ${n}`,
    go: "Przejdź do", here: "Ta rozmowa", several: (n: number) => `Rozmowy: ${n}`, assign: (who: string) => `Przypisz: ${who}`, me: "ja", nobody: "nikt",
    close: "Zamknij", reopen: "Otwórz ponownie", reply: "Odpowiedz", note: "Napisz notatkę", past: "Jak było", snooze: (until: string) => `Odłóż: ${until}`, file: (folder: string) => `Przenieś: ${folder}`, back: "Z powrotem do skrzynki",
    tag: (tag: string) => `Etykieta: ${tag}`, untag: (tag: string) => `Usuń etykietę: ${tag}`, priority: (level: string) => `Pilność: ${level}`, looks: "Wygląd", self: "Ja",
    available: "Jestem dostępny", away: "Jestem niedostępny", search: (typed: string) => `Szukaj: ${typed}`, keys: "Pokaż wszystkie klawisze", leave: "Wyloguj", accounts: "Zmień konto",
  },
};
export type PaletteWords = typeof WORDS.en;
