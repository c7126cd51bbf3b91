"""What a channel asks its people to agree to before or when they write (PRV-01..03)."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from domain.kernel.checks import not_blank, one_of
from domain.kernel.refusal import InvalidInput

OFF, EXPLICIT, IMPLIED = "off", "explicit", "implied"
MODES = frozenset({OFF, EXPLICIT, IMPLIED})
PURPOSES = frozenset({"conversation", "recording"})
"""What is agreed to: that what is said is stored and processed, or that a call is recorded (CAL-02)."""
MESSAGES = "messages"
"""What is agreed to, or not, where people opt in and out of messages (WAB-03); no channel asks for it."""
ALL_PURPOSES = PURPOSES | {MESSAGES}
KINDS_ASKING = ("chat", "messenger", "whatsapp", "calling")
"""Kinds of channels that have the switch; whoever writes a mail or sends a form is asked there, if at all."""
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
LONGEST_TEXT, MOST_LANGUAGES = 4_000, 20


def text_hash(text: str) -> str:
    """Return what proves which text was shown: SHA-256 of its UTF-8, in hex (PRV-05)."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class ConsentSettings:
    """`texts` by language, as they are shown; `text_version` is counted by the channel, 0: nobody ever said."""

    mode: str = OFF
    purpose: str = "conversation"
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    text_version: int = 0

    @property
    def asks(self) -> bool:
        """Whether anybody is asked at all."""
        return self.mode != OFF

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each language's text."""
        return {language: text_hash(text) for language, text in self.texts.items()}

    def language_for(self, *wanted: str) -> str:
        """Return the first of the languages wanted that there is a text in, `pl` also for `pl-PL`; else the first there is."""
        for language in wanted:
            for one in (language, language.partition("-")[0].lower()):
                if one in self.texts:
                    return one
        return next(iter(self.texts), "")

    def checked(self) -> "ConsentSettings":
        """Return it as it is kept. Raises `InvalidInput` where nobody could be asked so."""
        one_of(self.mode, MODES, "mode")
        one_of(self.purpose, PURPOSES, "purpose")
        if self.asks and not self.texts:
            raise InvalidInput("Write the text that people are asked to agree to.", field="texts")
        if len(self.texts) > MOST_LANGUAGES:
            raise InvalidInput(f"Write the text in at most {MOST_LANGUAGES} languages.", field="texts")
        return ConsentSettings(self.mode, self.purpose, dict(map(_checked, self.texts.items())))


def _checked(one: tuple[str, str]) -> tuple[str, str]:
    language, text = one
    if not LANGUAGE.fullmatch(language):
        raise InvalidInput("Name a language as en, pl or pt-BR.", field="texts")
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(f"A text has at most {LONGEST_TEXT:,} characters. Shorten it.", field="texts")
    return language, not_blank(text, "texts")
