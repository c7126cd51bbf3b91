import type { en } from "./words-en.ts";

const kinds = { email: "Poczta zespołu", form: "Formularz", chat: "Czat na żywo", messenger: "Facebook Messenger", whatsapp: "WhatsApp Business", calling: "Połączenia" };
const kindHints = { email: "Adres, który czyta i z którego odpowiada cały zespół.", form: "To, co ludzie wysyłają formularzem na stronie.", chat: "Okienko na stronie: odwiedzający piszą, zespół odpowiada na żywo.", messenger: "To, co ludzie piszą do Twojej strony na Facebooku.", whatsapp: "To, co ludzie piszą na Twój numer w WhatsApp.", calling: "Połączenia na Twój numer w Twilio dzwonią na Waszych telefonach; do nieodebranych oddzwania się stąd." };
const stages = { type: "Rodzaj", provider: "Dostawca", terms: "Warunki", address: "Adres", details: "Szczegóły poczty", routing: "Przydzielanie i zgłoszenia", finish: "Połącz i zakończ" };
const providers: Record<string, string> = { gmail: "Gmail", office365: "Office 365", other: "Inne konto pocztowe" };
const providerHints = {
  gmail: "Wpuszczasz nas w Google; niczego nie trzeba przekierowywać.", office365: "Wpuszczasz nas w Microsofcie; niczego nie trzeba przekierowywać.",
  other: "Dowolna skrzynka, adres grupy Google lub alias: przekierowuje na adres, który wydajemy.",
};
const notRegistered: Record<string, string> = {
  gmail: "Tu niedostępne: ta instalacja nie jest zarejestrowana w Google. Wybierz inne konto i przekieruj skrzynkę albo zapytaj, kto prowadzi tę instalację.",
  office365: "Tu niedostępne: ta instalacja nie jest zarejestrowana w Microsofcie. Wybierz inne konto i przekieruj skrzynkę albo zapytaj, kto prowadzi tę instalację.",
};
const notHere: Record<string, string> = { messenger: "Tu niedostępne: ta instalacja nie jest zarejestrowana w Meta. Kto ją prowadzi, ustawia POSTROOM_MESSENGER_APP_ID, POSTROOM_MESSENGER_APP_SECRET i POSTROOM_MESSENGER_VERIFY_TOKEN.", whatsapp: "Tu niedostępne: ta instalacja nie jest zarejestrowana w Meta. Kto ją prowadzi, ustawia POSTROOM_WHATSAPP_APP_SECRET i POSTROOM_WHATSAPP_VERIFY_TOKEN." };
const tokens = { "agent.name": "Imię i nazwisko", "agent.first_name": "Imię", "agent.last_name": "Nazwisko" };
const refusals: Record<string, string> = {
  already_taken: "Ten adres jest już używany na tym koncie: to adres zespołu albo czyjś adres osobisty. Wybierz inny albo zwolnij go tam.", provider_not_offered: "Ten dostawca nie jest tu dostępny. Wybierz inne konto pocztowe i przekieruj skrzynkę na adres, który wydajemy.",
  from_name_not_supported: "Office 365 nie pozwala nam ustawić nazwy nadawcy: poczta wychodzi z nazwą samej skrzynki. Zmienisz ją w centrum administracyjnym Microsoft 365.", step_fixed: "Połączony kanał tego nie zmienia. Odłącz go i połącz nowy.", not_connected: "Ten kanał nie jest połączony. Dokończ łączenie albo połącz nowy.",
};
const cameBack: Record<string, string> = {
  state: "To nie zaczęło się w tej przeglądarce albo zaczęło się zbyt dawno. Zacznij od nowa.", scopes_missing: "Pominięto tam któreś z uprawnień; potrzebne są wszystkie. Wpuść nas ponownie, ze wszystkimi.", declined: "Nie wpuszczono nas tam. Bez tego skrzynki nie da się tak połączyć.",
  provider_refused: "Dostawca nas nie wpuścił. Spróbuj ponownie; jeśli to nie pomoże, przekieruj skrzynkę.", provider_away: "Dostawca nie odpowiada. Spróbuj za chwilę.",
  already_taken: "Adres tej skrzynki jest już używany na tym koncie: to adres zespołu albo czyjś adres osobisty. Wybierz inną skrzynkę albo zwolnij adres w Kanałach lub Użytkownikach.",
  admin_consent_required: "Wpuścić nas może tam tylko administrator Twojej organizacji. Poproś go o zgodę i spróbuj ponownie.", national_cloud_not_supported: "Ta skrzynka jest w krajowej chmurze Microsoftu, której nie można połączyć. Wybierz inne konto pocztowe i ją przekieruj.",
  other_mailbox: "To inna skrzynka. Wpuść nas jako skrzynka, z którą połączony jest ten kanał.", government_cloud_not_supported: "Ta skrzynka jest w chmurze Microsoftu dla instytucji rządowych, której nie można połączyć. Wybierz inne konto pocztowe i ją przekieruj.",
};

