/** The words of what a customer said of a conversation. */
export const WORDS = {
  en: { title: "Satisfaction", score: (score: number) => `${score} of 5`, asked: (at: string) => `Asked ${at}, no answer yet.`, shown: (at: string) => `Asked in the chat ${at}, no answer yet.`, unsent: "The question is on its way.", refused: "The mail with the question was refused.", rated: (at: string) => `answered ${at}` },
  pl: { title: "Zadowolenie", score: (score: number) => `${score} z 5`, asked: (at: string) => `Zapytano ${at}, jeszcze bez odpowiedzi.`, shown: (at: string) => `Zapytano na czacie ${at}, jeszcze bez odpowiedzi.`, unsent: "Pytanie jest w drodze.", refused: "Wiadomość z pytaniem została odrzucona.", rated: (at: string) => `odpowiedź ${at}` },
};
