/** The words of consents: the ledger, what led to one, and the chip beside a contact. */
export const WORDS = {
  en: {
    title: "Consents", hint: "Who agreed to what on which channel, and when they took it back.", disclaimer: "This helps to ask for consent and to prove it. It is not legal advice.",
    channel: "Channel", all: "All", state: "State", states: { given: "Given", outdated: "To be asked again", withdrawn: "Withdrawn" } as Record<string, string>,
    stateHint: { given: "They agreed to what is asked now.", outdated: "The text or the way of asking changed since: they are asked again.", withdrawn: "They took it back." } as Record<string, string>,
    mode: "Asked", modes: { explicit: "Explicitly", implied: "Implied", off: "Not asked" } as Record<string, string>, since: "Changed since", until: "Until", at: "As it was at", now: "Now", asOf: (when: string) => `As it was on ${when}. Pages may be shorter, since what had not begun is left out.`,
    contact: "Contact", agreed: "Agreed", purposes: { messages: "To messages by WhatsApp", recording: "To being recorded" } as Record<string, string>, version: (number: number, language: string) => `version ${number}, ${language}`, changed: "Changed", noName: "No name",
    none: "Nobody was asked for consent yet. Switch it on in the privacy tab of a channel.", nothing: "Nothing fits. Take a filter away.", older: "Show more", loading: "Loading consents",
    receipts: "Receipts (JSON)", receipt: "Receipt (JSON)", receiptsHint: "In the structure of ISO/IEC TS 27560:2023. Each export is recorded.", details: "What led to it", close: "Close", openContact: "Open the contact",
    happened: { given: "Agreed", withdrawn: "Withdrawn", withdrawal_undone: "The withdrawal was a mistake and is undone" } as Record<string, string>, methods: { button: "by a button", message: "by writing", keyword: "by a word", hand: "by hand", voice: "by going on with the call", keypress: "by a key" } as Record<string, string>,
    text: "Text as shown", hash: "SHA-256", from: "Network", site: "Site", reason: "Reason", by: "Recorded by", kinds: { contact: "the person", visitor: "the visitor", system: "the system", operator: "the operator", token: "a machine" } as Record<string, string>,
    withdraw: "Withdraw by hand", withdrawHint: "When they told you by another way, such as a letter. From then on they are asked again before anything more is taken.", why: "How did they say so?", whyHint: "For example: by letter of 3 March", record: "Record the withdrawal", cancel: "Cancel", withdrawn: "The withdrawal is recorded", undone: "Undone",
    consent: "Consent", notAsked: "not asked", failed: "not known now",
  },
  pl: {
    title: "Zgody", hint: "Kto i na co się zgodził, w którym kanale, i kiedy to wycofał.", disclaimer: "To pomaga prosić o zgodę i ją wykazać. Nie jest to porada prawna.",
    channel: "Kanał", all: "Wszystkie", state: "Stan", states: { given: "Wyrażona", outdated: "Do ponownego pytania", withdrawn: "Wycofana" },
    stateHint: { given: "Zgoda na to, o co pytamy teraz.", outdated: "Tekst lub sposób pytania zmieniły się od tego czasu: pytamy jeszcze raz.", withdrawn: "Zgodę wycofano." },
    mode: "Pytanie", modes: { explicit: "Wprost", implied: "Domniemane", off: "Bez pytania" }, since: "Zmienione od", until: "Do", at: "Stan na", now: "Teraz", asOf: (when: string) => `Tak było ${when}. Strony mogą być krótsze, bo pomijamy to, czego jeszcze nie było.`,
    contact: "Kontakt", agreed: "Zgoda", purposes: { messages: "Na wiadomości przez WhatsApp", recording: "Na nagrywanie" } as Record<string, string>, version: (number: number, language: string) => `wersja ${number}, ${language}`, changed: "Zmieniono", noName: "Bez nazwy",
    none: "Nikogo jeszcze nie proszono o zgodę. Włącz to w karcie prywatności kanału.", nothing: "Nic nie pasuje. Usuń któryś filtr.", older: "Pokaż więcej", loading: "Wczytywanie zgód",
    receipts: "Potwierdzenia (JSON)", receipt: "Potwierdzenie (JSON)", receiptsHint: "W układzie ISO/IEC TS 27560:2023. Każdy eksport jest zapisywany.", details: "Skąd ten stan", close: "Zamknij", openContact: "Otwórz kontakt",
    happened: { given: "Zgoda", withdrawn: "Wycofanie", withdrawal_undone: "Wycofanie było pomyłką i je cofnięto" }, methods: { button: "przyciskiem", message: "przez napisanie", keyword: "słowem", hand: "ręcznie", voice: "przez dalszą rozmowę", keypress: "klawiszem" },
    text: "Pokazany tekst", hash: "SHA-256", from: "Sieć", site: "Strona", reason: "Powód", by: "Kto zapisał", kinds: { contact: "ta osoba", visitor: "odwiedzający", system: "system", operator: "operator", token: "maszyna" },
    withdraw: "Wycofaj ręcznie", withdrawHint: "Gdy powiedziano to inną drogą, na przykład w liście. Odtąd przed przyjęciem czegokolwiek zapytamy jeszcze raz.", why: "Jak to powiedziano?", whyHint: "Na przykład: w liście z 3 marca", record: "Zapisz wycofanie", cancel: "Anuluj", withdrawn: "Zapisano wycofanie", undone: "Cofnięto",
    consent: "Zgoda", notAsked: "nie pytano", failed: "teraz nie wiadomo",
  },
};
