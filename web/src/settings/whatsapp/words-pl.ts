import type { en } from "./words-en.ts";

const reasons: typeof en.reasons = { number_taken: "Jest już połączony z Postroom, na tym lub innym koncie. Najpierw odłącz go tam." };
const verifications: typeof en.verifications = { "": "niezweryfikowany", requested: "czeka na kod", verified: "zweryfikowany" };
const qualities: typeof en.qualities = { green: "dobra", yellow: "średnia", red: "słaba" };
const statuses: typeof en.statuses = { approved: "zatwierdzony", pending: "czeka na zatwierdzenie", rejected: "odrzucony", paused: "wstrzymany", disabled: "wyłączony", gone: "już go nie ma" };
const statusHints: typeof en.statusHints = { pending: "Meta go sprawdza; to trwa do jednego dnia.", rejected: "Meta go nie zatwierdziła. Zmień go w Menedżerze WhatsApp.", paused: "Meta go wstrzymuje, bo źle go oceniano. Wróci sam.", disabled: "Meta wyłączyła go na stałe. Utwórz inny." };

/** What the server refuses, by its code. */
const refusals: typeof en.refusals = {
  token_refused: "Meta nie przyjmuje tego tokenu dostępu. Utwórz stały dla użytkownika systemowego, z aplikacją tej instalacji i uprawnieniami whatsapp_business_management i whatsapp_business_messaging, i daj temu użytkownikowi konto.", waba_unknown: "Meta nie zna takiego konta WhatsApp Business albo token go nie widzi. Sprawdź identyfikator w Menedżerze WhatsApp.",
  number_unknown: "Meta nie zna już tego numeru albo token go nie widzi. Wybierz numer jeszcze raz.", number_needed: "Najpierw wybierz numer.", code_not_sent: "Meta nie wyśle teraz kodu na ten numer. Poczekaj chwilę albo wybierz rozmowę telefoniczną zamiast SMS-a.", code_wrong: "To nie jest kod, który Meta wysłała ostatnio. Sprawdź go albo poproś o nowy.",
  code_needed: "Meta jeszcze nie wie, że ten numer należy do firmy. Poproś o kod i wpisz go tutaj.", pin_wrong: "Ten numer ma inny PIN. Wpisz właściwy albo ustaw nowy w Menedżerze WhatsApp.", pin_locked: "Zbyt wiele razy podano zły PIN. Poczekaj chwilę albo ustaw nowy w Menedżerze WhatsApp.", not_verified: "Meta chce, aby numer zweryfikować na nowo. Poproś o kod i wpisz go tutaj.",
  register_later: "Ten numer zbyt często ostatnio rejestrowano i zwalniano. Spróbuj za kilka godzin.", account_needed: "Najpierw podaj konto; to, co ma, pamiętamy przez pół godziny.", unknown_number: "Tego numeru nie ma na liście. Wybierz jeden z niej.", too_many_numbers: "Konto ma już tyle numerów w WhatsApp, ile może. Najpierw odłącz któryś.", other_number: "Ten kanał jest połączony z innym numerem. Wybierz tamten albo połącz ten z nowym kanałem.",
};

