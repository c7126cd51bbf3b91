/** The words of what customers are promised. */
export const WORDS = {
  en: { goals: { "": "", first_reply: "First reply", next_reply: "Reply", resolution: "Resolution" }, left: (time: string) => `${time} left`, over: (time: string) => `${time} overdue`, due: (goal: string, at: string) => `${goal} due ${at}`, day: "d", hour: "h", minute: "min" },
  pl: { goals: { "": "", first_reply: "Pierwsza odpowiedź", next_reply: "Odpowiedź", resolution: "Rozwiązanie" }, left: (time: string) => `zostało ${time}`, over: (time: string) => `po terminie ${time}`, due: (goal: string, at: string) => `${goal} do ${at}`, day: "d", hour: "godz.", minute: "min" },
};
