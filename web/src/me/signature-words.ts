/** The words of one's own signature. */
export const WORDS = {
  en: {
    title: "My signature", about: "Below new mail that you write from the page of a contact or a ticket. Mail from the inbox carries the team's.", hint: "Empty: none. Pictures by an https address.",
    save: "Save", saved: "Signature saved", gone: "Signature taken away", seen: "As the recipient sees it", none: "No signature.", asText: "In plain text",
  },
  pl: {
    title: "Mój podpis", about: "Pod nowymi listami, które piszesz ze strony kontaktu lub zgłoszenia. Poczta ze skrzynki ma podpis zespołu.", hint: "Puste: brak. Obrazki pod adresem https.",
    save: "Zapisz", saved: "Zapisano podpis", gone: "Usunięto podpis", seen: "Jak widzi to odbiorca", none: "Bez podpisu.", asText: "Jako zwykły tekst",
  },
};
