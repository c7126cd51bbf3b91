/** The words about taking consent back by a message. */
export const WORDS = {
  en: {
    loading: "Loading", title: "Taking consent back by a message", hint: "Somebody who writes just one of these words, in any case, takes their consent back, and so does pressing “I do not agree” below the question. It is recorded with the message and confirmed by the answer. Say the words in the text above, since nobody is told of them otherwise.",
    other: "Words that opt in and out of messages, such as STOP, do something else and stand in their own tab.", words: (language: string) => `Words (${language})`, oneEach: "One a line.", reply: (language: string) => `Answer (${language})`, replyHint: "Sent at once, in the language of the word.",
    add: "Add a language", language: "Language", remove: (language: string) => `Remove ${language}`, save: "Save the words", saved: "Saved. Nobody is asked again.", crossed: "Somebody has changed this meanwhile.", theirs: "Go on with theirs", mine: "Go on with mine",
  },
  pl: {
    loading: "Wczytywanie", title: "Wycofanie zgody wiadomością", hint: "Kto napisze tylko jedno z tych słów, małymi lub wielkimi literami, wycofuje zgodę; tak samo naciśnięcie „Nie zgadzam się” pod pytaniem. Zapisujemy to razem z wiadomością i potwierdzamy odpowiedzią. Podaj te słowa w tekście powyżej, bo inaczej nikt się o nich nie dowie.",
    other: "Słowa zgody na wiadomości i rezygnacji z nich, na przykład STOP, robią co innego i są w osobnej zakładce.", words: (language: string) => `Słowa (${language})`, oneEach: "Każde w osobnym wierszu.", reply: (language: string) => `Odpowiedź (${language})`, replyHint: "Wysyłana od razu, w języku słowa.",
    add: "Dodaj język", language: "Język", remove: (language: string) => `Usuń: ${language}`, save: "Zapisz słowa", saved: "Zapisano. Nikogo nie pytamy ponownie.", crossed: "Ktoś to w międzyczasie zmienił.", theirs: "Dalej z wersją tej osoby", mine: "Dalej z moją",
  },
};
