/** The words of the settings' frame; each page has words of its own. */
export const WORDS = {
  en: {
    title: "Settings", all: "All settings", loading: "Loading", none: "There is no such page for you.",
    groups: { account: "Account", people: "People", routing: "Routing", tickets: "Tickets", forms: "Forms" },
  },
  pl: {
    title: "Ustawienia", all: "Wszystkie ustawienia", loading: "Wczytywanie", none: "Nie ma dla Ciebie takiej strony.",
    groups: { account: "Konto", people: "Ludzie", routing: "Przydzielanie", tickets: "Zgłoszenia", forms: "Formularze" },
  },
};
