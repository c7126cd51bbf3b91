import type { writing as english } from "./words-en.ts";

/** The words of writing, in Polish. */
export const writing: typeof english = {
  bar: "Formatowanie", bold: "Pogrubienie (Ctrl+B)", italic: "Kursywa (Ctrl+I)", struck: "Przekreślenie", code: "Kod", link: "Odnośnik (Ctrl+K)", quote: "Cytat", bullets: "Lista", numbers: "Lista numerowana", heading: "Nagłówek",
  plain: "Zwykły tekst", plainHint: "Wyślij tak, jak napisano, bez formatowania", preview: "Podgląd", write: "Pisanie", previewing: "Tworzenie podglądu", nothing: "Nic jeszcze nie napisano",
  attach: "Załącz pliki", drop: "Upuść pliki, aby je załączyć", remove: (name) => `Usuń ${name}`, cancel: (name) => `Przerwij ${name}`, files: "Załączone pliki", uploading: (name, percent) => `${name}: ${percent} %`,
  waiting: "Pliki są jeszcze przesyłane.", left: (n) => `Pozostało znaków: ${n}`, over: (n) => `O ${n} znaków za dużo. Załącz zamiast tego plik.`,
  tooMany: (n) => `Wiadomość może tu mieć najwyżej tyle plików: ${n}.`, tooBig: (size) => `Pliki wiadomości mogą tu mieć razem najwyżej ${size}.`,
  holds: (size, files) => `Do ${files} plików, razem ${size}`, tooManyPeople: (n) => `Wiadomość może tu mieć najwyżej tylu odbiorców: ${n}.`,
  to: "Do", cc: "DW", bcc: "UDW", recipients: "Odbiorcy", change: "Zmień odbiorców", copies: "DW / UDW", all: (n) => `Odpowiedz wszystkim (+${n})`, wrong: "To nie jest adres. Napisz go jako imie@example.org.",
  newMail: "Nowa wiadomość", from: "Od", subject: "Temat", text: "Treść", send: "Wyślij", close: "Zamknij", sent: "Wysłano", noChannel: "Żaden kanał nie może teraz wysyłać.", discard: "Odrzuć",
};
