/** The words of the page of teams. */
export const WORDS = {
  en: {
    loading: "Loading", saved: "Saved", none: "No team yet. Teams share inboxes, and rules can name them.", unknown: "Somebody", nobody: "Nobody belongs to it.", belongs: "Belongs as", as: (name: string) => `${name} belongs as`, main: "main member", extra: "extra member",
    leave: "Remove", leaveWho: (name: string) => `Remove ${name}`, add: (team: string) => `Add somebody to ${team}`, addShort: "Add somebody…", more: "Rename or archive", name: "Name", rename: "Rename", archive: "Archive", sure: (name: string) => `Archive ${name}? Everybody leaves it; rules and inboxes that name it reach nobody by it.`, archived: "Archived.",
    another: "Another team", make: "Form it", made: "The team is there.",
  },
  pl: {
    loading: "Wczytywanie", saved: "Zapisano", none: "Nie ma jeszcze zespołu. Zespoły dzielą skrzynki i można je wskazać w regułach.", unknown: "Ktoś", nobody: "Nikt do niego nie należy.", belongs: "Należy jako", as: (name: string) => `${name} należy jako`, main: "główny członek", extra: "dodatkowy członek",
    leave: "Usuń", leaveWho: (name: string) => `Usuń: ${name}`, add: (team: string) => `Dodaj kogoś do: ${team}`, addShort: "Dodaj kogoś…", more: "Zmień nazwę lub zarchiwizuj", name: "Nazwa", rename: "Zmień nazwę", archive: "Zarchiwizuj", sure: (name: string) => `Zarchiwizować ${name}? Wszyscy go opuszczą; reguły i skrzynki, które go wskazują, nie dosięgną przez niego nikogo.`, archived: "Zarchiwizowano.",
    another: "Nowy zespół", make: "Utwórz", made: "Zespół jest gotowy.",
  },
};
