/** The words of the bar that steps through what happened. */
export const WORDS = {
  en: { step: (n: number, of: number) => `${n} of ${of}`, now: "Back to now", slider: "Step through what happened" },
  pl: { step: (n: number, of: number) => `${n} z ${of}`, now: "Wróć do teraz", slider: "Przechodź przez zdarzenia" },
};
