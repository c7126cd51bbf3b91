/** The words of the account's page. */
export const WORDS = {
  en: {
    loading: "Loading", saved: "Saved", save: "Save", company: "Company", name: "Name", rename: "Rename", zone: "Time zone", language: "Language", created: (day: string) => `The account was created on ${day}; that date stays what it is.`,
    branding: "How you look to customers", shownName: "The name customers read", accent: "Colour", text: "Text on it", greeting: "Hello! How can we help?", fine: (n: string) => `Their contrast is ${n}; that can be read.`, faint: (n: string) => `Their contrast is ${n}; 4.5 is the least that can be read. Choose a darker or a lighter one.`,
    outgoing: "Mail", ownRelay: (host: string) => `Mail leaves by your own relay, ${host}.`, installations: "Mail leaves by the installation's relay.", setRelay: "Use your own SMTP relay", changeRelay: "Change the relay",
    host: "Host", port: "Port", security: "Encryption", securities: { starttls: "STARTTLS", tls: "TLS from the start", none: "None" } as Record<string, string>, username: "User name", password: "Password", passwordKept: "Empty: the one that is kept.", passwordHint: "Empty: none. It is kept sealed and never shown.",
    anyoneForwards: "Anybody may name a mail's sender by forwarding it", forwardsHint: "Otherwise only users of the account may: a stranger could name whom they like.",
    privacy: "Data privacy", privacyOn: "Data-privacy settings are on", privacyHint: "Only then can a channel ask for consent before it takes messages. This is not legal advice.", gates: "What this opens",
  },
  pl: {
    loading: "Wczytywanie", saved: "Zapisano", save: "Zapisz", company: "Firma", name: "Nazwa", rename: "Zmień nazwę", zone: "Strefa czasowa", language: "Język", created: (day: string) => `Konto powstało ${day}; ta data się nie zmienia.`,
    branding: "Jak widzą Was klienci", shownName: "Nazwa, którą czytają klienci", accent: "Kolor", text: "Tekst na nim", greeting: "Dzień dobry! W czym pomóc?", fine: (n: string) => `Kontrast wynosi ${n}; da się to czytać.`, faint: (n: string) => `Kontrast wynosi ${n}; żeby dało się czytać, potrzeba co najmniej 4,5. Wybierz ciemniejszy albo jaśniejszy.`,
    outgoing: "Poczta", ownRelay: (host: string) => `Poczta wychodzi przez własny serwer, ${host}.`, installations: "Poczta wychodzi przez serwer tej instalacji.", setRelay: "Użyj własnego serwera SMTP", changeRelay: "Zmień serwer",
    host: "Host", port: "Port", security: "Szyfrowanie", securities: { starttls: "STARTTLS", tls: "TLS od początku", none: "Brak" } as Record<string, string>, username: "Nazwa użytkownika", password: "Hasło", passwordKept: "Puste: to, które jest zachowane.", passwordHint: "Puste: brak. Jest przechowywane w postaci zapieczętowanej i nigdy nie jest pokazywane.",
    anyoneForwards: "Każdy może wskazać nadawcę wiadomości, przekazując ją", forwardsHint: "W przeciwnym razie tylko użytkownicy konta: obcy mógłby wskazać, kogo chce.",
    privacy: "Prywatność danych", privacyOn: "Ustawienia prywatności są włączone", privacyHint: "Dopiero wtedy kanał może prosić o zgodę, zanim przyjmie wiadomości. To nie jest porada prawna.", gates: "Co to otwiera",
  },
};
