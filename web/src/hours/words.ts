/** The words of ranges, holidays and zones. */
export const WORDS = {
  en: {
    days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    week: "Each week", closed: "Closed", from: "from", to: "to", nextDay: "next day", add: (day: string) => `Add a range on ${day}`, remove: (day: string, from: string, to: string) => `Remove ${day} ${from} to ${to}`,
    copy: "Monday's ranges on all working days",
    zone: "Time zone", zoneHint: "A city of the zone, as in Europe/Warsaw. Summer time is minded by itself.",
    holidays: "Holidays", noHolidays: "No holidays.", date: "Day", name: "Name", addHoliday: "Add the day", removeHoliday: (name: string) => `Remove ${name}`,
    openNow: "Open now", closedNow: "Closed now", opens: (at: string) => `opens ${at}`, closes: (at: string) => `closes ${at}`, never: "does not open within a year", always: "does not close within a year",
  },
  pl: {
    days: ["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"],
    week: "Co tydzień", closed: "Zamknięte", from: "od", to: "do", nextDay: "następnego dnia", add: (day: string) => `Dodaj godziny: ${day}`, remove: (day: string, from: string, to: string) => `Usuń: ${day} ${from}–${to}`,
    copy: "Godziny z poniedziałku we wszystkie dni robocze",
    zone: "Strefa czasowa", zoneHint: "Miasto strefy, na przykład Europe/Warsaw. Czas letni uwzględnia się sam.",
    holidays: "Dni wolne", noHolidays: "Nie ma dni wolnych.", date: "Dzień", name: "Nazwa", addHoliday: "Dodaj dzień", removeHoliday: (name: string) => `Usuń: ${name}`,
    openNow: "Teraz otwarte", closedNow: "Teraz zamknięte", opens: (at: string) => `otwarcie ${at}`, closes: (at: string) => `zamknięcie ${at}`, never: "brak otwarcia w ciągu roku", always: "brak zamknięcia w ciągu roku",
  },
};
