/** The words of the page of schedules. */
export const WORDS = {
  en: {
    hint: "Operating hours that channels, working hours and promises go by.", none: "There are no schedules yet.", name: "Name", make: "New schedule", save: "Save", saved: "The schedule is saved.", cancel: "Close",
    archive: "Archive", restore: "Bring back", archived: "Archived", gone: "The schedule is archived. What goes by it still does.", back: "The schedule is back.", undo: "Undo",
    also: "The holidays of the account count, too", account: "Holidays of the account", accountHint: "Nothing is open on these days, in every schedule that counts them.", holidaysSaved: "The holidays are saved.",
    first: "Office hours", edit: (name: string) => `Edit ${name}`, now: "Now",
  },
  pl: {
    hint: "Godziny, którymi kierują się kanały, godziny pracy i obietnice.", none: "Nie ma jeszcze harmonogramów.", name: "Nazwa", make: "Nowy harmonogram", save: "Zapisz", saved: "Harmonogram zapisany.", cancel: "Zamknij",
    archive: "Zarchiwizuj", restore: "Przywróć", archived: "Zarchiwizowany", gone: "Harmonogram zarchiwizowany. Co według niego działa, działa dalej.", back: "Harmonogram przywrócony.", undo: "Cofnij",
    also: "Liczą się też dni wolne konta", account: "Dni wolne konta", accountHint: "W te dni nic nie jest otwarte, w każdym harmonogramie, który je liczy.", holidaysSaved: "Dni wolne zapisane.",
    first: "Godziny biura", edit: (name: string) => `Zmień: ${name}`, now: "Teraz",
  },
};
