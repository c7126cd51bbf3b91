/** What is said of mailboxes and pages whose provider does not let us in any more. */
export const WORDS = {
  en: {
    lost: (address: string) => `${address} is not read any more: its provider no longer lets us in. Answers wait.`,
    page: (name: string) => `${name}: Facebook no longer lets us in. Answers wait, and what people write may not reach us.`,
    again: "Authorise again", ask: "Ask an administrator to authorise it again.",
  },
  pl: {
    lost: (address: string) => `${address} nie jest już odczytywane: dostawca nas nie wpuszcza. Odpowiedzi czekają.`,
    page: (name: string) => `${name}: Facebook już nas nie wpuszcza. Odpowiedzi czekają, a to, co ludzie piszą, może nie dotrzeć.`,
    again: "Upoważnij ponownie", ask: "Poproś administratora o ponowne upoważnienie.",
  },
};
