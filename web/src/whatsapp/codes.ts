/** What Meta's error codes of WhatsApp mean, and whether trying the same again can help; others are tried again by a person if they like. */
const MEANINGS: Readonly<Record<number, readonly [en: string, pl: string, final?: true]>> = {
  190: ["Meta does not take our access any more; an administrator renews it in the channel's settings", "Meta nie przyjmuje już naszego dostępu; administrator odnawia go w ustawieniach kanału"],
  368: ["Meta blocked the account for breaking its policies", "Meta zablokowała konto za naruszenie zasad"],
  80007: ["too many messages at once; Meta holds the account back for a while", "za dużo wiadomości naraz; Meta wstrzymuje konto na chwilę"],
  130429: ["too many messages at once from this number", "za dużo wiadomości naraz z tego numeru"],
  130472: ["Meta left them out of marketing messages for an experiment; nothing can be done", "Meta wyłączyła tę osobę z wiadomości marketingowych w ramach eksperymentu; nic nie da się zrobić", true],
  130497: ["messages to their country are not allowed for this business", "firma nie może pisać do tego kraju", true],
  131005: ["a permission is missing at Meta", "brakuje uprawnienia w Meta"],
  131008: ["something that Meta needs was missing", "brakowało czegoś, czego wymaga Meta", true],
  131009: ["Meta did not understand a value in it", "Meta nie zrozumiała jednej z wartości", true],
  131016: ["WhatsApp was not available", "WhatsApp był niedostępny"],
  131021: ["a number cannot write to itself", "numer nie może pisać do siebie", true],
  131026: ["it cannot be delivered: the number is not on WhatsApp, has an old app, or has not accepted its terms", "nie da się doręczyć: numeru nie ma w WhatsApp, aplikacja jest stara albo nie przyjęto jej warunków"],
  131031: ["Meta locked the account", "Meta zablokowała konto"],
  131042: ["something is wrong with the payment for messages at Meta", "jest problem z płatnością za wiadomości w Meta"],
  131045: ["the number is not registered for sending", "numer nie jest zarejestrowany do wysyłania"],
  131047: ["more than 24 hours since they last wrote: send a template instead", "ponad 24 godziny od ostatniej wiadomości tej osoby: wyślij szablon", true],
  131048: ["too many people reported or blocked this number; Meta holds it back", "za dużo osób zgłosiło lub zablokowało ten numer; Meta go wstrzymuje"],
  131049: ["Meta did not deliver it, since they got many marketing messages lately; try another day", "Meta jej nie doręczyła, bo ta osoba dostała ostatnio wiele wiadomości marketingowych; spróbuj innego dnia"],
  131050: ["they stopped marketing messages of this business", "ta osoba wyłączyła wiadomości marketingowe tej firmy", true],
  131051: ["WhatsApp does not know this kind of message", "WhatsApp nie zna takiej wiadomości", true],
  131052: ["the file could not be fetched", "nie udało się pobrać pliku"],
  131053: ["Meta did not take the file: its kind or size is not allowed", "Meta nie przyjęła pliku: jego rodzaj lub rozmiar nie jest dozwolony", true],
  131056: ["too many messages to this one person in a short time; wait a little", "za dużo wiadomości do tej jednej osoby w krótkim czasie; poczekaj chwilę"],
  131057: ["the account is being maintained", "trwają prace przy koncie"],
  132000: ["the template wants another number of values", "szablon ma inną liczbę wartości", true],
  132001: ["the template is not there in this language, or not approved", "nie ma takiego szablonu w tym języku albo nie jest zatwierdzony", true],
  132005: ["the template is too long with these values", "szablon z tymi wartościami jest za długi", true],
  132007: ["the template breaks Meta's policy", "szablon narusza zasady Meta", true],
  132012: ["a value has not the form that the template wants", "wartość nie ma postaci, jakiej wymaga szablon", true],
  132015: ["Meta paused the template, as people did not like it", "Meta wstrzymała szablon, bo źle go oceniano"],
  132016: ["Meta disabled the template for good", "Meta wyłączyła szablon na stałe", true],
  132068: ["the form in it is blocked", "formularz w szablonie jest zablokowany", true],
  132069: ["the form in it is held back for a while", "formularz w szablonie jest chwilowo wstrzymany"],
  133010: ["the number is not registered; an administrator does that in the channel's settings", "numer nie jest zarejestrowany; administrator robi to w ustawieniach kanału"],
};

/** What a code means in a language; empty where it is not known. */
export const meaning = (code: number, language: "en" | "pl"): string => MEANINGS[code]?.[language === "en" ? 0 : 1] ?? "";

/** Whether the same can never be delivered. */
export const isFinal = (code: number): boolean => MEANINGS[code]?.[2] ?? false;
