/** The words of the settings of pipelines and tickets. */
export const WORDS = {
  en: {
    hint: "A ticket goes through the stages of its pipeline, from the first to one in which it is done.", name: "Name", rename: "Name of the pipeline", usual: "Default", archived: "Archived",
    makeUsual: "Make it the default", archive: "Archive", restore: "Restore", made: "Pipeline made", saved: "Saved", make: "New pipeline", create: "Create", cancel: "Cancel",
    stages: "Stages", stage: "Name of the stage", done: "Done", doneHint: (name: string) => `Tickets in ${name} are done`, up: (name: string) => `Move ${name} up`, down: (name: string) => `Move ${name} down`, remove: (name: string) => `Remove ${name}`, drag: "Drag to another place", moved: (name: string, at: number) => `${name} is now number ${at}`,
    add: "Add a stage", removing: (name: string) => `Remove ${name}`, where: "Its tickets go to", holds: (n: number) => (n === 0 ? "No tickets are in it." : `${n} ${n === 1 ? "ticket is" : "tickets are"} in it. They are moved in the background, each with a line in its history.`), follows: "Channels and macros that name this stage follow to the other one.", removeIt: "Remove",
    gone: "Stage removed. Its tickets are being moved.", used: (names: string) => `These channels open tickets in it, and will open none while it is archived: ${names}`,
    properties: "Properties of tickets", propertiesHint: "Beside name, stage, priority, category and owner. Each is shown on every ticket.", kind: "Kind", choices: "Choices, with commas between them", addProperty: "Add", noProperties: "There are none yet.",
    kinds: { text: "Text", number: "Number", date: "Date", choice: "Choice", checkbox: "Checkbox" } as Record<string, string>,
    channels: "Tickets of channels", channelsHint: "What a new conversation of a channel becomes by itself.", noChannels: "There are no channels yet.", enabled: "New conversations become tickets", pipeline: "Pipeline", inStage: "Stage", priority: "Priority", category: "Category", owner: "Owner",
    owners: { conversation: "Whoever has the conversation", none: "Nobody, until somebody is set" }, ownerHint: "Whoever has the conversation counts only while the channel assigns automatically; without that a ticket has no owner until one is set.", save: "Save", on: "On", off: "Off",
    priorities: { low: "Low", medium: "Medium", high: "High", urgent: "Urgent" } as Record<string, string>, yes: "Yes", no: "No", empty: "Not set",
  },
  pl: {
    hint: "Zgłoszenie przechodzi przez etapy procesu, od pierwszego do takiego, w którym jest załatwione.", name: "Nazwa", rename: "Nazwa procesu", usual: "Domyślny", archived: "W archiwum",
    makeUsual: "Ustaw jako domyślny", archive: "Zarchiwizuj", restore: "Przywróć", made: "Utworzono proces", saved: "Zapisano", make: "Nowy proces", create: "Utwórz", cancel: "Anuluj",
    stages: "Etapy", stage: "Nazwa etapu", done: "Załatwione", doneHint: (name: string) => `Zgłoszenia w etapie ${name} są załatwione`, up: (name: string) => `Przenieś ${name} wyżej`, down: (name: string) => `Przenieś ${name} niżej`, remove: (name: string) => `Usuń ${name}`, drag: "Przeciągnij w inne miejsce", moved: (name: string, at: number) => `${name} ma teraz numer ${at}`,
    add: "Dodaj etap", removing: (name: string) => `Usuń ${name}`, where: "Jego zgłoszenia przejdą do", holds: (n: number) => (n === 0 ? "Nie ma w nim zgłoszeń." : `Zgłoszenia w nim: ${n}. Zostaną przeniesione w tle, każde z wpisem w swojej historii.`), follows: "Kanały i makra, które wskazują ten etap, przejdą do drugiego.", removeIt: "Usuń",
    gone: "Usunięto etap. Jego zgłoszenia są przenoszone.", used: (names: string) => `Te kanały otwierają w nim zgłoszenia, a póki jest w archiwum, nie otworzą żadnych: ${names}`,
    properties: "Właściwości zgłoszeń", propertiesHint: "Oprócz nazwy, etapu, pilności, kategorii i właściciela. Każda jest widoczna na każdym zgłoszeniu.", kind: "Rodzaj", choices: "Możliwości, po przecinkach", addProperty: "Dodaj", noProperties: "Nie ma jeszcze żadnych.",
    kinds: { text: "Tekst", number: "Liczba", date: "Data", choice: "Wybór", checkbox: "Pole wyboru" } as Record<string, string>,
    channels: "Zgłoszenia z kanałów", channelsHint: "Czym nowa rozmowa z kanału staje się sama.", noChannels: "Nie ma jeszcze kanałów.", enabled: "Nowe rozmowy stają się zgłoszeniami", pipeline: "Proces", inStage: "Etap", priority: "Pilność", category: "Kategoria", owner: "Właściciel",
    owners: { conversation: "Kto ma rozmowę", none: "Nikt, póki ktoś go nie wybierze" }, ownerHint: "Kto ma rozmowę, liczy się tylko wtedy, gdy kanał przydziela automatycznie; bez tego zgłoszenie nie ma właściciela, póki ktoś go nie wybierze.", save: "Zapisz", on: "Włączone", off: "Wyłączone",
    priorities: { low: "Niska", medium: "Średnia", high: "Wysoka", urgent: "Pilna" } as Record<string, string>, yes: "Tak", no: "Nie", empty: "Nie ustawiono",
  },
};
