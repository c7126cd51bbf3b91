/** The words of the page of surveys. */
export const WORDS = {
  en: {
    hint: "After a person closed a conversation in which a customer wrote and somebody answered, the customer gets one mail and can rate it from 1 to 5; visitors of a chat who are there are asked in it. Nobody is asked twice about the same.",
    inbox: "Inbox", on: "Ask customers of this inbox", delay: "Minutes after closing", pause: "Days before the same contact is asked again",
    question: "Question", questionHint: "Empty: ours, in the language of the account.", thanks: "Thanks, shown after the answer", save: "Save", saved: "The survey is saved.", preview: "Show the mail", subject: "Subject", mail: "The mail",
    answers: "Answers", none: "Nobody has answered yet.", open: "Open the conversation", score: (score: number) => `${score} of 5`,
  },
  pl: {
    hint: "Gdy ktoś zamknie rozmowę, w której klient napisał i otrzymał odpowiedź, klient dostaje jedną wiadomość i może ocenić rozmowę od 1 do 5; obecnych na czacie pytamy na czacie. O to samo nie pytamy dwa razy.",
    inbox: "Skrzynka", on: "Pytaj klientów tej skrzynki", delay: "Ile minut po zamknięciu", pause: "Ile dni przed ponownym pytaniem tego samego kontaktu",
    question: "Pytanie", questionHint: "Puste: nasze, w języku konta.", thanks: "Podziękowanie, widoczne po odpowiedzi", save: "Zapisz", saved: "Ankieta zapisana.", preview: "Pokaż wiadomość", subject: "Temat", mail: "Wiadomość",
    answers: "Odpowiedzi", none: "Nikt jeszcze nie odpowiedział.", open: "Otwórz rozmowę", score: (score: number) => `${score} z 5`,
  },
};
