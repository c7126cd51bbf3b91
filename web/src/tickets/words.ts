/** The words of tickets. */
export const WORDS = {
  en: {
    title: "Tickets", board: "Board", table: "Table", pipeline: "Pipeline", make: "New ticket", owner: "Owner", anyone: "Everybody's", nobody: "Nobody", nobodys: "Nobody's", priority: "Priority", any: "Any priority",
    priorities: { low: "Low", medium: "Medium", high: "High", urgent: "Urgent" } as Record<string, string>, stage: "Stage", category: "Category", name: "Name", contact: "Contact", age: "Age", opened: "Opened", begins: "Name begins with", only: (who: string) => `Only ${who}`, clear: "Show all",
    more: "Show more", none: "No tickets here.", nonePipeline: "There is no pipeline yet.", failed: "The tickets could not be read.", again: "Try again", loading: "Loading", move: "Move to…", drag: "Drag to another stage", moved: (name: string, stage: string) => `${name}: moved to ${stage}`, back: (name: string) => `${name}: moved back`, stuck: "There is no further stage.",
    count: (n: number) => `${n} ${n === 1 ? "ticket" : "tickets"}`, help: "Arrows go from card to card, Ctrl with left or right moves the card, Enter opens it.", conversation: "Conversation", conversations: "Conversations", choose: "Choose a conversation", create: "Create", cancel: "Cancel", made: "Ticket opened",
    gone: "There is no such ticket for you.", history: "What happened", all: "All tickets", then: "As it was", now: "Back to now", slider: "Step through what happened", step: (n: number, of: number) => `${n} of ${of}`, source: "Source", open: "Open a ticket", rename: "Name of the ticket", someone: "Somebody", system: "By itself",
    did: { opened: "Opened", moved: (from: string, to: string) => `Moved from ${from} to ${to}`, given: (who: string) => `Given to ${who}`, taken: "Taken from its owner", ranked: (priority: string) => `Priority: ${priority}`, sorted: (category: string) => `Category: ${category}`, unsorted: "Category removed", renamed: "Renamed" },
  },
  pl: {
    title: "Zgłoszenia", board: "Tablica", table: "Tabela", pipeline: "Proces", make: "Nowe zgłoszenie", owner: "Właściciel", anyone: "Wszystkich", nobody: "Nikt", nobodys: "Niczyje", priority: "Pilność", any: "Każda pilność",
    priorities: { low: "Niska", medium: "Średnia", high: "Wysoka", urgent: "Pilna" } as Record<string, string>, stage: "Etap", category: "Kategoria", name: "Nazwa", contact: "Kontakt", age: "Wiek", opened: "Otwarto", begins: "Nazwa zaczyna się od", only: (who: string) => `Tylko ${who}`, clear: "Pokaż wszystkie",
    more: "Pokaż więcej", none: "Nie ma tu zgłoszeń.", nonePipeline: "Nie ma jeszcze żadnego procesu.", failed: "Nie udało się odczytać zgłoszeń.", again: "Spróbuj ponownie", loading: "Wczytywanie", move: "Przenieś do…", drag: "Przeciągnij do innego etapu", moved: (name: string, stage: string) => `${name}: przeniesiono do ${stage}`, back: (name: string) => `${name}: przeniesiono z powrotem`, stuck: "Nie ma dalszego etapu.",
    count: (n: number) => `Zgłoszenia: ${n}`, help: "Strzałki przechodzą po kartach, Ctrl z lewą lub prawą przenosi kartę, Enter ją otwiera.", conversation: "Rozmowa", conversations: "Rozmowy", choose: "Wybierz rozmowę", create: "Utwórz", cancel: "Anuluj", made: "Otwarto zgłoszenie",
    gone: "Nie ma dla Ciebie takiego zgłoszenia.", history: "Co się działo", all: "Wszystkie zgłoszenia", then: "Jak było", now: "Wróć do teraz", slider: "Przechodź przez zdarzenia", step: (n: number, of: number) => `${n} z ${of}`, source: "Źródło", open: "Otwórz zgłoszenie", rename: "Nazwa zgłoszenia", someone: "Ktoś", system: "Samo",
    did: { opened: "Otwarto", moved: (from: string, to: string) => `Przeniesiono z „${from}” do „${to}”`, given: (who: string) => `Przekazano: ${who}`, taken: "Odebrano właścicielowi", ranked: (priority: string) => `Pilność: ${priority}`, sorted: (category: string) => `Kategoria: ${category}`, unsorted: "Usunięto kategorię", renamed: "Zmieniono nazwę" },
  },
};
export type TicketWords = typeof WORDS.en;
