"""What callers and those who are rung hear from us by ourselves, beside the texts of the channel: in its language, or English."""

from collections.abc import Mapping

ENGLISH = {
    "sorry": "Sorry, we cannot take your call now. Please call again later.",
    "nobody": "Sorry, nobody can answer your call now. We have noted it. Goodbye.",
    "voicemail": "Nobody can answer your call now. Please leave a message after the tone. It will be recorded.",
    "recorded": "Your message will be recorded.",
    "thanks": "Thank you. Goodbye.",
    "agree": "Press 1 if you agree to this call being recorded. Press any other key, or wait, to go on without.",
    "call_from": "A call from {who}. Press any key to answer.",
    "call_to": "A call to {who}. Press any key to be connected.",
    "unknown": "an unknown number",
    "elsewhere": "This call has been answered, or is over. Goodbye.",
    "busy": "The number is busy. Goodbye.",
    "no_answer": "Nobody answers. Goodbye.",
    "failed": "The number cannot be reached. Goodbye.",
}
POLISH = {
    "sorry": "Przepraszamy, nie możemy teraz odebrać. Prosimy zadzwonić później.",
    "nobody": "Przepraszamy, nikt nie może teraz odebrać. Odnotowaliśmy to połączenie. Do widzenia.",
    "voicemail": "Nikt nie może teraz odebrać. Po sygnale prosimy zostawić wiadomość. Zostanie ona nagrana.",
    "recorded": "Wiadomość zostanie nagrana.",
    "thanks": "Dziękujemy. Do widzenia.",
    "agree": "Jeśli zgadzasz się na nagrywanie tej rozmowy, naciśnij 1. Aby rozmawiać bez nagrywania, naciśnij inny klawisz"
    " lub poczekaj.",
    "call_from": "Dzwoni {who}. Aby odebrać, naciśnij dowolny klawisz.",
    "call_to": "Połączenie do: {who}. Aby połączyć, naciśnij dowolny klawisz.",
    "unknown": "numer nieznany",
    "elsewhere": "To połączenie ktoś już odebrał albo się zakończyło. Do widzenia.",
    "busy": "Numer jest zajęty. Do widzenia.",
    "no_answer": "Nikt nie odbiera. Do widzenia.",
    "failed": "Nie można połączyć się z tym numerem. Do widzenia.",
}
LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "pl": POLISH}


def words(language: str) -> Mapping[str, str]:
    """Return the words in a language, `pl` also for `pl-PL`; in English where there are none."""
    return LANGUAGES.get(language.partition("-")[0].lower(), ENGLISH)


def spelled(number: str) -> str:
    """Return a number digit by digit, so that it is not said as one in billions."""
    return " ".join(number.removeprefix("+"))
