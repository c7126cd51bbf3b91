import type { en } from "./words-en.ts";

const colours = { petrol: "Morski", blue: "Niebieski", indigo: "Indygo", plum: "Śliwkowy", red: "Czerwony", orange: "Pomarańczowy", green: "Zielony", graphite: "Grafitowy" };
const platforms: readonly (readonly [string, readonly string[]])[] = [
  ["WordPress", ["Skopiuj kod.", "W WordPressie zainstaluj wtyczkę, która wstawia kod do stopki, na przykład WPCode, i otwórz jej stronę nagłówka i stopki.", "Wklej kod w pole stopki lub końca body i zapisz.", "Jeśli działa wtyczka pamięci podręcznej, wyczyść ją."]],
  ["Wix", ["Skopiuj kod.", "W panelu Wix otwórz Ustawienia, potem Kod niestandardowy. Witryna musi mieć własną domenę.", "Dodaj kod niestandardowy, wklej go i zastosuj na wszystkich stronach.", "Umieść go na końcu body i zastosuj."]],
  ["Shopify", ["Skopiuj kod.", "W Shopify otwórz Sklep online, Motywy i przy swoim motywie wybierz edycję kodu.", "Otwórz layout/theme.liquid, wklej kod tuż przed </body> i zapisz."]],
  ["HTML", ["Skopiuj kod.", "Wklej go na każdej stronie albo we wspólnym szablonie, tuż przed </body>.", "Opublikuj strony i obejrzyj jedną z nich."]],
  ["Google Tag Manager", ["Skopiuj kod.", "W kontenerze utwórz nowy tag typu Niestandardowy kod HTML i wklej kod.", "Jako regułę wybierz Wszystkie strony, a przy banerze zgód regułę, którą daje baner.", "Opublikuj kontener."]],
];

