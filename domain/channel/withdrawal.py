"""The words by which people take their consent back in a message, and what they are told then (PRV-05)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from domain.channel.consent_settings import LANGUAGE, MOST_LANGUAGES
from domain.channel.keywords import LONGEST, MOST, compared, kept
from domain.kernel.checks import not_blank
from domain.kernel.refusal import InvalidInput

WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("WITHDRAW", "WITHDRAW CONSENT", "I WITHDRAW MY CONSENT"),
        "pl": ("COFAM ZGODĘ", "COFAM ZGODE", "WYCOFUJĘ ZGODĘ", "WYCOFUJE ZGODE"),
    }
)
"""What is understood before anybody chose; Polish is often written without its own letters."""
REPLIES: Mapping[str, str] = MappingProxyType(
    {
        "en": "You have taken back your consent. What you write from now on is not taken in unless you agree again.",
        "pl": "Zgoda została wycofana. Tego, co teraz napiszesz, nie przyjmiemy, dopóki znów się nie zgodzisz.",
    }
)
REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "en": "You have not agreed. What you write is not taken in unless you agree.",
        "pl": "Nie wyrażono zgody. Tego, co piszesz, nie przyjmiemy, dopóki się nie zgodzisz.",
    }
)
"""What is said in place of those to who has nothing to take back."""
KINDS = ("messenger", "whatsapp")
"""Kinds of channels where there is nothing to press for that at any time, and a message does it."""


@dataclass(frozen=True, slots=True)
class WithdrawalWords:
    """Words by language, each of which takes consent back as the whole of a message, and the answer in that language."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: WORDS)
    replies: Mapping[str, str] = field(default_factory=lambda: REPLIES)

    def checked(self, longest: int) -> "WithdrawalWords":
        """Return it as it is kept; an answer is one message of at most `longest` characters. Raises `InvalidInput`."""
        if not self.words or len(self.words) > MOST_LANGUAGES:
            raise InvalidInput(f"Give words in 1 to {MOST_LANGUAGES} languages.", field="words")
        if not all(LANGUAGE.fullmatch(language) for language in self.words):
            raise InvalidInput("Name a language as en, pl or pt-BR.", field="words")
        words = {language: kept(said, "words") for language, said in self.words.items()}
        if not all(words.values()):
            # taking back must stay as easy as giving
            raise InvalidInput(
                f"Name 1 to {MOST} words in each language, each with at most {LONGEST} characters.",
                field="words",
            )
        if set(self.replies) != set(words):
            raise InvalidInput("Write an answer in each language that there are words in.", field="replies")
        replies = {language: not_blank(self.replies[language], "replies") for language in words}
        if any(len(text) > longest for text in replies.values()):
            raise InvalidInput(
                f"A message there has at most {longest:,} characters. Shorten it.", field="replies"
            )
        return WithdrawalWords(words, replies)

    def meant(self, text: str) -> tuple[str, str]:
        """Return the language and the word, as it is set, that a message is; both empty where it takes nothing back."""
        said = compared(text)
        found = (
            (language, word)
            for language, words in self.words.items()
            for word in words
            if compared(word) == said
        )
        return next(found, ("", ""))

    def reply(self, language: str) -> str:
        """Return the answer in a language, else in the first there is."""
        return self.replies.get(language) or next(iter(self.replies.values()))

    def refusal(self, language: str) -> str:
        """Return the answer to who says no and had not agreed: the company's own words, where it wrote any."""
        reply = self.reply(language)
        return next((REFUSALS[one] for one, said in REPLIES.items() if said == reply), reply)

    def among(self, words: tuple[str, ...]) -> str:
        """Return the first of other words that is one of these, too; empty where none is."""
        return next((word for word in words if self.meant(word)[1]), "")
