"""The words of the page on which a customer rates a conversation, in the languages of accounts."""

from collections.abc import Mapping

LANGUAGES = ("en", "pl")
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "How did we do?",
        "comment": "Anything you want to add",
        "optional": "optional",
        "send": "Send",
        "change": "Send the change",
        "thanks": "Thank you for telling us.",
        "kept": "Your answer is kept. As long as this link opens you can change it here.",
        "choose": "Choose one of the five, then send it.",
        "long": "The comment is too long: 2,000 characters are the most.",
        "unreadable": "The form could not be read. Fill it in here and send it again.",
        "over": "This link does not open anything",
        "why": "It is too old, or it is incomplete. If you want to tell us something, answer the mail we wrote.",
        "often": "Too many requests",
        "wait": "Wait a minute, then try again.",
    },
    "pl": {
        "title": "Jak nam poszło?",
        "comment": "Czy chcesz coś dodać?",
        "optional": "nieobowiązkowe",
        "send": "Wyślij",
        "change": "Wyślij zmianę",
        "thanks": "Dziękujemy za odpowiedź.",
        "kept": "Odpowiedź została zapisana. Dopóki ten odnośnik działa, można ją tu zmienić.",
        "choose": "Wybierz jedną z pięciu ocen i wyślij.",
        "long": "Komentarz jest za długi: może mieć najwyżej 2000 znaków.",
        "unreadable": "Nie udało się odczytać formularza. Wypełnij go tutaj i wyślij ponownie.",
        "over": "Ten odnośnik niczego nie otwiera",
        "why": "Jest za stary albo niepełny. Jeśli chcesz nam coś przekazać, odpowiedz na naszą wiadomość.",
        "often": "Za dużo prób",
        "wait": "Odczekaj minutę i spróbuj ponownie.",
    },
}
