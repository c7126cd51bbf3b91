"""What customers read when they are asked how satisfied they are, in the languages of accounts (CNV-10)."""

from collections.abc import Mapping

from domain.csat.rating import BEST

ENGLISH = """\
Hello,

your conversation with {company} was closed. {question}

{links}

A link opens a page where you can change your choice and add a comment. Nothing counts before you send it there.
"""
POLISH = """\
Dzień dobry,

Twoja rozmowa z {company} została zamknięta. {question}

{links}

Odnośnik otwiera stronę, na której można zmienić wybór i dodać komentarz. Nic się nie liczy, dopóki go nie wyślesz.
"""
SCALE: Mapping[str, tuple[str, ...]] = {
    "en": ("very dissatisfied", "dissatisfied", "neither", "satisfied", "very satisfied"),
    "pl": ("bardzo źle", "źle", "ani dobrze, ani źle", "dobrze", "bardzo dobrze"),
}
QUESTION = {"en": "How satisfied are you with the answer?", "pl": "Jak oceniasz naszą odpowiedź?"}
WORDS = {"en": ("How did we do?", ENGLISH), "pl": ("Jak nam poszło?", POLISH)}


def asked_for(language: str, question: str) -> str:
    """Return the question; an empty one is ours, in English where we have no words in a language."""
    return question or QUESTION.get(language, QUESTION["en"])


def worded(language: str, company: str, question: str, url: str) -> tuple[str, str]:
    """Return subject and text of the mail; each of its links preselects a score, and does no more.

    An empty question is ours; a language we have no words in is English.
    """
    known = language if language in WORDS else "en"
    subject, text = WORDS[known]
    links = "\n".join(
        f"{score} - {SCALE[known][score - 1]}: {url}?score={score}" for score in range(BEST, 0, -1)
    )
    return subject, text.format(company=company, question=asked_for(known, question), links=links)
