/** The words of trying a rule on the past. */
export const WORDS = {
  en: {
    hint: "Choose another rule and see who would have got the conversations of a past period, how long they would have waited and how fairly they would have been shared. Nothing is changed, nobody is told.",
    channel: "Channel", none: "There is no connected channel yet.", target: "Conversations go to", targets: { specific: "people and teams", contact_owner: "the contact's owner" } as Record<string, string>, fallback: "People and teams asked where there is no owner",
    people: "People", teams: "Teams", strategy: "Which of them", strategies: { round_robin: "in turn", least_loaded: "the least loaded", random: "at random" } as Record<string, string>, availableOnly: "Leave out who is away",
    since: "From", until: "Until", run: "Try it", running: "Reading the past …", conversations: (n: number, different: number) => `${n} conversations came; ${different} would have gone to somebody else first.`,
    nobodyCame: "No conversation came to this channel in that period.", tried: "By this rule", was: "As it was", median: "Wait, median", p95: "Wait, 95 of 100 within", longest: "Longest wait", never: "Never assigned", fairness: "Fairness (1 is even)",
    who: "Person", got: "Conversations", peak: "Most at once", nobody: "nobody", why: "Why not at once", times: (n: number) => `${n} ×`, differs: "Some of those that differ, oldest first", came: "Came", instead: "Would have gone to", before: "Went to", open: "Conversation", events: (n: number) => `${n} events read.`,
  },
  pl: {
    hint: "Wybierz inną regułę i zobacz, kto dostałby rozmowy z minionego okresu, jak długo by czekały i jak równo zostałyby podzielone. Nic się nie zmienia, nikt nie dostaje powiadomień.",
    channel: "Kanał", none: "Nie ma jeszcze połączonego kanału.", target: "Rozmowy dostają", targets: { specific: "osoby i zespoły", contact_owner: "opiekun kontaktu" } as Record<string, string>, fallback: "Osoby i zespoły pytane, gdy nie ma opiekuna",
    people: "Osoby", teams: "Zespoły", strategy: "Kto z nich", strategies: { round_robin: "po kolei", least_loaded: "najmniej obciążona osoba", random: "losowo" } as Record<string, string>, availableOnly: "Pomijaj nieobecnych",
    since: "Od", until: "Do", run: "Wypróbuj", running: "Czytanie przeszłości …", conversations: (n: number, different: number) => `Rozmowy: ${n}; najpierw do kogoś innego trafiłoby: ${different}.`,
    nobodyCame: "W tym okresie do tego kanału nie przyszła żadna rozmowa.", tried: "Według tej reguły", was: "Jak było", median: "Oczekiwanie, mediana", p95: "Oczekiwanie, 95 na 100 do", longest: "Najdłuższe oczekiwanie", never: "Nigdy nieprzypisane", fairness: "Równość (1 to po równo)",
    who: "Osoba", got: "Rozmowy", peak: "Najwięcej naraz", nobody: "nikt", why: "Dlaczego nie od razu", times: (n: number) => `${n} ×`, differs: "Niektóre z różnych, od najstarszej", came: "Przyszła", instead: "Trafiłaby do", before: "Trafiła do", open: "Rozmowa", events: (n: number) => `Przeczytane zdarzenia: ${n}.`,
  },
};
