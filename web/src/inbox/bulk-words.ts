const ENGLISH = new Intl.PluralRules("en");
const POLISH = new Intl.PluralRules("pl");

const en = {
  choose: (n: number) => `Select all of this list, up to ${n}`, chooseAll: (n: number) => `Select all ${n} of this list`, all: (n: number) => (n === 1 ? "The only one of this list is selected." : `All ${n} of this list are selected.`), first: (n: number) => `The first ${n} of this list are selected. There are more.`,
  selected: (n: number) => `${n} ${ENGLISH.select(n) === "one" ? "conversation" : "conversations"} selected`, clear: "Clear", assign: "Assign", move: "Move to inbox", merge: "Merge into one", mine: "to me",
};
const pl: typeof en = {
  choose: (n) => `Zaznacz całą listę, do ${n}`, chooseAll: (n) => `Zaznacz całą listę (${n})`, all: (n) => `Zaznaczono całą listę (${n}).`, first: (n) => `Zaznaczono pierwsze ${n} z listy. Jest ich więcej.`,
  selected: (n) => `${n} ${{ one: "zaznaczona rozmowa", few: "zaznaczone rozmowy" }[POLISH.select(n) as string] ?? "zaznaczonych rozmów"}`, clear: "Wyczyść", assign: "Przypisz", move: "Przenieś do skrzynki", merge: "Połącz w jedną", mine: "do mnie",
};

/** The words of what is done with all chosen conversations. */
export const WORDS = { en, pl };
