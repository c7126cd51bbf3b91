import { spoken } from "../i18n/words.ts";

const en = {
  titles: { inbound: "Incoming call", outbound: "Outgoing call", missed: "Missed call", voicemail: "Voicemail" },
  rings: "Rings", ringsYou: "Your phone rings", answerFirst: "Your phone rings: answer it and press a key, then they are rung", talking: "Talking", withheld: "Number withheld",
  rung: (who: string) => `Rung: ${who}`, by: (who: string) => `Answered by ${who}`, from: (who: string) => `Called by ${who}`, nobodyRung: "Nobody could be rung: nobody was available with a phone",
  outcomes: { completed: "Ended", missed: "Nobody answered", busy: "Busy", no_answer: "No answer", failed: "Could not be connected", canceled: "Hung up before anybody answered", voicemail: "Left a message" } as Record<string, string>,
  ownOutcomes: { no_answer: "Our own phone was not answered", busy: "Our own phone was busy", failed: "Our own phone could not be reached" } as Record<string, string>,
  codes: {
    phone_unverified: "while the account at Twilio is on trial, it calls only numbers that are verified there", country_closed: "the account at Twilio may not call this country: open it in Twilio's voice geographic permissions", phone_invalid: "there is no such number, or it cannot be called",
    account_inactive: "the account at Twilio has no funds, or is not active", number_invalid: "Twilio does not let the account call from this number", url_invalid: "Twilio cannot reach this installation", token_refused: "Twilio does not take the line's auth token any more", provider_away: "Twilio could not be reached",
    not_connected: "the line was switched off", phone_needed: "whoever called has no phone in their profile any more", refused: "Twilio refused it",
  } as Record<string, string>, code: (code: string) => `Twilio's code ${code}`, lasted: (clock: string) => `after ${clock}`,
  consents: { agreed: "Agreed to being recorded", refused: "Did not agree to being recorded" } as Record<string, string>,
  dropped: "A recording was deleted without being heard: nobody had agreed to it", recordingComes: "The recording is on its way",
  recordings: { call: "Recording of the call", voicemail: "Message left" } as Record<string, string>, keep: "Download", unheard: "The recording cannot be played now. Try again in a moment.",
  transcript: "What was said", byMachine: "Written down by a machine: names and numbers may be wrong.", waiting: "What was said is being written down", failed: "What was said could not be written down",
  callBack: "Call back", call: "Call", hangUp: "Hang up", hangingUp: "Hanging up", open: "Open the conversation", theyCall: (who: string) => `${who} calls`, youCall: (who: string) => `You call ${who}`, youTalk: (who: string) => `You talk with ${who}`,
  ended: (who: string, how: string) => `Call with ${who}: ${how}`,
  title: (who: string) => `Call ${who}`, which: "Which number of theirs", line: "Seen by them as", over: (line: string) => `They see ${line}.`, noNumber: "No number of theirs is known. Add one to the contact first.", noLine: "No line is on. Connect one in the settings, or switch it on.",
  first: (phone: string) => `Your phone ${phone} rings first. Answer it and press a key; then they are rung.`, mine: "Change it in my profile", recorded: "The call is recorded if they agree when asked.",
  unproven: (number: string) => `${number} was only typed, in a form or a chat. It may be somebody else's, or dear to call. Call it all the same?`, callAnyway: "Call all the same", cancel: "Cancel", loading: "Loading",
  needed: "Which phone of yours is rung? Nothing is installed: you talk by it.",
  noText: "A call carries no text.", noWay: "No other channel reaches them: call back, or add an address to the contact.",
  phone: "My phone", phoneHint: "It is rung when somebody calls you, and before those whom you call. Colleagues do not see it. Empty: you are not rung.", number: "Phone number", example: "+48 600 123 456", save: "Save", saved: "Your phone is kept.", gone: "You are not rung any more.",
};
const pl: typeof en = {
  titles: { inbound: "Połączenie przychodzące", outbound: "Połączenie wychodzące", missed: "Nieodebrane połączenie", voicemail: "Poczta głosowa" },
  rings: "Dzwoni", ringsYou: "Dzwoni Twój telefon", answerFirst: "Dzwoni Twój telefon: odbierz i naciśnij klawisz, wtedy zadzwonimy do tej osoby", talking: "Rozmowa trwa", withheld: "Numer zastrzeżony",
  rung: (who) => `Dzwoniono do: ${who}`, by: (who) => `Rozmowę odebrano: ${who}`, from: (who) => `Dzwoni: ${who}`, nobodyRung: "Nie było do kogo zadzwonić: nikt z telefonem nie był dostępny",
  outcomes: { completed: "Zakończone", missed: "Nikt nie odebrał", busy: "Zajęte", no_answer: "Nie odebrano", failed: "Nie udało się połączyć", canceled: "Rozłączono, zanim ktoś odebrał", voicemail: "Zostawiono wiadomość" },
  ownOutcomes: { no_answer: "Nasz własny telefon nie został odebrany", busy: "Nasz własny telefon był zajęty", failed: "Z naszym własnym telefonem nie udało się połączyć" },
  codes: {
    phone_unverified: "konto próbne w Twilio dzwoni tylko na numery tam potwierdzone", country_closed: "konto w Twilio nie może dzwonić do tego kraju: otwórz go w uprawnieniach geograficznych Twilio", phone_invalid: "nie ma takiego numeru albo nie można na niego dzwonić",
    account_inactive: "konto w Twilio nie ma środków albo jest nieaktywne", number_invalid: "Twilio nie pozwala kontu dzwonić z tego numeru", url_invalid: "Twilio nie może dotrzeć do tej instalacji", token_refused: "Twilio nie przyjmuje już tokenu tej linii", provider_away: "Twilio nie odpowiadało",
    not_connected: "linia była wyłączona", phone_needed: "dzwoniąca osoba nie ma już telefonu w profilu", refused: "Twilio odmówiło",
  }, code: (code) => `kod Twilio ${code}`, lasted: (clock) => `po ${clock}`,
  consents: { agreed: "Jest zgoda na nagrywanie", refused: "Nie ma zgody na nagrywanie" },
  dropped: "Nagranie usunięto bez odsłuchania: nie było na nie zgody", recordingComes: "Nagranie jest w drodze",
  recordings: { call: "Nagranie rozmowy", voicemail: "Zostawiona wiadomość" }, keep: "Pobierz", unheard: "Nagrania nie da się teraz odtworzyć. Spróbuj za chwilę.",
  transcript: "Co powiedziano", byMachine: "Spisane przez maszynę: nazwy i liczby mogą być błędne.", waiting: "Spisujemy, co powiedziano", failed: "Nie udało się spisać, co powiedziano",
  callBack: "Oddzwoń", call: "Zadzwoń", hangUp: "Rozłącz", hangingUp: "Rozłączanie", open: "Otwórz rozmowę", theyCall: (who) => `Dzwoni ${who}`, youCall: (who) => `Dzwonisz: ${who}`, youTalk: (who) => `Rozmawiasz: ${who}`,
  ended: (who, how) => `Połączenie, ${who}: ${how}`,
  title: (who) => `Zadzwoń: ${who}`, which: "Na który numer", line: "Z numeru", over: (line) => `Zobaczy numer ${line}.`, noNumber: "Nie znamy numeru tej osoby. Najpierw dodaj go do kontaktu.", noLine: "Żadna linia nie jest włączona. Połącz ją w ustawieniach albo włącz.",
  first: (phone) => `Najpierw dzwoni Twój telefon ${phone}. Odbierz i naciśnij klawisz; wtedy zadzwonimy do tej osoby.`, mine: "Zmień w moim profilu", recorded: "Rozmowa jest nagrywana, jeśli zapytana osoba się zgodzi.",
  unproven: (number) => `${number} tylko wpisano w formularzu lub na czacie. Może należeć do kogoś innego albo być drogi. Zadzwonić mimo to?`, callAnyway: "Zadzwoń mimo to", cancel: "Anuluj", loading: "Wczytywanie",
  needed: "Na który Twój telefon zadzwonić? Niczego nie trzeba instalować: rozmawiasz przez niego.",
  noText: "Połączenie nie przenosi tekstu.", noWay: "Żaden inny kanał do tej osoby nie dociera: oddzwoń albo dodaj adres do kontaktu.",
  phone: "Mój telefon", phoneHint: "Dzwoni, gdy ktoś dzwoni do Ciebie, i zanim zadzwonimy do osoby, do której dzwonisz. Współpracownicy go nie widzą. Puste: nie dzwonimy do Ciebie.", number: "Numer telefonu", example: "+48 600 123 456", save: "Zapisz", saved: "Zapamiętano Twój telefon.", gone: "Nie dzwonimy już do Ciebie.",
};

/** The words of calls, in the chosen language. */
export const words = () => spoken({ en, pl });
export type CallWords = typeof en;
