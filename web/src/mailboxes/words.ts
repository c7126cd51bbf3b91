/** What is said of mailboxes and pages whose provider does not let us in any more. */
export const WORDS = {
  en: {
    lost: (address: string) => `${address} is not read any more: its provider no longer lets us in. Answers wait.`,
    page: (name: string, who: string) => `${name}: ${who} no longer lets us in. Answers wait, and what people write may not reach us.`,
    line: (number: string) => `${number}: Twilio no longer lets us in. Nobody can be called, and recordings are not fetched.`,
    again: "Authorise again", ask: "Ask an administrator to authorise it again.",
  },
  pl: {
    lost: (address: string) => `${address} nie jest już odczytywane: dostawca nas nie wpuszcza. Odpowiedzi czekają.`,
    page: (name: string, who: string) => `${name}: ${who} już nas nie wpuszcza. Odpowiedzi czekają, a to, co ludzie piszą, może nie dotrzeć.`,
    line: (number: string) => `${number}: Twilio już nas nie wpuszcza. Nie da się do nikogo zadzwonić, a nagrania nie są pobierane.`,
    again: "Upoważnij ponownie", ask: "Poproś administratora o ponowne upoważnienie.",
  },
};
