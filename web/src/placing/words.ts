const en = {
  inbox: "Move to another inbox", merge: "Merge into another conversation", messages: "Move the chosen messages",
  toInbox: "Inbox", choose: "Choose", newOne: "A new conversation", find: "Find a conversation", findHint: "Words, a name, or an address",
  same: "Of the same contact", found: "Found", none: "Nothing found.", cancel: "Cancel",
  loses: (name: string) => `${name} does not see this inbox and will have the conversation no longer.`,
  ticket: "Its ticket stays where it is. Answers leave by the same channel as before.",
  together: (count: number) => `Together: ${count} messages, shown in order of time.`,
  keeps: "What holds for both: the assignee, inbox, status and tags of the other conversation. You can take them apart again.",
  opens: "The other conversation is closed and will be opened again.",
  confirm: "These are of different contacts. Their messages belong together all the same; each stays its own contact's.",
  goes: (count: number) => (count === 1 ? "One message goes there, and answers to it follow." : `${count} messages go there, and answers to them follow.`),
  empty: "Nothing is left here then, so this conversation becomes a part of the other.",
  doInbox: "Move", doMerge: "Merge", doMessages: "Move",
  moved: "Moved.", merged: "Merged.", unmerged: "Taken apart.", undone: "Undone.",
  picking: (count: number) => (count === 1 ? "1 message chosen" : `${count} messages chosen`), after: "And all after it", pickOne: "Choose this message", to: "Move to…", stop: "Stop choosing",
  apart: "Take apart", open: "Show", count: (count: number) => (count === 1 ? "1 message" : `${count} messages`),
};

const pl: typeof en = {
  inbox: "Przenieś do innej skrzynki", merge: "Połącz z inną rozmową", messages: "Przenieś wybrane wiadomości",
  toInbox: "Skrzynka", choose: "Wybierz", newOne: "Nowa rozmowa", find: "Znajdź rozmowę", findHint: "Słowa, imię lub adres",
  same: "Tego samego kontaktu", found: "Znalezione", none: "Nic nie znaleziono.", cancel: "Anuluj",
  loses: (name: string) => `${name} nie widzi tej skrzynki i nie będzie już mieć tej rozmowy.`,
  ticket: "Zgłoszenie zostaje, gdzie jest. Odpowiedzi wychodzą tym samym kanałem co dotąd.",
  together: (count: number) => `Razem wiadomości: ${count}, w kolejności czasu.`,
  keeps: "Dla obu obowiązuje: osoba, skrzynka, stan i etykiety drugiej rozmowy. Można je znów rozdzielić.",
  opens: "Druga rozmowa jest zamknięta i zostanie otwarta.",
  confirm: "To rozmowy różnych kontaktów. Ich wiadomości mimo to należą do siebie; każda pozostaje przy swoim kontakcie.",
  goes: (count: number) => (count === 1 ? "Trafi tam jedna wiadomość, a odpowiedzi na nią pójdą za nią." : `Liczba wiadomości, które tam trafią: ${count}; odpowiedzi pójdą za nimi.`),
  empty: "Tu nic nie zostanie, więc ta rozmowa stanie się częścią drugiej.",
  doInbox: "Przenieś", doMerge: "Połącz", doMessages: "Przenieś",
  moved: "Przeniesiono.", merged: "Połączono.", unmerged: "Rozdzielono.", undone: "Cofnięto.",
  picking: (count: number) => `Wybrane wiadomości: ${count}`, after: "I wszystkie po niej", pickOne: "Wybierz tę wiadomość", to: "Przenieś do…", stop: "Zakończ wybieranie",
  apart: "Rozdziel", open: "Pokaż", count: (count: number) => `Wiadomości: ${count}`,
};

export const WORDS = { en, pl };
