const kinds: Record<string, string> = { email: "Team e-mail", chat: "Chat", messenger: "Messenger", form: "Form", whatsapp: "WhatsApp", calling: "Calling" };
const kindsPl: Record<string, string> = { email: "Poczta zespołu", chat: "Czat", messenger: "Messenger", form: "Formularz", whatsapp: "WhatsApp", calling: "Połączenia" };
const causes: Record<string, string> = { not_in_subscription: "The subscription no longer includes it. What came in is kept.", authorisation_lost: "Its provider no longer lets us in. Authorise us again: what came meanwhile is caught up with.", role_lost: "Whoever connected the page is not its administrator any more. Log in as somebody who is." };
const causesPl: Record<string, string> = { not_in_subscription: "Abonament już tego nie obejmuje. To, co przyszło, zostaje.", authorisation_lost: "Dostawca już nas nie wpuszcza. Upoważnij nas ponownie: to, co przyszło w międzyczasie, zostanie pobrane.", role_lost: "Osoba, która połączyła stronę, nie jest już jej administratorem. Zaloguj się jako ktoś, kto nim jest." };
const steps: Record<string, string> = { provider: "the provider", terms: "the terms", address: "the address", hosted_address: "the address", authorisation: "the authorisation", form: "the form", look: "how the chat looks", greeting: "how it greets", hours: "when it answers", page: "the Facebook page", number: "the number", voice: "what callers hear", verification: "its verification", sender_details: "the e-mail details", rule: "who gets conversations", ticket_automation: "tickets", connect: "connect and finish" };
const stepsPl: Record<string, string> = { provider: "dostawca", terms: "warunki", address: "adres", hosted_address: "adres", authorisation: "upoważnienie", form: "formularz", look: "wygląd czatu", greeting: "powitanie", hours: "dostępność", page: "strona na Facebooku", number: "numer", voice: "co słyszą dzwoniący", verification: "weryfikacja numeru", sender_details: "szczegóły poczty", rule: "kto dostaje rozmowy", ticket_automation: "zgłoszenia", connect: "połącz i zakończ" };
const standings = { available: "available", away: "away", offline: "outside the hours", capacity: "everybody busy" };
const standingsPl = { available: "dostępny", away: "nikogo nie ma", offline: "poza godzinami", capacity: "wszyscy zajęci" };
const standingReasons: Record<string, string> = { no_hours: "by people's availability", in_hours: "in the hours", around_the_clock: "day and night", somebody_available: "somebody is available", nobody_available: "nobody is available", everyone_at_capacity: "everybody has as many as they take", capacity_behaviour_not_included: "the subscription does not include what is set for that", out_of_hours: "the hours are over", switched_off: "switched off" };
const standingReasonsPl: Record<string, string> = { no_hours: "według dostępności osób", in_hours: "w godzinach", around_the_clock: "dzień i noc", somebody_available: "ktoś jest dostępny", nobody_available: "nikt nie jest dostępny", everyone_at_capacity: "każdy ma tyle, ile bierze", capacity_behaviour_not_included: "abonament nie obejmuje tego, co na to ustawiono", out_of_hours: "już po godzinach", switched_off: "wyłączony" };

/** The words of the page of inboxes. */
export const WORDS = {
  en: {
    current: "Current view", all: "All inboxes", noChannel: "No channel yet.", another: "Another inbox", make: "Make it", made: "The inbox is there.", connect: "Connect a channel",
    states: { connected: "connected", connecting: "not finished", paused: "switched off", degraded: "degraded", disconnected: "disconnected" },
    on: "On", off: "Off", switch: (name: string) => `${name} is on`, paused: "Switched off. What comes in is kept and starts nothing.", resumed: "Switched on.", settings: "Settings", goOn: "Go on",
    standings, standingReasons, back: (when: string) => `Back ${when}`, notShown: "Visitors do not see it",
    steps, next: (step: string) => `Connecting is not finished; next: ${step}.`, last: (when: string | null) => (when ? `Last message ${when}` : "No message yet"), kinds, causes,
    access: (everyone: boolean, people: number, teams: number) => (everyone ? "Everyone sees it" : `Seen by ${people} ${people === 1 ? "person" : "people"} and ${teams} ${teams === 1 ? "team" : "teams"}`),
    name: "Name", whoSees: "Who sees it", everyone: "Everyone of the account", chosen: "Chosen people and teams", people: "People", teams: "Teams", save: "Save", saved: "Saved",
  },
  pl: {
    current: "Widok", all: "Wszystkie skrzynki", noChannel: "Nie ma jeszcze kanału.", another: "Nowa skrzynka", make: "Utwórz", made: "Skrzynka jest gotowa.", connect: "Połącz kanał",
    states: { connected: "połączony", connecting: "nieukończony", paused: "wyłączony", degraded: "ograniczony", disconnected: "odłączony" },
    on: "Włączony", off: "Wyłączony", switch: (name: string) => `${name} jest włączony`, paused: "Wyłączono. To, co przyjdzie, zostanie, ale niczego nie zacznie.", resumed: "Włączono.", settings: "Ustawienia", goOn: "Dokończ",
    standings: standingsPl, standingReasons: standingReasonsPl, back: (when: string) => `Powrót ${when}`, notShown: "Odwiedzający go nie widzą",
    steps: stepsPl, next: (step: string) => `Łączenie nieukończone; następny krok: ${step}.`, last: (when: string | null) => (when ? `Ostatnia wiadomość ${when}` : "Jeszcze bez wiadomości"), kinds: kindsPl, causes: causesPl,
    access: (everyone: boolean, people: number, teams: number) => (everyone ? "Widzą ją wszyscy" : `Widzą ją: osoby ${people}, zespoły ${teams}`),
    name: "Nazwa", whoSees: "Kto ją widzi", everyone: "Wszyscy z konta", chosen: "Wybrane osoby i zespoły", people: "Osoby", teams: "Zespoły", save: "Zapisz", saved: "Zapisano",
  },
};
