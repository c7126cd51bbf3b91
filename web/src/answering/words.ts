import { spoken } from "../i18n/words.ts";

const en = {
  by: "Answer by", other: (name: string) => `Answer by ${name}`, noWay: "No other channel reaches them. Add an address to the contact, or wait until they write again.", own: "as it began", via: (name: string) => `by ${name}`, unseen: "a channel you do not see",
  reasons: { "": "", channel_connecting: "not connected yet", channel_paused: "paused", channel_disconnected: "disconnected", cannot_begin: "answers only what began there", visitor_elsewhere: "the visitor is in another conversation by now", no_identity: "the contact has no address for it", calls_only: "calls carry no text" },
};
const pl: typeof en = {
  by: "Odpowiedz przez", other: (name) => `Odpowiedz przez ${name}`, noWay: "Żaden inny kanał do niej nie dociera. Dodaj adres kontaktowi albo poczekaj, aż znów napisze.", own: "tak jak się zaczęła", via: (name) => `przez ${name}`, unseen: "kanał, którego nie widzisz",
  reasons: { "": "", channel_connecting: "jeszcze niepołączony", channel_paused: "wstrzymany", channel_disconnected: "odłączony", cannot_begin: "odpowiada tylko na to, co się tam zaczęło", visitor_elsewhere: "osoba odwiedzająca jest już w innej rozmowie", no_identity: "kontakt nie ma dla niego adresu", calls_only: "połączenia nie przenoszą tekstu" },
};

/** The words of answering by one channel or another, in the chosen language. */
export const words = () => spoken({ en, pl });