export const pl: typeof en = {
  stages: { number: "Numer", verification: "Weryfikacja", rule: "Przydzielanie", finish: "Połącz i zakończ" },
  saved: "Zapisano.", save: "Zapisz", crossed: "Ktoś to tymczasem zmienił.", theirs: "Przyjmij ich zmianę", mine: "Zostań przy swojej",
  intro: "Podaj konto WhatsApp Business, do którego należy numer, i token dostępu użytkownika systemowego, który może z niego korzystać.",
  where: "Gdzie to znaleźć", wheres: [
    "Otwórz business.facebook.com, Ustawienia, Konta, Konta WhatsApp: numer konta to jego identyfikator.",
    "Ustawienia, Użytkownicy, Użytkownicy systemowi: dodaj jednego, przypisz mu konto WhatsApp z pełną kontrolą oraz aplikację tej instalacji.",
    "Wygeneruj dla niego token z uprawnieniami whatsapp_business_management i whatsapp_business_messaging, bez daty ważności.",
  ],
  waba: "Identyfikator konta WhatsApp Business", wabaHint: "Same cyfry.", token: "Token dostępu", tokenHint: "Jest przechowywany w postaci zaszyfrowanej i nigdy więcej nie jest pokazywany.", look: "Pokaż jego numery", again: "Inne konto albo nowy token",
  numbers: "Który numer", numbersHint: "Numery tego konta w Meta.", noNumbers: "To konto nie ma jeszcze numeru. Dodaj go w Menedżerze WhatsApp i pokaż numery jeszcze raz.", chosenNumber: (number) => `Wybrany numer: ${number}`,
  qualityOf: (said) => `jakość: ${said}`, reasons, verifications, qualities,
  number: "Numer", name: "Nazwa, którą widzą ludzie", account: "Konto WhatsApp Business", registered: "Zarejestrowany do wysyłania", yes: "tak", notYet: "jeszcze nie",
  codeIntro: (number) => `Meta wyśle na numer ${number} kod z sześciu cyfr. Pokazuje on, że numer jest Twój.`, isVerified: (number) => `${number} jest już zweryfikowany w Meta.`,
  how: "Jak ma przyjść kod", methods: { sms: "SMS-em", voice: "Przez telefon" }, language: "W jakim języku", languages: { en_GB: "Angielski", pl_PL: "Polski", de_DE: "Niemiecki", fr_FR: "Francuski", es_ES: "Hiszpański" }, request: "Wyślij kod", requestAgain: "Wyślij kod jeszcze raz", requested: "Kod jest w drodze.",
  code: "Kod", codeHint: "Sześć cyfr, które wysłała Meta.", pin: "PIN weryfikacji dwuetapowej", pinHint: "Sześć cyfr. Jeśli numer ma już PIN, podaj ten; jeśli nie, wymyśl go i zachowaj.",
  verify: "Zweryfikuj i dalej", register: "Zarejestruj i dalej",
  connected: "Połączono. To, co ludzie piszą na ten numer, trafia do skrzynki.", byPeople: "Nikt: rozmowy czekają nieprzydzielone", byRule: "Według reguły", verification: "Weryfikacja",
  lost: { authorisation_lost: "Meta nie przyjmuje już naszego dostępu. Odpowiedzi czekają, a to, co ludzie piszą, może nie dotrzeć. Podaj nowy token dostępu." },
  renew: "Podaj nowy token dostępu", renewHint: "Tego samego konta; numer zostaje.", renewed: "Meta znów nas wpuszcza. Odpowiedzi, które czekały, są teraz wysyłane.", otherAccount: "To konto nie ma numeru tego kanału.",
  templates: "Szablony", templatesHint: "Wiadomości zatwierdzone przez Meta. Tylko one mogą zacząć rozmowę albo ją podjąć po 24 godzinach. Tworzy się je i zmienia w Menedżerze WhatsApp.", sync: "Odczytaj je teraz z Meta", syncing: "Trwa odczyt; nowe same się tu pokażą.", synced: (when) => `Ostatnio odczytano ${when}.`, neverSynced: "Jeszcze nie odczytano.", noTemplates: "Nie ma jeszcze szablonu. Utwórz go w Menedżerze WhatsApp; pokaże się tu, gdy Meta go pozna.", statuses, statusHints, search: "Szukaj", loading: "Wczytywanie", nothing: "Żaden szablon nie pasuje.", why: (text) => `Meta podaje: ${text}`, preview: "Jak widzą to ludzie",
  keywords: "Zgoda i rezygnacja", keywordsHint: "Kto napisze tylko jedno z tych słów, małymi lub wielkimi literami, wyraża zgodę albo rezygnuje. Zapisujemy to jako zgodę; kto zrezygnował, nie dostaje szablonów ani niczego automatycznego.", optIn: "Słowa zgody", optOut: "Słowa rezygnacji", oneEach: "Każde w osobnym wierszu.", optInReply: "Odpowiedź na zgodę", optOutReply: "Odpowiedź na rezygnację", replyHint: "Wysyłana od razu; puste: bez odpowiedzi.", tooManyWords: (most) => `Najwyżej słów: ${most}.`,
  said: (name) => `${name} odpowiada samo`, nothingSaid: "Odpowiedź nie jest wysyłana.",
  privacy: "Prywatność", refusals,
};
