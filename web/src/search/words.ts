const RULES = new Intl.PluralRules("pl");
const conversations = { one: "rozmowa", few: "rozmowy", many: "rozmów", other: "rozmowy", zero: "rozmów", two: "rozmowy" };

const en = {
  title: "Search", field: "Search messages, people and tickets", hint: 'Words in any order, "exact words", -without', leave: "Leave search", recent: "Searched before in this browser", forget: "Forget them",
  narrow: "Narrow", everywhere: "Everywhere", place: "Where", who: "Assigned to", anybody: "Anybody", inbox: "Inbox", channel: "Channel", tag: "Tag", any: "Any", direction: "Kind", all: "Messages and notes", in: "Received", out: "Sent", note: "Notes",
  since: "From", until: "To", attached: "With files", remove: (what: string) => `Remove: ${what}`, from: (day: string) => `from ${day}`, to: (day: string) => `to ${day}`,
  none: "Nothing has these words.", noneHint: "Try fewer words, or the beginning of one.", wider: "Remove all filters", failed: "The search did not work.", looking: "Searching", more: "Look further back", contacts: "People", tickets: "Tickets", conversations: "Conversations",
  found: (n: number, more: boolean) => `${n}${more ? " or more" : ""} ${n === 1 && !more ? "conversation" : "conversations"} found`,
};

const pl: typeof en = {
  title: "Szukaj", field: "Szukaj w wiadomościach, osobach i zgłoszeniach", hint: 'Słowa w dowolnej kolejności, "dokładne słowa", -bez', leave: "Zakończ szukanie", recent: "Szukane wcześniej w tej przeglądarce", forget: "Zapomnij",
  narrow: "Zawęź", everywhere: "Wszędzie", place: "Gdzie", who: "Przypisane do", anybody: "Dowolna osoba", inbox: "Skrzynka", channel: "Kanał", tag: "Etykieta", any: "Dowolny", direction: "Rodzaj", all: "Wiadomości i notatki", in: "Otrzymane", out: "Wysłane", note: "Notatki",
  since: "Od", until: "Do", attached: "Z plikami", remove: (what) => `Usuń: ${what}`, from: (day) => `od ${day}`, to: (day) => `do ${day}`,
  none: "Nigdzie nie ma tych słów.", noneHint: "Spróbuj mniejszej liczby słów albo początku jednego z nich.", wider: "Usuń wszystkie filtry", failed: "Szukanie się nie powiodło.", looking: "Szukanie", more: "Szukaj dalej wstecz", contacts: "Osoby", tickets: "Zgłoszenia", conversations: "Rozmowy",
  found: (n, more) => `Znaleziono: ${n}${more ? " lub więcej" : ""} ${conversations[RULES.select(n)]}`,
};

export const WORDS = { en, pl };
