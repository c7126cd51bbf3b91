/** What is said of mailboxes whose provider does not let us in any more. */
export const WORDS = {
  en: {
    lost: (address: string) => `${address} is not read any more: its provider no longer lets us in. Answers wait.`,
    again: "Authorise again", ask: "Ask an administrator to authorise it again.",
  },
  pl: {
    lost: (address: string) => `${address} nie jest już odczytywane: dostawca nas nie wpuszcza. Odpowiedzi czekają.`,
    again: "Upoważnij ponownie", ask: "Poproś administratora o ponowne upoważnienie.",
  },
};
