import type { en } from "./words-en.ts";

const reasons: Record<string, string> = {
  no_voice: "Nie można na niego dzwonić: służy tylko do SMS-ów.",
  used_elsewhere: "Jego połączenia idą teraz gdzie indziej; to zostałoby zastąpione.",
  number_taken: "Jest już połączony z Postroom, na tym lub innym koncie. Najpierw odłącz go tam.",
};

const refusals: Record<string, string> = {
  token_refused: "Twilio nie przyjmuje tego konta i tokenu. Skopiuj oba z konsoli jeszcze raz; potrzebny jest token uwierzytelniający (Auth Token), nie klucz API, bo nim podpisane jest wszystko, co przychodzi.",
  account_inactive: "To konto jest w Twilio zawieszone albo zamknięte. Sprawdź tam albo podaj inne.", number_unknown: "Twilio nie zna już tego numeru. Podaj konto jeszcze raz i wybierz numer z listy.",
  url_invalid: "Twilio odrzuca adres tej instalacji. POSTROOM_BASE_URL musi być adresem dostępnym z internetu.", provider_refused: "Twilio odmawia. Sprawdź alerty konta w konsoli.", provider_away: "Twilio teraz nie odpowiada. Spróbuj jeszcze raz.",
  account_needed: "Najpierw podaj konto w Twilio; jego numery pamiętamy przez pół godziny.", unknown_number: "Tego numeru nie ma na liście albo nie można na niego dzwonić. Wybierz któryś z listy.",
  other_number: "Ten kanał jest połączony z innym numerem. Wybierz tamten albo połącz ten z nowym kanałem.", invalid: "SID konta w Twilio zaczyna się od AC. Skopiuj go z konsoli.",
};

export const pl: typeof en = {
  refusals,
  stages: { number: "Numer", voice: "Powitanie i poczta głosowa", rule: "Przydzielanie", tickets: "Zgłoszenia", finish: "Połącz i zakończ" },
  save: "Zapisz", saved: "Zapisano. Liczy się od następnego połączenia.", crossed: "Ktoś to tymczasem zmienił.", theirs: "Przyjmij ich zmianę", mine: "Zostań przy swojej",
  intro: "Ludzie dzwonią na numer, który masz w Twilio; dzwonią Wasze własne telefony, więc niczego nie trzeba instalować. Podaj SID konta i jego token uwierzytelniający: oba są w konsoli Twilio, na pierwszej stronie konta.",
  account: "SID konta", accountHint: "Zaczyna się od AC.", token: "Token uwierzytelniający", tokenHint: "Trzymamy go zapieczętowanego i nikomu nie pokazujemy. Dzięki niemu widzimy numery, łączymy rozmowy, pobieramy nagrania i wiemy, że to, co do nas dociera, pochodzi od Twilio.", look: "Pokaż numery", again: "Podaj inne konto lub token",
  numbers: "Który numer", numbersHint: "Odtąd jego połączenia przychodzą tutaj: to, dokąd szły przedtem, zostanie w Twilio zastąpione.", noNumbers: "To konto nie ma jeszcze numeru. Kup go w konsoli Twilio i sprawdź ponownie.", reasons, connected_: (number) => `Połączony numer: ${number}`, use: "Sprawdź ponownie",
  number: "Numer", of: (sid) => `Konto w Twilio: ${sid}`, lost: "Twilio już nas nie wpuszcza: nie da się do nikogo zadzwonić, a nagrania nie są pobierane. Podaj obecny token.", tokenNew: "Podaj nowy token", letIn: "Wpuść nas", reintro: "Obecny token konta jest w konsoli Twilio, na pierwszej stronie konta.", mended: "Twilio nas wpuszcza.", tokenAgain: "Token w Twilio wymieniono? Podaj nowy: do tego czasu nie wierzymy w nic, co mówi Twilio.",
  greeting: "Powitanie", greetingHint: "Mówione, gdy tylko ktoś zadzwoni; puste: od razu dzwoni.", language: "Język",
  ring: "Dzwoń przez", seconds: "sekund", ringHint: "Od 5 do 60. Poczta głosowa komórki to nie odpowiedź: kto odbiera, naciska klawisz.",
  voicemail: "Gdy nikt nie odbiera, pozwól zostawić wiadomość", voicemailText: "Co mówimy przedtem", voicemailHint: "Puste: zwykłe zdanie. Potem sygnał.",
  record: "Nagrywaj rozmowy za zgodą", recordHint: "Dzwoniących najpierw pytamy; kto się nie zgadza, nie jest nagrywany.", recordFirst: "Dopiero gdy kanał prosi o zgodę na to:", recordLater: "Dopiero gdy kanał prosi o zgodę na to, w karcie Prywatność; ustawia się to po połączeniu.", toPrivacy: "zobacz kartę Prywatność.",
  transcribe: "Spisuj zostawione wiadomości", transcribeHint: "Robi to Twilio, które rozumie tylko angielski.",
  room: (left) => `Pozostało znaków: ${left}`, over: (more) => `Za dużo znaków: ${more}`,
  heard: "Co słyszą dzwoniący", listen: "Posłuchaj", stop: "Zatrzymaj", listenHint: "Głos Twojej przeglądarki; głos Twilio brzmi inaczej.",
  steps: {
    greeting: "Najpierw", consent: "Potem", rings: (seconds) => `Dzwoni najwyżej ${seconds} sekund: do osoby, która ma rozmowę, a jeśli nikt jej nie ma, najwyżej do dziesięciu dostępnych osób z telefonem w profilu.`,
    answered: "Ktoś odbiera: rozmawiacie.", recorded: "Ktoś odbiera: rozmawiacie, z nagrywaniem, jeśli jest zgoda.", explicit: "Nagrywamy tylko tego, kto naciśnie 1.", implied: "Kto zostaje na linii, ten się zgadza.",
    voicemail: "Nikt nie odbiera", tone: "Po sygnale mówi dzwoniący; rozłączenie kończy. Przychodzi to jako wiadomość z nagraniem.", missed: "Połączenie się kończy i przychodzi jako nieodebrane.",
  },
  phones: (without, all) => `${without} z ${all} osób, które widzą tę skrzynkę, nie ma telefonu w profilu: do nich nie dzwonimy.`,
  privacy: "Prywatność", byPeople: "Nikt: dzwoni u wszystkich dostępnych", byRule: "Według reguły", ticketsYes: "Otwierane", ticketsNo: "Żadne", nothing: "Nic", recording: "Nagrywanie", on: "Za zgodą", off: "Nigdy", mailbox: "Wiadomości",
  connected: "Połączono. Połączenia na ten numer dzwonią tutaj.",
};
