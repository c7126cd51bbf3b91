import { spoken } from "../i18n/words.ts";

const en = {
  bot: "Bot", offered: "Choices offered", from: "Written on", newTab: "opens in a new tab",
  here: "Visitor is here", typing: "Visitor is typing…", on: (page: string) => `on ${page}`,
};
const pl: typeof en = {
  bot: "Bot", offered: "Podane odpowiedzi", from: "Napisano na", newTab: "otwiera się w nowej karcie",
  here: "Odwiedzający jest tutaj", typing: "Odwiedzający pisze…", on: (page) => `na ${page}`,
};

/** The words of what visitors of chats do and see, in the chosen language. */
export const words = () => spoken({ en, pl });
