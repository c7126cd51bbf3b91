const skipped: Record<string, string> = { submission_limit: "the contact is at the limit of submissions", form_without_ticket_fields: "the form has no ticket fields" };
const skippedPl: Record<string, string> = { submission_limit: "kontakt osiągnął limit nadesłań", form_without_ticket_fields: "formularz nie ma pól zgłoszenia" };

/** The words of the page of submissions. */
export const WORDS = {
  en: {
    hint: "What was sent by forms, hidden fields too, the newest first.", form: "Form", choose: "All forms", since: "From", until: "To", none: "Nothing was sent yet.", noneThen: "Nothing was sent in this time.", loading: "Loading", older: "Older", sent: "Sent", version: "Version", contact: "Contact", shown: "Show", conversation: "Conversation", ticket: "Ticket", noTicket: (why: string) => (why ? `No ticket: ${why}` : "None"), skipped,
    hidden: "hidden", unknown: "not of the form", page: "Page", files: "Files", yes: "yes", csv: "Export as CSV", parquet: "Export as Parquet", edit: "Edit the form", table: "Submissions", fieldsOf: "What was sent",
  },
  pl: {
    hint: "To, co wysłano formularzami, także ukryte pola, od najnowszych.", form: "Formularz", choose: "Wszystkie formularze", since: "Od", until: "Do", none: "Nic jeszcze nie wysłano.", noneThen: "W tym czasie nic nie wysłano.", loading: "Wczytywanie", older: "Starsze", sent: "Wysłano", version: "Wersja", contact: "Kontakt", shown: "Pokaż", conversation: "Rozmowa", ticket: "Zgłoszenie", noTicket: (why: string) => (why ? `Brak zgłoszenia: ${why}` : "Brak"), skipped: skippedPl,
    hidden: "ukryte", unknown: "spoza formularza", page: "Strona", files: "Pliki", yes: "tak", csv: "Eksport do CSV", parquet: "Eksport do Parquet", edit: "Edytuj formularz", table: "Nadesłane", fieldsOf: "Co wysłano",
  },
};
