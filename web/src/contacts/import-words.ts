/** The words of taking contacts in from a file. */
export const WORDS = {
  en: {
    title: "Import contacts", about: "A CSV file with headings, at most 50,000 rows. Who a row is about is told by addresses and numbers, so taking the same file in again changes nothing. The server works it through, also while this is closed; the file is removed after a day.",
    file: "File", found: (n: number) => `${n} ${n === 1 ? "row" : "rows"}`, columns: "What the columns are", is: (column: string) => `What is ${column}?`, known: "Known contacts", skip: "leave as they are", update: "change", owner: "Owner of all", nobody: "nobody",
    fields: { "": "not taken in", name: "Name", first_name: "First name", last_name: "Last name", email: "E-mail", phone: "Phone", addresses: "Addresses and numbers" },
    rehearse: "Try it", go: "Import", stop: "Stop", close: "Close", rehearsed: "It would be", taken: "Taken in", results: { created: "created", updated: "changed", skipped: "left as they are", refused: "refused" }, line: (n: number) => `Line ${n}`, download: "Download the refused rows", stopped: "Stopped; what was taken in stays", gone: "The file's day was over; send it again",
  },
  pl: {
    title: "Import kontaktów", about: "Plik CSV z nagłówkami, najwyżej 50 000 wierszy. O tym, kogo dotyczy wiersz, mówią adresy i numery, więc ponowne wczytanie niczego nie zmienia. Serwer wczytuje dalej także po zamknięciu tego okna; plik jest usuwany po dniu.",
    file: "Plik", found: (n: number) => `Wiersze: ${n}`, columns: "Czym są kolumny", is: (column: string) => `Czym jest ${column}?`, known: "Znane kontakty", skip: "pozostaw bez zmian", update: "zmień", owner: "Opiekun wszystkich", nobody: "nikt",
    fields: { "": "pomiń", name: "Nazwa", first_name: "Imię", last_name: "Nazwisko", email: "E-mail", phone: "Telefon", addresses: "Adresy i numery" },
    rehearse: "Wypróbuj", go: "Importuj", stop: "Zatrzymaj", close: "Zamknij", rehearsed: "Byłoby", taken: "Wczytano", results: { created: "utworzone", updated: "zmienione", skipped: "bez zmian", refused: "odrzucone" }, line: (n: number) => `Wiersz ${n}`, download: "Pobierz odrzucone wiersze", stopped: "Zatrzymano; wczytane kontakty pozostają", gone: "Plik został już usunięty; wyślij go ponownie",
  },
};
