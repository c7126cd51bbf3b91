/** The words of the account's page. */
export const WORDS = {
  en: {
    loading: "Loading", saved: "Saved", save: "Save", company: "Company", name: "Name", rename: "Rename", zone: "Time zone", language: "Language", created: (day: string) => `The account was created on ${day}; that date stays what it is.`,
    branding: "How you look to customers", shownName: "The name customers read", accent: "Colour", text: "Text on it", greeting: "Hello! How can we help?", fine: (n: string) => `Their contrast is ${n}; that can be read.`, faint: (n: string) => `Their contrast is ${n}; 4.5 is the least that can be read. Choose a darker or a lighter one.`,
    policies: "Conversations and tickets", reopening: "A message after so many days begins a new conversation", reopeningHint: "Days since the old one was closed. Empty: a message always opens the old one again.", ticketLimit: "Tickets of one contact at most", ticketLimitHint: "At the limit a conversation begins without a ticket, and says why. 10,000 at most.",
    logo: "Logo", noLogo: "There is no logo.", chooseLogo: "Choose a logo", logoNow: "The logo as it is", logoHint: "A still PNG, JPEG or WebP picture. Customers see it on forms, where they rate a conversation, and in signatures that show it.", logoSaved: "Customers see this logo now.", removeLogo: "Remove the logo", logoGone: "The logo is removed.",
    outgoing: "Mail", ownRelay: (host: string) => `Mail leaves by your own relay, ${host}.`, installations: "Mail leaves by the installation's relay.", setRelay: "Use your own SMTP relay", changeRelay: "Change the relay", removeRelay: "Remove the relay", relayGone: "The relay is removed.", cancel: "Cancel",
    thenInstallations: "From then on mail leaves by the installation's relay, which must be allowed to send for your domains. What waits to be sent leaves by it, too.",
    thenNone: "This installation has no relay of its own: mail of addresses that are not at Gmail or Office 365 cannot leave then. Each answer says so, and can be sent again once a relay is set.",
    relayForgotten: (host: string) => `User name and password for ${host} are forgotten; to use it again they have to be given anew.`,
    host: "Host", port: "Port", security: "Encryption", securities: { starttls: "STARTTLS", tls: "TLS from the start", none: "None" } as Record<string, string>, username: "User name", password: "Password", passwordKept: "Empty: the one that is kept.", passwordHint: "Empty: none. It is kept sealed and never shown.",
    anyoneForwards: "Anybody may name a mail's sender by forwarding it", forwardsHint: "Otherwise only users of the account may: a stranger could name whom they like.",
    privacy: "Data privacy", privacyOn: "Data-privacy settings are on", privacyHint: "Only then can a channel ask for consent before it takes messages. This is not legal advice.", gates: "What this opens",
  },
  pl: {
    loading: "Wczytywanie", saved: "Zapisano", save: "Zapisz", company: "Firma", name: "Nazwa", rename: "Zmień nazwę", zone: "Strefa czasowa", language: "Język", created: (day: string) => `Konto powstało ${day}; ta data się nie zmienia.`,
    branding: "Jak widzą Was klienci", shownName: "Nazwa, którą czytają klienci", accent: "Kolor", text: "Tekst na nim", greeting: "Dzień dobry! W czym pomóc?", fine: (n: string) => `Kontrast wynosi ${n}; da się to czytać.`, faint: (n: string) => `Kontrast wynosi ${n}; żeby dało się czytać, potrzeba co najmniej 4,5. Wybierz ciemniejszy albo jaśniejszy.`,
    policies: "Rozmowy i zgłoszenia", reopening: "Wiadomość po tylu dniach zaczyna nową rozmowę", reopeningHint: "Dni od zamknięcia starej. Puste: wiadomość zawsze otwiera starą rozmowę.", ticketLimit: "Najwięcej zgłoszeń jednego kontaktu", ticketLimitHint: "Po osiągnięciu limitu rozmowa zaczyna się bez zgłoszenia i mówi dlaczego. Najwyżej 10 000.",
    logo: "Logo", noLogo: "Nie ma logo.", chooseLogo: "Wybierz logo", logoNow: "Obecne logo", logoHint: "Nieruchomy obraz PNG, JPEG albo WebP. Klienci widzą je na formularzach, tam, gdzie oceniają rozmowę, i w podpisach, które je pokazują.", logoSaved: "Klienci widzą teraz to logo.", removeLogo: "Usuń logo", logoGone: "Logo usunięte.",
    outgoing: "Poczta", ownRelay: (host: string) => `Poczta wychodzi przez własny serwer, ${host}.`, installations: "Poczta wychodzi przez serwer tej instalacji.", setRelay: "Użyj własnego serwera SMTP", changeRelay: "Zmień serwer", removeRelay: "Usuń serwer", relayGone: "Serwer usunięty.", cancel: "Anuluj",
    thenInstallations: "Odtąd poczta wychodzi przez serwer tej instalacji, który musi mieć prawo wysyłać w imieniu Waszych domen. Wyjdzie nim także to, co czeka na wysłanie.",
    thenNone: "Ta instalacja nie ma własnego serwera: poczta z adresów spoza Gmaila i Office 365 nie wyjdzie. Każda odpowiedź to powie, a po ustawieniu serwera można ją wysłać ponownie.",
    relayForgotten: (host: string) => `Nazwa użytkownika i hasło do ${host} zostaną zapomniane; żeby znów go używać, trzeba je podać ponownie.`,
    host: "Host", port: "Port", security: "Szyfrowanie", securities: { starttls: "STARTTLS", tls: "TLS od początku", none: "Brak" } as Record<string, string>, username: "Nazwa użytkownika", password: "Hasło", passwordKept: "Puste: to, które jest zachowane.", passwordHint: "Puste: brak. Jest przechowywane w postaci zapieczętowanej i nigdy nie jest pokazywane.",
    anyoneForwards: "Każdy może wskazać nadawcę wiadomości, przekazując ją", forwardsHint: "W przeciwnym razie tylko użytkownicy konta: obcy mógłby wskazać, kogo chce.",
    privacy: "Prywatność danych", privacyOn: "Ustawienia prywatności są włączone", privacyHint: "Dopiero wtedy kanał może prosić o zgodę, zanim przyjmie wiadomości. To nie jest porada prawna.", gates: "Co to otwiera",
  },
};
