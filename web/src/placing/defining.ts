const en = {
  title: "Properties of conversations", name: "Name", kind: "Kind", choices: "Choices, with commas between them", add: "Add", archive: "Archive", restore: "Use again", close: "Close",
  kinds: { text: "Text", number: "Number", date: "Date", choice: "Choice", checkbox: "Checkbox" },
};

const pl: typeof en = {
  title: "Właściwości rozmów", name: "Nazwa", kind: "Rodzaj", choices: "Możliwości, po przecinkach", add: "Dodaj", archive: "Zarchiwizuj", restore: "Używaj znów", close: "Zamknij",
  kinds: { text: "Tekst", number: "Liczba", date: "Data", choice: "Wybór", checkbox: "Pole wyboru" },
};

export const WORDS = { en, pl };
