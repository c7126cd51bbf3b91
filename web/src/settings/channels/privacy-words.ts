/** The words of a channel's consent settings. */
export const WORDS = {
  en: {
    loading: "Loading", off: "The account's data-privacy settings are off. Switch them on first: no channel asks for consent before that.", toAccount: "To the account's settings",
    mode: "Consent", modes: { off: "Nobody is asked", explicit: "Explicit: people press agree before they can write", implied: "Implied: writing is agreeing, the text is shown" } as Record<string, string>, held: "Explicit: people are asked by a message, and what they write stays sealed until they press agree", short: { off: "not asked", explicit: "explicit", implied: "implied" } as Record<string, string>,
    texts: "Text by language", textHint: "Say why you keep and process what people write, for how long, and how they can take their consent back. The first language stands in for those you do not write.", text: (language: string) => `Text (${language})`, add: "Add a language", language: "Language", languages: { en: "English", pl: "Polish", de: "German", fr: "French", es: "Spanish", it: "Italian", uk: "Ukrainian", cs: "Czech" } as Record<string, string>, remove: (language: string) => `Remove ${language}`, starter: "We keep and process what you write here so that we can answer you. You can take your consent back at any time.",
    preview: "As people see it", agree: "I agree", decline: "I do not agree", company: "Chat", implied: "By writing you agree to this.", previewIn: "Shown in",
    calls: {
      preview: "As callers hear it", press: "Then: to agree, press 1. Who presses anything else, or nothing, is not recorded.", implied: "Who goes on with the call agrees to being recorded.", starter: "This call may be recorded so that we can look up what was said.",
      textHint: "Said before anybody answers, where the line records calls. Say why you record, for how long it is kept, and how consent can be taken back. The first language stands in for those you do not write.",
      modes: { off: "Nobody is asked, and no call is recorded", explicit: "Explicit: callers press 1 to agree, all others are not recorded", implied: "Implied: the text is said, and going on is agreeing" } as Record<string, string>,
    },
    save: "Save", saved: "Saved. Everybody is asked again.", crossed: "Somebody has changed this meanwhile.", theirs: "Go on with theirs", mine: "Go on with mine", asksAgain: "Any change of the text or the mode is a new version: everybody is asked again.",
    versions: "Versions", version: (number: number) => `Version ${number}`, since: (who: string, when: string) => `${who}, ${when}`, older: "Show more", never: "Nobody was ever asked here.", ledger: "Who agreed",
    disclaimer: "This helps to ask for consent and to prove it. It is not legal advice: whether consent is the right basis, and what the text must say, only a lawyer can tell you.", kinds: { system: "the system", operator: "the operator", token: "a machine" } as Record<string, string>,
  },
  pl: {
    loading: "Wczytywanie", off: "Ustawienia prywatności konta są wyłączone. Najpierw je włącz: dopiero wtedy kanał może prosić o zgodę.", toAccount: "Do ustawień konta",
    mode: "Zgoda", modes: { off: "Nikogo nie pytamy", explicit: "Wprost: przed pisaniem trzeba nacisnąć „Zgadzam się”", implied: "Domniemana: pisanie oznacza zgodę, tekst jest pokazany" }, held: "Wprost: pytamy wiadomością, a to, co ludzie piszą, pozostaje zapieczętowane, dopóki nie nacisną „Zgadzam się”", short: { off: "bez pytania", explicit: "wprost", implied: "domniemana" },
    texts: "Tekst w językach", textHint: "Napisz, po co przechowujesz i przetwarzasz to, co ludzie piszą, jak długo, i jak mogą wycofać zgodę. Pierwszy język zastępuje te, w których tekstu nie ma.", text: (language: string) => `Tekst (${language})`, add: "Dodaj język", language: "Język", languages: { en: "angielski", pl: "polski", de: "niemiecki", fr: "francuski", es: "hiszpański", it: "włoski", uk: "ukraiński", cs: "czeski" }, remove: (language: string) => `Usuń: ${language}`, starter: "Przechowujemy i przetwarzamy to, co tu piszesz, aby móc odpowiedzieć. Zgodę możesz wycofać w każdej chwili.",
    preview: "Tak widzą to ludzie", agree: "Zgadzam się", decline: "Nie zgadzam się", company: "Czat", implied: "Pisząc, zgadzasz się na to.", previewIn: "Język podglądu",
    calls: {
      preview: "Tak słyszą to dzwoniący", press: "Potem: aby się zgodzić, trzeba nacisnąć 1. Kto naciśnie co innego albo nic, nie jest nagrywany.", implied: "Kto zostaje na linii, zgadza się na nagrywanie.", starter: "Ta rozmowa może być nagrywana, abyśmy mogli sprawdzić, co powiedziano.",
      textHint: "Mówione, zanim ktoś odbierze, jeśli linia nagrywa rozmowy. Powiedz, po co nagrywasz, jak długo to przechowujesz i jak wycofać zgodę. Pierwszy język zastępuje te, w których tekstu nie ma.",
      modes: { off: "Nikogo nie pytamy i żadnej rozmowy nie nagrywamy", explicit: "Wprost: dzwoniący naciska 1, aby się zgodzić, innych nie nagrywamy", implied: "Domniemana: tekst jest mówiony, a zostanie na linii oznacza zgodę" },
    },
    save: "Zapisz", saved: "Zapisano. Wszyscy zostaną zapytani ponownie.", crossed: "Ktoś to w międzyczasie zmienił.", theirs: "Dalej z wersją tej osoby", mine: "Dalej z moją", asksAgain: "Każda zmiana tekstu lub sposobu to nowa wersja: wszyscy zostaną zapytani ponownie.",
    versions: "Wersje", version: (number: number) => `Wersja ${number}`, since: (who: string, when: string) => `${who}, ${when}`, older: "Pokaż więcej", never: "Nikogo tu jeszcze nie pytano.", ledger: "Kto się zgodził",
    disclaimer: "To pomaga prosić o zgodę i ją wykazać. Nie jest to porada prawna: czy zgoda jest właściwą podstawą i co musi być w tekście, powie tylko prawnik.", kinds: { system: "system", operator: "operator", token: "maszyna" },
  },
};
