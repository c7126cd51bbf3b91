import { spoken } from "../i18n/words.ts";

const en = {
  left: (hours: number, minutes: number) => (hours ? `${hours} h ${minutes} min left to answer` : minutes ? `${minutes} min left to answer` : "Less than a minute left to answer"),
  leftHint: (until: string, people: string) => `Until ${until} anything may be sent; then only a person's answer, until ${people}.`,
  people: (until: string) => `Only a person's answer to what they asked, until ${until}`,
  closed: (since: string) => `Closed since ${since}: Meta allows no answer later than seven days after they last wrote.`,
  none: "They have not written yet: Meta allows nothing before that.",
  echo: "Sent on the page elsewhere", reacted: "Reacted", offered: "Choices offered",
  kinds: { call: "Call", quick_reply: "Chose an answer", postback: "Pressed a button", get_started: "Pressed “Get started”", menu: "Chose from the menu", referral: "Came by a link or an advertisement", optin: "Agreed to messages", sticker: "Sticker", location: "Location", share: "Shared", story: "Answered a story", template: "Message with buttons", edit: "Changed afterwards", contacts: "Contact card", order: "Order", button: "Pressed a button", list: "Chose from a list", nfm: "Filled in a form", voice: "Voice message", number_changed: "Changed their number", booking: "Appointment", unsupported: "Facebook shows us nothing of this. Look at it on the page itself." } as Record<string, string>,
  nothing: "WhatsApp shows us nothing of this.", approved: "Template", listen: (name: string) => `Listen to ${name}`,
  newTab: "opens in a new tab",
};
const pl: typeof en = {
  left: (hours, minutes) => (hours ? `Na odpowiedź zostało ${hours} h ${minutes} min` : minutes ? `Na odpowiedź zostało ${minutes} min` : "Na odpowiedź została mniej niż minuta"),
  leftHint: (until, people) => `Do ${until} można wysłać wszystko; potem tylko odpowiedź człowieka, do ${people}.`,
  people: (until) => `Tylko odpowiedź człowieka na pytanie, do ${until}`,
  closed: (since) => `Zamknięte od ${since}: Meta nie pozwala odpowiadać później niż siedem dni po ostatniej wiadomości tej osoby.`,
  none: "Ta osoba jeszcze nie napisała: wcześniej Meta nie pozwala niczego wysłać.",
  echo: "Wysłane na stronie gdzie indziej", reacted: "Reakcja", offered: "Podane odpowiedzi",
  kinds: { call: "Połączenie", quick_reply: "Wybrana odpowiedź", postback: "Naciśnięty przycisk", get_started: "Naciśnięte „Rozpocznij”", menu: "Wybrane z menu", referral: "Z linku lub reklamy", optin: "Zgoda na wiadomości", sticker: "Naklejka", location: "Miejsce", share: "Udostępnione", story: "Odpowiedź na relację", template: "Wiadomość z przyciskami", edit: "Zmieniona później", contacts: "Wizytówka", order: "Zamówienie", button: "Naciśnięty przycisk", list: "Wybrane z listy", nfm: "Wypełniony formularz", voice: "Wiadomość głosowa", number_changed: "Zmiana numeru", booking: "Wizyta", unsupported: "Facebook nie pokazuje nam tego. Zobacz to na samej stronie." },
  nothing: "WhatsApp nie pokazuje nam tego.", approved: "Szablon", listen: (name) => `Odsłuchaj: ${name}`,
  newTab: "otwiera się w nowej karcie",
};

/** The words of what is written by Messenger, in the chosen language. */
export const words = () => spoken({ en, pl });
