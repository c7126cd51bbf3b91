/** The words of changing between accounts. */
export const WORDS = {
  en: { title: "Accounts", here: "In use", to: (account: string) => `Go to ${account}`, add: "Sign in to another account", leave: "Sign out everywhere in this browser", none: "In this browser you are signed in to this account only." },
  pl: { title: "Konta", here: "W użyciu", to: (account: string) => `Przejdź do ${account}`, add: "Zaloguj się na inne konto", leave: "Wyloguj ze wszystkich w tej przeglądarce", none: "W tej przeglądarce jesteś tylko na tym koncie." },
};