export const pl: typeof en = {
  saved: "Zapisano. Odwiedzający dostaną to z następną otwartą stroną.", save: "Zapisz", copy: "Kopiuj", copied: "Skopiowano", marked: "Zaznaczono: skopiuj klawiszami Ctrl+C.", choose: "Wybierz …", remove: "Usuń",
  stages: { look: "Wygląd", greeting: "Powitanie", hours: "Dostępność", details: "Poczta", routing: "Przydzielanie", finish: "Połącz i zakończ" },
  crossed: "Ktoś to w międzyczasie zmienił.", theirs: "Dalej z wersją tej osoby", mine: "Dalej z moją",
  colour: "Kolor", fromBranding: "Własny kolor konta", custom: "Inny", presets: "Gotowe kolory", colours, hex: "Jako kod", hexHint: "Zapisz go jak #0b6470.", picker: "Wybierz z palety", white: "Biały", black: "Czarny",
  readable: (ink, n) => `${ink} tekst na nim ma kontrast ${n}: da się go czytać.`, seenOnWhite: (n) => `Na białej stronie przycisk ma ${n}.`, faint: (n) => `Na białej stronie przycisk ma tylko ${n} i słabo go widać; potrzeba co najmniej 3. Wybierz ciemniejszy.`,
  title: "Tytuł", titleHint: "U góry czatu; puste: nazwa firmy.", font: "Krój pisma", fonts: { system: "Własny urządzenia", serif: "Szeryfowy", rounded: "Zaokrąglony", mono: "O stałej szerokości" }, side: "Gdzie", sides: { right: "Po prawej", left: "Po lewej" },
  language: "Język", languages: { auto: "Język strony, a jak nie, odwiedzającego", en: "English", pl: "Polski" },
  heading: "U góry widać", headingPeople: "Wybrane osoby i zespoły", headingOwner: "Kto opiekuje się kontaktem", fallback: "Nowym i tym, którymi nikt się nie opiekuje", fallbackCompany: "Firmę", people: "Osoby", teams: "Zespoły",
  headingHint: "Imiona i zdjęcia, tak jak widzą je odwiedzający.", headingMany: "Z więcej niż trzech losuje się trzy przy każdym otwarciu strony.", headingNobody: "Nikogo nie wybrano: widać firmę.",
  welcome: "Powitanie", welcomeHint: "Pierwsze, co mówi pierwszy czat odwiedzającego.", prompt: "Pokaż je obok przycisku po otwarciu strony",
  basis: "Ktoś liczy się jako obecny", bases: { users: "Gdy ktoś jest dostępny", hours: "W godzinach pracy", always: "Zawsze" },
  basisHints: { users: "Gdy dostępna jest choć jedna osoba z reguły; bez reguły ktokolwiek ze skrzynki; gdy regułą jest opiekun kontaktu, ten opiekun.", hours: "W godzinach harmonogramu, z jego świętami, i gdy ktoś jest dostępny.", always: "Dzień i noc, bez względu na to, kto jest dostępny." },
  schedule: "Harmonogram", noSchedule: "Nie ma jeszcze harmonogramu.", makeSchedule: "Utwórz harmonogram", inAnotherTab: "Otworzy się w innej karcie; lista tutaj podąży za tym.",
  replyTime: "Zwykły czas odpowiedzi", replyTimes: { none: "Nic o nim nie mów", minutes: "Kilka minut", hours: "Kilka godzin", day: "Dzień", measured: "Taki, jak ostatnio zmierzony" },
  away: "Nikt nie jest dostępny", aways: { message: "Powiedz tekst", reply_time: "Powiedz tylko zwykły czas", ask_email: "Poproś o adres e-mail", hide: "Ukryj czat" },
  offline: "Poza godzinami", offlines: { return_time: "Powiedz, kiedy wracacie", message: "Powiedz tekst", hide: "Ukryj czat" },
  capacity: "Każdy ma tyle rozmów, ile bierze", capacities: { message: "Poproś o cierpliwość", hide: "Ukryj czat", nothing: "Nie rób nic osobnego" }, text: "Tekst", textHint: "Puste: nasz tekst, w języku odwiedzającego.",
  preview: "Jak widzą to odwiedzający", device: "Urządzenie", devices: { desktop: "Komputer", tablet: "Tablet", phone: "Telefon" }, state: "Stan", states: { available: "Dostępny", away: "Nikogo nie ma", offline: "Poza godzinami", capacity: "Wszyscy zajęci" },
  shownPage: "Strona", shownPages: { open: "Czat otwarty", opened: "Dopiero otwarta" }, consent: "Zgoda", consents: { yes: "Udzielona", no: "Jeszcze nie" },
  hiddenThen: "Wtedy czat jest ukryty: odwiedzający nic z niego nie widzą.",
  mailHint: "Tak wysyłane są odpowiedzi do tych, którzy wyszli, i kopie rozmów.",
  code: "Kod śledzący", codeLater: "Czat pokaże się, gdy kanał będzie połączony.", codeHint: "Wstaw ten wiersz na swoją stronę, tuż przed </body>. Nic więcej się nie ładuje, dopóki ktoś nie chce rozmawiać.", how: "Jak go wstawić", platforms,
  policy: "Polityka bezpieczeństwa treści", policyHint: "Jeśli strona wysyła taką politykę, dodaj do niej te źródła. Nie potrzeba style-src.",
  byMail: "Wyślij go temu, kto zajmuje się stroną", developer: "Adres e-mail tej osoby", developerHint: "Dostanie kod i opis wstawienia, jeden raz. Adres nie jest przechowywany.", mailIt: "Wyślij", mailed: "Już w drodze.",
  privacy: "Prywatność", bot: "Bot", places: "Gdzie działa", origins: "Strony, które mogą go używać", originsHint: "Po jednej w wierszu, tak jak zaczynają się tam adresy, z https i bez ścieżki; puste: dowolna strona.", pages: "Podstrony", everyPage: "Widać go na każdej podstronie.", pagesHint: "Liczy się pierwszy pasujący wiersz; podstrona, do której żaden nie pasuje, go pokazuje. * zastępuje cokolwiek.",
  pageRule: (n) => `Co robi wiersz ${n}`, pattern: (n) => `Ścieżka wiersza ${n}`, show: "Pokaż na", hide: "Ukryj na", addRule: "Dodaj wiersz", removeRule: (n) => `Usuń wiersz ${n}`,
  identity: "Kim są odwiedzający", identityHint: "Strona może powiedzieć, kto jest na niej zalogowany: jej serwer podpisuje token sekretem, który zna tylko on i ta instalacja. Rozmowy idą wtedy za tą osobą na każde urządzenie.", required: "Rozmawiać mogą tylko odwiedzający tak wskazani",
  noSecret: "Nie ma jeszcze sekretu.", secretThere: "Sekret istnieje. Nie można go pokazać ponownie.", makeSecret: "Utwórz sekret", rotate: "Utwórz nowy", sureRotate: "Utworzyć nowy sekret? Tokeny podpisane starym będą odtąd odrzucane.",
  secret: "Sekret", secretOnce: "Skopiuj go teraz na swój serwer: widać go tylko ten jeden raz. Nigdy nie wstawiaj go na stronę.", exampleIn: (language) => `Przykład: ${language}`,
  connected: "Połączono. Czat będzie na stronie, gdy tylko znajdzie się na niej kod.",
};
