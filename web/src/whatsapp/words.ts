import { spoken } from "../i18n/words.ts";

const en = {
  title: "Send a template", close: "Close", loading: "Loading templates", search: "Search templates", templates: "Templates", nothing: "No template fits.", found: (n: number) => `${n} ${n === 1 ? "template" : "templates"}`,
  none: "There is no approved template yet. Templates are made in WhatsApp Manager, and Meta approves them.", toTemplates: "The templates of this number",
  categories: { marketing: "marketing", utility: "service", authentication: "codes" } as Record<string, string>,
  parts: { header: "Header", body: "Text", buttons: "Button" }, value: (part: string, name: string) => `${part}: ${name}`, preview: "As they will see it", send: "Send the template", buttons: "Buttons", uploading: "The file is on its way",
  media: { image: "Picture", video: "Video", document: "Document", location: "Location" } as Record<string, string>,
  kinds: { quick_reply: "Answer", url: "Link", phone_number: "Call", copy_code: "Copy the code", otp: "Copy the code", flow: "Form", catalog: "Catalogue" } as Record<string, string>,
  left: (hours: number, minutes: number) => (hours ? `${hours} h ${minutes} min left to write freely` : minutes ? `${minutes} min left to write freely` : "Less than a minute left to write freely"),
  leftHint: (until: string) => `Until ${until} anything may be sent; after that only an approved template.`,
  over: (since: string) => (since ? `Since ${since} only an approved template may be sent: more than 24 hours have passed since they last wrote.` : "They have not written here yet: only an approved template may be sent."),
  only: "Only an approved template may be sent: they have not written to this number for 24 hours.", choose: "Choose a template", use: "Use a template", out: "They opted out: no template and nothing automatic is sent to them. Write only to answer what they wrote after that.", outOver: "They opted out: nothing may be sent by WhatsApp until they write again or opt in.",
  begin: "Write by WhatsApp", from: "From", to: "To", began: "Sent. The conversation is open.",
  messages: "Messages by WhatsApp", agreed: "Opted in", refusedBy: "Opted out", unasked: "Neither opted in nor out", optIn: "Record an opt-in", optOut: "Record an opt-out", why: "How did they say so?", whyHint: "For example: by phone on 3 March", record: "Record", cancel: "Cancel",
  recordedIn: "The opt-in is recorded.", recordedOut: "The opt-out is recorded: no template and nothing automatic is sent to them.", outHint: "From then on no template and nothing automatic is sent to them.", inHint: "Only where they told you so: Meta asks for proof.",
};
const pl: typeof en = {
  title: "Wyślij szablon", close: "Zamknij", loading: "Wczytywanie szablonów", search: "Szukaj szablonów", templates: "Szablony", nothing: "Żaden szablon nie pasuje.", found: (n) => `Szablony: ${n}`,
  none: "Nie ma jeszcze zatwierdzonego szablonu. Szablony tworzy się w Menedżerze WhatsApp, a zatwierdza je Meta.", toTemplates: "Szablony tego numeru",
  categories: { marketing: "marketing", utility: "obsługa", authentication: "kody" },
  parts: { header: "Nagłówek", body: "Treść", buttons: "Przycisk" }, value: (part, name) => `${part}: ${name}`, preview: "Jak to zobaczą", send: "Wyślij szablon", buttons: "Przyciski", uploading: "Plik jest w drodze",
  media: { image: "Zdjęcie", video: "Film", document: "Dokument", location: "Miejsce" },
  kinds: { quick_reply: "Odpowiedź", url: "Link", phone_number: "Zadzwoń", copy_code: "Kopiuj kod", otp: "Kopiuj kod", flow: "Formularz", catalog: "Katalog" },
  left: (hours, minutes) => (hours ? `Swobodnie można pisać jeszcze ${hours} h ${minutes} min` : minutes ? `Swobodnie można pisać jeszcze ${minutes} min` : "Swobodnie można pisać jeszcze niecałą minutę"),
  leftHint: (until) => `Do ${until} można wysłać wszystko; potem tylko zatwierdzony szablon.`,
  over: (since) => (since ? `Od ${since} można wysłać tylko zatwierdzony szablon: od ostatniej wiadomości tej osoby minęły ponad 24 godziny.` : "Ta osoba jeszcze tu nie napisała: można wysłać tylko zatwierdzony szablon."),
  only: "Można wysłać tylko zatwierdzony szablon: ta osoba nie pisała na ten numer od 24 godzin.", choose: "Wybierz szablon", use: "Użyj szablonu", out: "Ta osoba zrezygnowała z wiadomości: nie dostaje szablonów ani niczego automatycznego. Odpisuj tylko na to, co napisała później.", outOver: "Ta osoba zrezygnowała z wiadomości: przez WhatsApp nie można nic wysłać, dopóki znów nie napisze albo się nie zgodzi.",
  begin: "Napisz przez WhatsApp", from: "Od", to: "Do", began: "Wysłano. Rozmowa jest otwarta.",
  messages: "Wiadomości przez WhatsApp", agreed: "Zgoda", refusedBy: "Rezygnacja", unasked: "Ani zgody, ani rezygnacji", optIn: "Zapisz zgodę", optOut: "Zapisz rezygnację", why: "Jak to powiedziano?", whyHint: "Na przykład: telefonicznie 3 marca", record: "Zapisz", cancel: "Anuluj",
  recordedIn: "Zapisano zgodę.", recordedOut: "Zapisano rezygnację: ta osoba nie dostanie szablonów ani niczego automatycznego.", outHint: "Odtąd ta osoba nie dostanie szablonów ani niczego automatycznego.", inHint: "Tylko gdy ta osoba tak powiedziała: Meta wymaga dowodu.",
};

/** The words of what is written by WhatsApp, in the chosen language. */
export const words = () => spoken({ en, pl });
