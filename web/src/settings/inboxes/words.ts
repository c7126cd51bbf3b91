const kinds: Record<string, string> = { email: "Team e-mail", chat: "Chat", messenger: "Messenger", form: "Form", whatsapp: "WhatsApp", calling: "Calling" };
const kindsPl: Record<string, string> = { email: "Poczta zespołu", chat: "Czat", messenger: "Messenger", form: "Formularz", whatsapp: "WhatsApp", calling: "Połączenia" };
const causes: Record<string, string> = { not_in_subscription: "The subscription no longer includes it. What came in is kept.", authorization_lost: "Its provider no longer lets us in. Connect it again." };
const causesPl: Record<string, string> = { not_in_subscription: "Abonament już tego nie obejmuje. To, co przyszło, zostaje.", authorization_lost: "Dostawca już nas nie wpuszcza. Połącz go ponownie." };

/** The words of the page of inboxes. */
export const WORDS = {
  en: {
    current: "Current view", all: "All inboxes", noChannel: "No channel yet.", another: "Another inbox", make: "Make it", made: "The inbox is there.",
    states: { connected: "connected", connecting: "not finished", paused: "switched off", degraded: "degraded", disconnected: "disconnected" },
    on: "On", off: "Off", switch: (name: string) => `${name} is on`, paused: "Switched off. What comes in is kept and starts nothing.", resumed: "Switched on.", edit: "Edit", end: "Disconnect", endHint: "Its history stays in the inbox.", ended: "Disconnected. Its history stays.", sure: (name: string) => `Disconnect ${name}? Its history stays, and its address is free again.`,
    next: (step: string) => `Connecting is not finished; next: ${step.replaceAll("_", " ")}.`, last: (when: string | null) => (when ? `Last message ${when}` : "No message yet"), kinds, causes,
    access: (everyone: boolean, people: number, teams: number) => (everyone ? "Everyone sees it" : `Seen by ${people} ${people === 1 ? "person" : "people"} and ${teams} ${teams === 1 ? "team" : "teams"}`),
    name: "Name", whoSees: "Who sees it", everyone: "Everyone of the account", chosen: "Chosen people and teams", people: "People", teams: "Teams", save: "Save", saved: "Saved",
    company: "Company's name", fromName: "Answers are signed", both: (company: string) => `Agent's name and ${company}`, only: (company: string) => `${company} only`, fromAddress: "Answers come from this address; empty: the channel's own",
    tickets: "New conversations become tickets", pipelines: "Into which pipeline, and how", ticketsHint: "Whether this is open to you depends on when the account was created.", subscription: "Subscription and gates",
  },
  pl: {
    current: "Widok", all: "Wszystkie skrzynki", noChannel: "Nie ma jeszcze kanału.", another: "Nowa skrzynka", make: "Utwórz", made: "Skrzynka jest gotowa.",
    states: { connected: "połączony", connecting: "nieukończony", paused: "wyłączony", degraded: "ograniczony", disconnected: "odłączony" },
    on: "Włączony", off: "Wyłączony", switch: (name: string) => `${name} jest włączony`, paused: "Wyłączono. To, co przyjdzie, zostanie, ale niczego nie zacznie.", resumed: "Włączono.", edit: "Edytuj", end: "Odłącz", endHint: "Historia zostaje w skrzynce.", ended: "Odłączono. Historia zostaje.", sure: (name: string) => `Odłączyć ${name}? Historia zostanie, a adres będzie znów wolny.`,
    next: (step: string) => `Łączenie nieukończone; następny krok: ${step.replaceAll("_", " ")}.`, last: (when: string | null) => (when ? `Ostatnia wiadomość ${when}` : "Jeszcze bez wiadomości"), kinds: kindsPl, causes: causesPl,
    access: (everyone: boolean, people: number, teams: number) => (everyone ? "Widzą ją wszyscy" : `Widzą ją: osoby ${people}, zespoły ${teams}`),
    name: "Nazwa", whoSees: "Kto ją widzi", everyone: "Wszyscy z konta", chosen: "Wybrane osoby i zespoły", people: "Osoby", teams: "Zespoły", save: "Zapisz", saved: "Zapisano",
    company: "Nazwa firmy", fromName: "Podpis odpowiedzi", both: (company: string) => `Imię agenta i ${company}`, only: (company: string) => `Tylko ${company}`, fromAddress: "Odpowiedzi wychodzą z tego adresu; puste: adres kanału",
    tickets: "Nowe rozmowy stają się zgłoszeniami", pipelines: "Do którego procesu i jak", ticketsHint: "Czy to możliwe, zależy od tego, kiedy powstało konto.", subscription: "Abonament i bramki",
  },
};
