/** What a line says by itself, as the server says it, too: in these languages, in all others in English. */
const SPOKEN = {
  en: {
    voicemail: "Nobody can answer your call now. Please leave a message after the tone. It will be recorded.",
    recorded: "Your message will be recorded.",
    nobody: "Sorry, nobody can answer your call now. We have noted it. Goodbye.",
    agree: "Press 1 if you agree to this call being recorded. Press any other key, or wait, to go on without.",
  },
  pl: {
    voicemail: "Nikt nie może teraz odebrać. Po sygnale prosimy zostawić wiadomość. Zostanie ona nagrana.",
    recorded: "Wiadomość zostanie nagrana.",
    nobody: "Przepraszamy, nikt nie może teraz odebrać. Odnotowaliśmy to połączenie. Do widzenia.",
    agree: "Jeśli zgadzasz się na nagrywanie tej rozmowy, naciśnij 1. Aby rozmawiać bez nagrywania, naciśnij inny klawisz lub poczekaj.",
  },
};

/** The sentences in a language, `pl` also for `pl-PL`. */
export const spokenIn = (language: string): (typeof SPOKEN)["en"] => SPOKEN[language.slice(0, 2).toLowerCase() as keyof typeof SPOKEN] ?? SPOKEN.en;
