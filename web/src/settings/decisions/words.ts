/** The words of the assignment log. */
export const WORDS = {
  en: {
    hint: "Who got which conversation, or why nobody did: every decision of a rule, a person or a reply, newest first, with what was known at that moment. Nothing here can be changed.",
    kind: "Show", kinds: { "": "All decisions", assignment: "Assignments", ticket_skipped: "Tickets not made" } as Record<string, string>, none: "Nothing was decided yet.", older: "Older ones", open: "Conversation",
    by: { rule: "rule", person: "a person", replier: "by replying", team: "handed to a team", move: "moved", undone: "an answer was taken back", erasure: "the contact was erased" } as Record<string, string>,
    considered: (n: number) => (n === 1 ? "One person was considered" : `${n} people were considered`), who: "Person", verdict: "Verdict", eligible: "could take it", chosen: "got it", load: "Open conversations", limit: (open: number, most: number | null) => (most === null ? `${open}` : `${open} of ${most}`),
    turn: "Last turn", never: "never", policy: (policy: string, version: number | null, strategy: string) => [`Policy ${policy}`, version ? `version ${version} of the rule` : "", strategy ? (strategies[strategy] ?? strategy) : ""].filter(Boolean).join(", "),
    trigger: { arrived: "when it came in", reopened: "when it was opened again", handed: "when it was handed to the team", available: "when somebody became available", slot_free: "when somebody had room again" } as Record<string, string>,
    notice: { due: "The owner is about to be told by mail.", sent: "The owner was told by mail.", refused: "The mail to the owner was refused." } as Record<string, string>,
  },
  pl: {
    hint: "Kto dostał którą rozmowę albo dlaczego nikt: każda decyzja reguły, osoby lub odpowiedzi, od najnowszej, z tym, co było wtedy wiadome. Niczego nie można tu zmienić.",
    kind: "Pokaż", kinds: { "": "Wszystkie decyzje", assignment: "Przypisania", ticket_skipped: "Nieutworzone zgłoszenia" } as Record<string, string>, none: "Jeszcze niczego nie rozstrzygnięto.", older: "Starsze", open: "Rozmowa",
    by: { rule: "reguła", person: "osoba", replier: "przez odpowiedź", team: "przekazano zespołowi", move: "przeniesiono", undone: "odpowiedź cofnięto", erasure: "kontakt usunięto" } as Record<string, string>,
    considered: (n: number) => `Rozważane osoby: ${n}`, who: "Osoba", verdict: "Wynik", eligible: "można było przypisać", chosen: "przypisano", load: "Otwarte rozmowy", limit: (open: number, most: number | null) => (most === null ? `${open}` : `${open} z ${most}`),
    turn: "Ostatnia kolej", never: "nigdy", policy: (policy: string, version: number | null, strategy: string) => [`Zasada ${policy}`, version ? `reguła w wersji ${version}` : "", strategy ? (strategiesPl[strategy] ?? strategy) : ""].filter(Boolean).join(", "),
    trigger: { arrived: "gdy nadeszła", reopened: "gdy ją ponownie otwarto", handed: "gdy przekazano ją zespołowi", available: "gdy ktoś stał się dostępny", slot_free: "gdy ktoś znów miał miejsce" } as Record<string, string>,
    notice: { due: "Opiekun zaraz dostanie wiadomość.", sent: "Opiekun dostał wiadomość.", refused: "Wiadomość do opiekuna odrzucono." } as Record<string, string>,
  },
};

const strategies: Record<string, string> = { round_robin: "in turn", least_loaded: "the least loaded", random: "at random" };
const strategiesPl: Record<string, string> = { round_robin: "po kolei", least_loaded: "najmniej obciążona osoba", random: "losowo" };
