/** The words of working hours. */
export const WORKING = {
  en: { by: "Working hours", none: "No set hours", own: "Hours of their own", save: "Save the hours", saved: "The working hours are saved.", hint: "Outside of them one is away. What one chooses oneself holds until the hours begin or end next, or until the time chosen." },
  pl: { by: "Godziny pracy", none: "Bez stałych godzin", own: "Własne godziny", save: "Zapisz godziny", saved: "Godziny pracy zapisane.", hint: "Poza nimi jest się nieobecnym. Własny wybór obowiązuje do najbliższego początku lub końca godzin albo do wybranej pory." },
};
