import { spoken } from "../i18n/words.ts";

const en = {
  bar: "Formatting", bold: "Bold (Ctrl+B)", italic: "Italic (Ctrl+I)", struck: "Struck out", code: "Code", link: "Link (Ctrl+K)", quote: "Quote", bullets: "List", numbers: "Numbered list", heading: "Heading",
  plain: "Plain text", plainHint: "Send as typed, without formatting", preview: "Preview", write: "Write", previewing: "Making the preview", nothing: "Nothing written yet",
  attach: "Attach files", drop: "Drop files to attach them", remove: (name: string) => `Remove ${name}`, cancel: (name: string) => `Cancel ${name}`, files: "Attached files", uploading: (name: string, percent: number) => `${name}: ${percent} %`,
  waiting: "Files are still being uploaded.", left: (n: number) => `${n} characters left`, over: (n: number) => `${n} characters too many. Attach a file instead.`,
  tooMany: (n: number) => `A message here has at most ${n} files.`, tooBig: (size: string) => `The files of a message here have at most ${size} together.`,
  holds: (size: string, files: number) => `Up to ${files} files, ${size} together`, tooManyPeople: (n: number) => `A message here has at most ${n} recipients.`,
  to: "To", cc: "Cc", bcc: "Bcc", recipients: "Recipients", change: "Change recipients", copies: "Cc / Bcc", all: (n: number) => `Reply to all (+${n})`, wrong: "Not an address. Write it as name@example.org.",
  newMail: "New mail", from: "From", subject: "Subject", text: "Text", send: "Send", close: "Close", sent: "Sent", noChannel: "No channel can send now.", discard: "Discard",
};
const pl: typeof en = {
  bar: "Formatowanie", bold: "Pogrubienie (Ctrl+B)", italic: "Kursywa (Ctrl+I)", struck: "Przekreślenie", code: "Kod", link: "Odnośnik (Ctrl+K)", quote: "Cytat", bullets: "Lista", numbers: "Lista numerowana", heading: "Nagłówek",
  plain: "Zwykły tekst", plainHint: "Wyślij tak, jak napisano, bez formatowania", preview: "Podgląd", write: "Pisanie", previewing: "Tworzenie podglądu", nothing: "Nic jeszcze nie napisano",
  attach: "Załącz pliki", drop: "Upuść pliki, aby je załączyć", remove: (name) => `Usuń ${name}`, cancel: (name) => `Przerwij ${name}`, files: "Załączone pliki", uploading: (name, percent) => `${name}: ${percent} %`,
  waiting: "Pliki są jeszcze przesyłane.", left: (n) => `Pozostało znaków: ${n}`, over: (n) => `O ${n} znaków za dużo. Załącz zamiast tego plik.`,
  tooMany: (n) => `Wiadomość może tu mieć najwyżej tyle plików: ${n}.`, tooBig: (size) => `Pliki wiadomości mogą tu mieć razem najwyżej ${size}.`,
  holds: (size, files) => `Do ${files} plików, razem ${size}`, tooManyPeople: (n) => `Wiadomość może tu mieć najwyżej tylu odbiorców: ${n}.`,
  to: "Do", cc: "DW", bcc: "UDW", recipients: "Odbiorcy", change: "Zmień odbiorców", copies: "DW / UDW", all: (n) => `Odpowiedz wszystkim (+${n})`, wrong: "To nie jest adres. Napisz go jako imie@example.org.",
  newMail: "Nowa wiadomość", from: "Od", subject: "Temat", text: "Treść", send: "Wyślij", close: "Zamknij", sent: "Wysłano", noChannel: "Żaden kanał nie może teraz wysyłać.", discard: "Odrzuć",
};

/** The words of writing, in the chosen language. */
export const words = () => spoken({ en, pl });
