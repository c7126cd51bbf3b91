/** The words of the page of promises (SLA). */
export const WORDS = {
  en: {
    hint: "What customers are promised: how soon somebody answers, and when their matter is settled. Counted in business hours.", none: "Nothing is promised yet.", make: "New policy", name: "Name", save: "Save", saved: "The policy is saved. What is open is reckoned anew.", cancel: "Close",
    archive: "Archive", restore: "Bring back", archived: "Archived", gone: "The policy is archived; it promises nothing any more.", back: "The policy promises again.",
    schedule: "Hours that count", always: "Around the clock", inboxes: "Inboxes", allInboxes: "None chosen: all that no other policy names.", warn: "Warn so many minutes before",
    priority: "Priority", priorities: { none: "Any", low: "Low", medium: "Medium", high: "High", urgent: "Urgent" }, first_reply: "First reply", next_reply: "Next reply", resolution: "Resolution", minutes: "in minutes; empty: no promise",
    of: (goal: string, priority: string) => `${goal}, ${priority}, minutes`, first: "Standard", targets: "Targets", every: "Every inbox", chosen: (n: number) => `${n} ${n === 1 ? "inbox" : "inboxes"}`,
    channels: "Channels", allChannels: "None chosen: all of these inboxes.", byChannels: (n: number) => `${n} ${n === 1 ? "channel" : "channels"}`,
    now: "Due now", nowHint: "What is promised and not done yet, overdue first.", nothing: "Nothing is promised now.", due: "Due", what: "What", conversation: "Conversation", inbox: "Inbox", who: "Assigned to", nobody: "Nobody", nameless: "No subject", more: "Show more", goals: { first_reply: "First reply", next_reply: "Reply", resolution: "Resolution" }, states: { "": "ahead", warned: "soon", breached: "overdue" },
  },
  pl: {
    hint: "Co obiecujemy klientom: jak szybko ktoś odpowie i kiedy sprawa będzie załatwiona. Liczone w godzinach pracy.", none: "Nic jeszcze nie obiecano.", make: "Nowe zasady", name: "Nazwa", save: "Zapisz", saved: "Zasady zapisane. Otwarte rozmowy są przeliczane.", cancel: "Zamknij",
    archive: "Zarchiwizuj", restore: "Przywróć", archived: "Zarchiwizowane", gone: "Zasady zarchiwizowane; nic już nie obiecują.", back: "Zasady znów obowiązują.",
    schedule: "Liczone godziny", always: "Przez całą dobę", inboxes: "Skrzynki", allInboxes: "Bez wyboru: wszystkie, których nie wymieniają inne zasady.", warn: "Ostrzegaj tyle minut wcześniej",
    priority: "Priorytet", priorities: { none: "Każdy", low: "Niski", medium: "Średni", high: "Wysoki", urgent: "Pilny" }, first_reply: "Pierwsza odpowiedź", next_reply: "Kolejna odpowiedź", resolution: "Rozwiązanie", minutes: "w minutach; puste: bez obietnicy",
    of: (goal: string, priority: string) => `${goal}, ${priority}, minuty`, first: "Standard", targets: "Cele", every: "Każda skrzynka", chosen: (n: number) => `Skrzynki: ${n}`,
    channels: "Kanały", allChannels: "Bez wyboru: wszystkie kanały tych skrzynek.", byChannels: (n: number) => `kanały: ${n}`,
    now: "Teraz do zrobienia", nowHint: "Co obiecano i jeszcze nie zrobiono, najpierw po terminie.", nothing: "Teraz nic nie jest obiecane.", due: "Termin", what: "Co", conversation: "Rozmowa", inbox: "Skrzynka", who: "Przypisane do", nobody: "Nikt", nameless: "Bez tematu", more: "Pokaż więcej", goals: { first_reply: "Pierwsza odpowiedź", next_reply: "Odpowiedź", resolution: "Rozwiązanie" }, states: { "": "przed terminem", warned: "wkrótce", breached: "po terminie" },
  },
};