export const pl: typeof en = {
  loading: "Wczytywanie", unknown: "Nie ma takiego kanału dla Ciebie.", none: "Żaden kanał nie jest jeszcze połączony.", connectOne: "Połącz kanał", unfinished: "Jeszcze nieukończone", allChannels: "Wszystkie kanały", inInbox: (name) => `Skrzynka: ${name}`,
  steps: "Kroki łączenia", stages, done: "gotowe", back: "Wstecz", forward: "Dalej", leave: "Wyjdź", save: "Zapisz", saved: "Zapisano", change: "Zmień adres",
  connecting: (inbox) => `Ten kanał jest łączony ze skrzynką ${inbox}.`, kept: "Każdy krok jest od razu zapisywany: możesz wyjść i dokończyć później.",
  what: "Co chcesz połączyć?", kinds, kindHints, notYet: "Ta wersja jeszcze tego nie ma.", notHere, closed: "Twój abonament tego nie obejmuje.", toSubscription: "Zobacz, co to otworzy", intoInbox: "Skrzynka", newInbox: "Nowa …", inboxName: "Nazwa nowej skrzynki",
  who: "Kto prowadzi skrzynkę pocztową?", providers, providerHints, notRegistered, noImap: "Nigdy nie pytamy o hasło do skrzynki: łączenie przez IMAP lub POP nie jest obsługiwane.",
  version: (version) => `Wersja ${version}.`, agree: "Akceptuję te warunki w imieniu mojej organizacji", somebody: "ktoś", accepted: (who, when, version) => `Wersję ${version} zaakceptował(a) ${who}, ${when}.`,
  address: "Adres, na który piszą ludzie", addressHint: "Adres zespołu, na przykład pomoc@example.com; nie czyjś adres osobisty.", issue: "Użyj tego adresu", toChannels: "Kanały", toUsers: "Użytkownicy",
  forwardTo: "Niech skrzynka przekierowuje wszystko na ten adres:", copy: "Kopiuj", copied: "Skopiowano", marked: "Zaznaczono: skopiuj klawiszami Ctrl+C.", how: "Jak to ustawić",
  ways: [
    "W ustawieniach skrzynki znajdź przekierowanie (przekazywanie dalej), wpisz powyższy adres i, jeśli chcesz, zostaw kopię w skrzynce.",
    "Jeśli dostawca wysyła kod lub link potwierdzający przekierowanie, przyjdzie on tutaj jako rozmowa w tej skrzynce.",
    "Adres grupy Google: dodaj powyższy adres jako członka grupy, który dostaje każdą wiadomość.", "Alias: niech prowadzi na powyższy adres.",
    "Potem wyślij wiadomość na własny adres z innego miejsca.",
  ],
  waiting: (address) => `Czekamy na wiadomość próbną: wyślij ją na ${address}. Ten wiersz się zmieni, gdy przyjdzie. Tymczasem możesz iść dalej.`, verified: (when) => `Wiadomość próbna przyszła, ${when}. Przekierowanie działa.`,
  authorise: (who) => `Wpuść nas w ${who}`, authoriseAgain: (who) => `Wpuść nas ponownie w ${who}`, authorised: (address, who) => `${who} wpuszcza nas jako ${address}.`, authoriseHint: (who) => `Przejdziesz do ${who}, wybierzesz tam skrzynkę zespołu i wrócisz tutaj. W każdej chwili można to tam cofnąć.`, cameBack, shared: "Adres skrzynki udostępnionej", sharedHint: "Puste: własna skrzynka tego, kto się tam zaloguje.",
  company: "Nazwa firmy", fromName: "Nadawcą poczty jest", agentAndCompany: (company) => `Osoba z ${company || "…"}`, companyOnly: (company) => `Tylko ${company || "…"}`, mailboxName: "Nazwa samej skrzynki", namedByProvider: "Office 365 nie pozwala nam ustawić nazwy nadawcy: poczta wychodzi z nazwą samej skrzynki. Można ją zmienić w centrum administracyjnym Microsoft 365.",
  fromAddress: "Inny adres nadawcy", fromAddressHint: "Puste: adres kanału. Musi na to pozwalać ten, kto wysyła pocztę dla tej domeny.",
  signature: "Podpis zespołu", format: "Zapis", formatted: "Tekst formatowany", tokens, picture: "Obrazek", logo: "Logo", signatureText: "Podpis", signatureHint: "Pod pocztą wysyłaną ze skrzynki, jeden raz; puste: brak. Obrazki pod adresem https.",
  seen: "Jak widzi to odbiorca", from: "Od:", noAddress: "adres nie jest jeszcze ustawiony", noSignature: "Bez podpisu.", asText: "Jako zwykły tekst",
  rule: "Kto dostaje nowe rozmowy", tickets: "Zgłoszenia z nowych rozmów", yes: "Tak", no: "Nie",
  comesThrough: "Przekierowanie działa: wiadomość próbna przyszła.", unverified: "Wiadomość próbna jeszcze nie przyszła. Możesz zakończyć teraz; kanał zadziała, gdy zadziała przekierowanie.", connect: "Połącz i zakończ", connected: "Połączono. Nowa poczta trafia do skrzynki.",
  settings: "Ustawienia kanału", configuration: "Konfiguracja", automation: "Automatyzacja",
  forwarded: "Poczta przekazana tu przez kogoś z zespołu należy do", toOriginal: "Kto ją pierwszy napisał", toForwarder: "Kto ją przekazał", forwardedTitle: "Poczta przekazana",
  end: "Odłącz", endHint: "Poczta nie będzie już przyjmowana ani wysyłana, adres będzie znów wolny, a historia zostanie w skrzynce. Żeby przerwać na jakiś czas, wyłącz kanał: wtedy to, co przyjdzie, zostanie, ale niczego nie zacznie.", ended: "Odłączono. Historia zostaje.", sure: (name) => `Odłączyć ${name}? Historia zostanie, a adres będzie znów wolny.`,
  endChat: "Czat zniknie ze strony i nic już nie przyjmie; historia zostanie w skrzynce. Żeby przerwać na jakiś czas, wyłącz kanał.", sureChat: "Odłączyć ten czat? Zniknie ze strony na zawsze; historia zostanie.",
  endPage: "To, co ludzie piszą do strony, nie będzie już przyjmowane, a stronę będzie można połączyć gdzie indziej; historia zostanie w skrzynce. Żeby przerwać na jakiś czas, wyłącz kanał: to, co przyjdzie, zostanie i niczego nie zacznie.", surePage: "Odłączyć tę stronę? Historia zostanie, a stronę będzie można połączyć gdzie indziej.",
  endNumber: "To, co ludzie piszą na numer, nie będzie już przyjmowane, a numer będzie można połączyć gdzie indziej; historia zostanie w skrzynce. Żeby przerwać na jakiś czas, wyłącz kanał: to, co przyjdzie, zostanie i niczego nie zacznie.", sureNumber: "Odłączyć ten numer? Historia zostanie, a numer będzie można połączyć gdzie indziej.",
  endLine: "Połączenia na ten numer nie będą już tu dzwonić, a numer będzie można połączyć gdzie indziej; historia z nagraniami zostanie w skrzynce. Żeby przerwać na jakiś czas, wyłącz kanał.", sureLine: "Odłączyć ten numer? Historia zostanie, a numer będzie można połączyć gdzie indziej.",
  refusals,
};
