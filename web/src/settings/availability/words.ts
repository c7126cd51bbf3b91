/** The words of the page of availability. */
export const WORDS = {
  en: {
    hint: "Who is there, who is not and why.", name: "Name", state: "State", why: "Why", until: "Until", load: "Open", here: "Available", away: "Away", set: (name: string) => `${name} is available`, loadOf: (open: number, most: number | null) => (most === null ? String(open) : `${open} of ${most}`),
    causes: { self: "chose it", by_other: "set by another", ended: "the time chosen is over", working_hours: "working hours", screen_lost: "no screen open", screen_back: "the screen is back" },
    counts: (here: number, all: number) => `${here} of ${all} available`, filter: "Team", all: "Everybody", hours: (name: string) => `Working hours of ${name}`, next: (at: string) => `hours change ${at}`, full: "full",
    untilTime: (name: string) => `Set ${name} away until`, setUntil: "Set away until", apply: "Set away",
    screens: "Screens", grace: "Make those away who have no screen open for", minutes: (n: number) => `${n} minutes`, never: "Never", graceHint: "Only who had a screen open and lost it; it comes back with the screen.", graceSaved: "Saved.",
  },
  pl: {
    hint: "Kto jest, kogo nie ma i dlaczego.", name: "Imię", state: "Stan", why: "Dlaczego", until: "Do", load: "Otwarte", here: "Dostępny", away: "Nieobecny", set: (name: string) => `${name}: dostępność`, loadOf: (open: number, most: number | null) => (most === null ? String(open) : `${open} z ${most}`),
    causes: { self: "własny wybór", by_other: "ustawione przez kogoś", ended: "minęła wybrana pora", working_hours: "godziny pracy", screen_lost: "brak otwartego ekranu", screen_back: "ekran wrócił" },
    counts: (here: number, all: number) => `Dostępni: ${here} z ${all}`, filter: "Zespół", all: "Wszyscy", hours: (name: string) => `Godziny pracy: ${name}`, next: (at: string) => `zmiana godzin ${at}`, full: "komplet",
    untilTime: (name: string) => `${name}: nieobecność do`, setUntil: "Nieobecność do", apply: "Ustaw",
    screens: "Ekrany", grace: "Nieobecny jest ten, kto nie ma otwartego ekranu od", minutes: (n: number) => `${n} min`, never: "Nigdy", graceHint: "Tylko ten, kto miał otwarty ekran i go stracił; wraca razem z ekranem.", graceSaved: "Zapisano.",
  },
};
