import type { en } from "./words-en.ts";

const tasks: typeof en.tasks = { MANAGE: "administrator", MODERATE: "moderowanie", MESSAGING: "wiadomości", CREATE_CONTENT: "publikowanie", ADVERTISE: "reklamy", ANALYZE: "statystyki" };
const reasons: Record<string, string> = {
  page_taken: "Jest już połączona z Postroom, na tym lub innym koncie. Najpierw odłącz ją tam.",
  role_missing: "Nie jesteś jej administratorem. Poproś któregoś o pełną kontrolę albo o połączenie; uprawnienie do publikowania nie wystarczy.",
};
const outcomes: Record<string, string> = {
  ok: "Zalogowano. Wybierz stronę.", mended: "Facebook znów nas wpuszcza. Odpowiedzi, które czekały, są teraz wysyłane.",
  state: "To logowanie nie zaczęło się w tej przeglądarce albo zbyt dawno temu. Zaloguj się ponownie.",
  declined: "Na Facebooku nas nie wpuszczono. Bez tego nie da się połączyć strony.",
  scopes_missing: "Na Facebooku pominięto jedno z uprawnień; potrzebne są wszystkie. Zaloguj się ponownie ze wszystkimi.",
  provider_refused: "Facebook nas nie wpuścił. Spróbuj za chwilę.",
  provider_away: "Facebook nie odpowiada. Spróbuj za chwilę.",
  role_missing: "Zalogowana osoba nie jest już administratorem tej strony. Zaloguj się jako ktoś, kto nim jest.",
};

export const pl: typeof en = {
  stages: { page: "Strona", greeting: "Powitanie", rule: "Przydzielanie", finish: "Połącz i zakończ" },
  saved: "Zapisano. Liczy się od następnej rozmowy.", save: "Zapisz", crossed: "Ktoś to tymczasem zmienił.", theirs: "Przyjmij ich zmianę", mine: "Zostań przy swojej",
  intro: "Zaloguj się na Facebooku jako administrator strony. Otworzy się do tego okno; wróć, gdy się zamknie.",
  permissions: "Prosimy o: listę Twoich stron oraz czytanie, odpisywanie i powiadamianie o wiadomościach tej, którą wybierzesz. Nigdy nie widzimy hasła.",
  login: "Zaloguj się przez Facebook", again: "Zaloguj się ponownie", waiting: "Dokończ w oknie, które się otworzyło. Ta strona podąży sama.", stop: "Nie jest już otwarte",
  blocked: "Przeglądarka zablokowała okno. Zezwól na okna z tej witryny i spróbuj ponownie albo zaloguj się na tej stronie: przejdziesz do Facebooka i wrócisz tutaj.", here: "Zaloguj się na tej stronie",
  done: "Zalogowano. To okno można zamknąć.", outcomes,
  pages: "Która strona", pagesHint: "Strony, które według Facebooka możesz widzieć.", noPages: "Nie ma strony, którą możesz widzieć. Utwórz ją na Facebooku albo zaloguj się jako ktoś, kto ją ma.", noRole: "brak roli", tasks, reasons, role_: (said) => `Twoja rola: ${said}`,
  page: "Strona", roleThere: (said) => `Rola osoby, która ją połączyła: ${said}`, connectedPage: (name) => `Połączona strona: ${name}`, checked: (when) => `Rolę sprawdzono ostatnio ${when}.`, roleOk: "Rola wystarcza.",
  lost: { authorisation_lost: "Facebook już nas nie wpuszcza. Odpowiedzi czekają, a to, co ludzie piszą, może nie dotrzeć. Zaloguj się ponownie.", role_lost: "Osoba, która połączyła tę stronę, nie jest już jej administratorem. Zaloguj się jako ktoś, kto nim jest; do tego czasu odpowiedzi czekają." },
  greeting: "Powitanie", greetingHint: "Pierwsze, co mówi pierwsza rozmowa danej osoby; puste: nic. Wychodzi przy jej pierwszej wiadomości.",
  ownFlow: "To, co jest mówione potem, to Twój własny scenariusz; pisze się go w zakładce Scenariusz.", chatflow: "Scenariusz",
  instant: "Odpowiadaj od razu na pierwszą wiadomość", instantText: "Natychmiastowa odpowiedź", instantHint: "Scenariusz mówi ją tuż po pierwszej wiadomości rozmowy, raz, i przekazuje rozmowę człowiekowi.",
  room: (left) => `Pozostało znaków: ${left}`, over: (more) => `Za dużo znaków: ${more}`,
  preview: "Jak widzą to ludzie", example: "Dzień dobry, czy moja paczka jest w drodze?", now: "teraz", sentAs: (page) => `${page} odpowiada samo`, nothing: "Nic nie mówi się samo: odpowiada człowiek.", yourPage: "Twoja strona", writeHere: "Wiadomość",
  privacy: "Prywatność", byPeople: "Nikt: rozmowy czekają nieprzydzielone", byRule: "Według reguły",
  connected: "Połączono. Wiadomości do strony trafiają do skrzynki.", none: "Nic",
  on: "Włącz", held: "To, co ludzie tymczasem napisali, zostało zachowane.", replay: "Przyjmij", leave: "Zostaw", replayHint: "Stanie się teraz rozmowami, w kolejności, w jakiej przyszło; okna na odpowiedź liczą się od napisania.", leaveHint: "Pozostanie zachowane i niczego nie zacznie.", cancel: "Anuluj",
};
