/** The words of the list of drafts. */
export const WORDS = {
  en: { none: "No drafts.", mail: "A new mail" },
  pl: { none: "Brak szkiców.", mail: "Nowa wiadomość" },
};
