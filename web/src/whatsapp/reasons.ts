type Words = Readonly<Record<string, string>>;

const en: Words = {
  template_needed: "more than 24 hours since they last wrote: send a template instead", undeliverable: "the number is not on WhatsApp, has an old app, or has not accepted its terms", healthy_ecosystem: "Meta held it back, since they got many marketing messages lately; try another day",
  stopped_marketing: "they stopped marketing messages of this business", experiment: "Meta left them out of marketing messages for an experiment; nothing can be done", country: "businesses may not write to their country", same_number: "a number cannot write to itself",
  unsupported: "WhatsApp does not know this kind of message", media: "Meta did not take the file: its kind or size is not allowed, or it could not be fetched", pair_rate: "too many messages to this one person in a short time; wait a little", rate: "too many messages at once, or too many people blocked the number; Meta holds it back for a while",
  payment: "something is wrong with the payment for messages at Meta", blocked: "Meta blocked the account", access: "Meta does not let us in; an administrator looks at the channel's settings", registration: "the number is not registered; an administrator does that in the channel's settings",
  template: "something is wrong with the template", template_variables: "the template wants other values", template_unknown: "the template is not there in this language, or not approved", template_too_long: "the template is too long with these values", template_policy: "the template breaks Meta's policy", template_paused: "Meta paused the template, as people did not like it", template_disabled: "Meta disabled the template for good", template_not_approved: "the template is not approved any more",
  parameter: "Meta did not understand a value in it", provider_away: "WhatsApp was not available", provider_refused: "Meta refused it", opted_out: "they opted out",
};
const pl: Words = {
  template_needed: "ponad 24 godziny od ostatniej wiadomości tej osoby: wyślij szablon", undeliverable: "numeru nie ma w WhatsApp, aplikacja jest stara albo nie przyjęto jej warunków", healthy_ecosystem: "Meta ją wstrzymała, bo ta osoba dostała ostatnio wiele wiadomości marketingowych; spróbuj innego dnia",
  stopped_marketing: "ta osoba wyłączyła wiadomości marketingowe tej firmy", experiment: "Meta wyłączyła tę osobę z wiadomości marketingowych w ramach eksperymentu; nic nie da się zrobić", country: "firmy nie mogą pisać do jej kraju", same_number: "numer nie może pisać do siebie",
  unsupported: "WhatsApp nie zna takiej wiadomości", media: "Meta nie przyjęła pliku: jego rodzaj lub rozmiar nie jest dozwolony albo nie dało się go pobrać", pair_rate: "za dużo wiadomości do tej jednej osoby w krótkim czasie; poczekaj chwilę", rate: "za dużo wiadomości naraz albo za dużo osób zablokowało numer; Meta wstrzymuje go na pewien czas",
  payment: "jest problem z płatnością za wiadomości w Meta", blocked: "Meta zablokowała konto", access: "Meta nas nie wpuszcza; administrator sprawdza ustawienia kanału", registration: "numer nie jest zarejestrowany; administrator robi to w ustawieniach kanału",
  template: "coś jest nie tak z szablonem", template_variables: "szablon ma inne wartości", template_unknown: "nie ma takiego szablonu w tym języku albo nie jest zatwierdzony", template_too_long: "szablon z tymi wartościami jest za długi", template_policy: "szablon narusza zasady Meta", template_paused: "Meta wstrzymała szablon, bo źle go oceniano", template_disabled: "Meta wyłączyła szablon na stałe", template_not_approved: "szablon nie jest już zatwierdzony",
  parameter: "Meta nie zrozumiała jednej z wartości", provider_away: "WhatsApp był niedostępny", provider_refused: "Meta odmówiła", opted_out: "ta osoba zrezygnowała z wiadomości",
};

/** Why a message did not arrive by WhatsApp, by the server's word for Meta's code (`domain/channels/whatsapp_failures.py`). */
export const REASONS = { en, pl };

const FINAL = /^(template(_\w+)?|stopped_marketing|experiment|country|same_number|unsupported|parameter|opted_out)$/;

/** Whether sending the same once more can never help. */
export const isFinal = (reason: string): boolean => FINAL.test(reason);
