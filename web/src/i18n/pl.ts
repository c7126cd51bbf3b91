import { writing } from "../writing/words-pl.ts";
import { decided } from "./decided-pl.ts";
import type { Words } from "./en.ts";
import { conditions, refused } from "./refused-pl.ts";

const RULES = new Intl.PluralRules("pl");
const counted = (n: number, one: string, few: string, many: string) => {
  const rule = RULES.select(n);
  return `${n} ${rule === "one" ? one : rule === "few" ? few : many}`;
};

export const pl: Words = {
  views: { open: "Wszystkie otwarte", mine: "Przypisane do mnie", unassigned: "Nieprzypisane", mentions: "Wzmianki", snoozed: "Odłożone", closed: "Zamknięte", spam: "Spam", trash: "Kosz", archive: "Archiwum" },
  pages: { inbox: "Skrzynka", tickets: "Zgłoszenia", contacts: "Kontakty", compliance: "Zgody", settings: "Ustawienia", me: "Mój profil" },
  viewsTitle: "Widoki", pagesTitle: "Strony", menu: "Menu", search: "Szukaj",
  skip: "Przejdź do rozmów",
  list: { unread: "Nieprzeczytana", mentioned: "Wspomniano Cię w notatce", fresh: (n) => counted(n, "nowa rozmowa", "nowe rozmowy", "nowych rozmów"), further: "Szukaj dalej", none: "Nic wśród przejrzanych.", gone: "Nie ma dla Ciebie takiego widoku.", partial: "Ten widok pokazuje też skrzynki lub kanały, do których nie masz dostępu. To jest reszta.", hidden: "Wszystko w tym widoku jest w skrzynkach lub kanałach, do których nie masz dostępu.", filter: "Filtruj i sortuj", narrowed: "Przefiltrowane", until: (t) => `Odłożona do ${t}`, inboxes: "Skrzynki", channels: "Kanały", saved: "Zapisane widoki", empty: "Nic tu nie ma.", emptyOpen: "Nikt nie czeka. Dobra robota.", failed: "Nie udało się odczytać listy.",
    waiting: "Czeka", waitingSince: (t) => `Czeka od ${t}`, noSubject: "(bez tematu)", unknown: "Nieznany nadawca", visitor: "Odwiedzający", you: "Ty",
    calls: { ringing: "Dzwoni", answered: "Rozmowa trwa", completed: "Rozmowa", missed: "Nieodebrane połączenie", busy: "Zajęte", no_answer: "Nie odebrano", failed: "Nie udało się połączyć", canceled: "Rozłączono", voicemail: "Poczta głosowa" } },
  thread: { status: { open: "otwarta", closed: "zamknięta" }, none: "Wybierz rozmowę.", noneHint: "j i k przechodzą po liście, Enter otwiera, ? pokazuje klawisze.", failed: "Nie udało się odczytać rozmowy.", gone: "Nie ma dla Ciebie takiej rozmowy.",
    older: "Pokaż wcześniejsze wiadomości", loading: "Wczytywanie", reopen: "Otwórz ponownie", close: "Zamknij", assignee: "Przypisana do", nobody: "Nikt", teams: "Zespoły", back: "Wróć do listy", quoted: "Pokaż cytowany tekst", signature: "Podpis",
    original: "Oryginał", html: "Pokaż jak wysłano", plain: "Pokaż jako tekst", images: "Wczytaj obrazy z sieci", retry: "Spróbuj ponownie", automatic: "Automatyczna", signed: "Podpisana", encrypted: "Zaszyfrowana", frame: "Wiadomość tak, jak ją wysłano" },
  later: { menu: "Wyślij później", today: "Jeszcze dziś (za 3 godziny)", pick: "O", set: "Ustaw", undoFor: "Cofanie", seconds: (n) => `${n} s`, never: "Wyłączone", sent: "Wysłano.", leaves: (when) => `Wyjdzie ${when}`, now: "Wyślij teraz", change: "Zmień czas", cancel: "Anuluj wysłanie", takenBack: "Cofnięto przed wysłaniem",
    draft: "Szkic", drafts: "Szkice", kept: "Szkic zapisany", unkept: "Szkic jeszcze niezapisany: jest tylko w tym oknie.", noValue: (names) => `Brak wartości dla ${names}. Wpisz ją ręcznie albo usuń.` },
  delivery: { scheduled: "Zostanie wysłane później", cancelled: "Cofnięto", queued: "Czeka na wysłanie", sending: "Wysyłanie", deferred: "Ponowimy próbę", sent: "Wysłano", delivered: "Dostarczono", seen: "Wyświetlono", failed: "Nie wysłano", undelivered: "Nie dostarczono", unresolved: "Nie wiadomo, czy wysłano", refused: "Odrzucono" },
  handle: { more: "Więcej", snooze: "Odłóż", wake: "Przywróć teraz", later: "Za 3 godziny", tomorrow: "Jutro o 9:00", week: "W poniedziałek o 9:00", pick: "Do", spam: "Spam", trash: "Kosz", archive: "Archiwum", back: "Z powrotem do skrzynki", until: (t) => `Odłożona do ${t}`,
    tags: "Etykiety", addTag: "Dodaj etykietę", removeTag: (tag) => `Usuń ${tag}`, priority: "Pilność", priorities: { none: "Brak", low: "Niska", medium: "Średnia", high: "Wysoka", urgent: "Pilna" },
    properties: "Właściwości", editProperties: "Edytuj właściwości", toInbox: "Przenieś do innej skrzynki…", merge: "Połącz z inną rozmową…", splitOff: "Wybierz wiadomości do przeniesienia…", show: "Pokaż", apart: "Rozdziel", movedHere: "przeniesiona tutaj", fromMerged: "z połączonej rozmowy", pick_: "Wybierz tę wiadomość" },
  bulk: { working: (n, of) => `Zrobiono ${n} z ${of}`, select: (who) => `Zaznacz: ${who}`, done: (n) => counted(n, "zmieniona rozmowa", "zmienione rozmowy", "zmienionych rozmów"), refused: (n) => counted(n, "odmowa", "odmowy", "odmów") },
  past: { title: "Jak było", looking: "Oglądasz przeszłość." },
  composer: { reply: "Odpowiedz", note: "Notatka", noteHere: "Czytają to tylko współpracownicy. @ woła kogoś.", writeNote: "Napisz notatkę", kind: "Co piszesz", keep: "Zapisz notatkę", noteBy: "Notatka", withdraw: "Cofnij notatkę", placeholder: (who) => `Napisz do: ${who}`, send: "Wyślij", sendClose: "Wyślij i zamknij", sending: "Wysyłanie", failed: "Nie wysłano.", again: "Spróbuj ponownie", discard: "Odrzuć", keys: "Ctrl+Enter wysyła" },
  side: { contact: "Kontakt", conversation: "Rozmowa", history: "Co się działo", ticket: "Zgłoszenie", channel: "Kanał", form: "Formularz", chat: "Czat", messenger: "Messenger", whatsapp: "WhatsApp", calling: "Połączenie", started: "Rozpoczęta", open: "Pokaż szczegóły", hide: "Ukryj szczegóły" },
  presence: { viewing: (who) => `${who} ma to otwarte`, writing: (who, n) => `${who} ${n === 1 ? "pisze" : "piszą"}...` },
  live: { opening: "Łączenie", live: "Na żywo", lost: "Brak połączenia. Widok może być nieaktualny; sam się uzupełni." },
  theme: { system: "Jak w systemie", light: "Jasne", dark: "Ciemne", title: "Kolory" },
  density: { title: "Wysokość wierszy", comfortable: "Wygodna", compact: "Zwarta" },
  language: "Język",
  me: { available: "Dostępny", away: "Niedostępny", signOut: "Wyloguj", accounts: "Konta" },
  keys: { close: "Zamknij", does: { palette: "wszystkie polecenia", compose: "napisz nową wiadomość" } },
  errors: { away: "Serwer nie odpowiada. Spróbuj za chwilę.", behind: "Serwer nadrabia zaległości. Spróbuj za chwilę.", other: "Nie udało się." },
  decided, writing, refused, conditions, assigned: "Przypisano", closed: "Zamknięto", reopened: "Otwarto ponownie", undo: "Cofnij",
};
