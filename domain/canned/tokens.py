"""Tokens in prepared texts: `{{contact.first_name|there}}` is filled in, or falls back to what follows the bar (CNV-02)."""

import re
from collections.abc import Collection, Mapping

from domain.kernel.refusal import InvalidInput, Refusal

TOKENS = (
    "contact.first_name", "contact.name", "agent.first_name", "agent.name", "conversation.subject", "ticket.name",
    "company.name",
)  # fmt: skip
TOKEN = re.compile(r"\{\{\s*([\w.]+)\s*(?:\|([^{}]*))?\}\}")


class UnfilledTokens(Refusal):
    """A token has no value and no fallback: nobody outside is to read it (CNV-02)."""

    code = "unfilled_tokens"

    def __init__(self, names: tuple[str, ...]) -> None:
        """Name the tokens."""
        wanting = ", ".join(f"{{{{{name}}}}}" for name in names)
        super().__init__(f"There is no value for {wanting}. Write it by hand, or take it out.", field="text")
        self.names = names


def check(text: str, field: str, tokens: Collection[str] = TOKENS) -> str:
    """Return the text. Raises `InvalidInput` for a token that is not known, or that does not end."""
    unknown = [name for name, _ in TOKEN.findall(text) if name not in tokens]
    if unknown or "{{" in TOKEN.sub("", text):
        known = ", ".join(f"{{{{{name}}}}}" for name in tokens)
        raise InvalidInput(f"There is a token that is not known. Use one of {known}.", field=field)
    return text


def filled(text: str, values: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return the text with its tokens filled in, and those that have neither value nor fallback, which stay."""
    missing: dict[str, None] = {}

    def value(found: re.Match[str]) -> str:
        name, fallback = found[1], found[2]
        known = values.get(name, "") or (fallback or "").strip()
        if known or fallback is not None:
            return known
        missing[name] = None
        return found[0]

    return TOKEN.sub(value, text), tuple(missing)


def must_be_filled(text: str) -> None:
    """Raise `UnfilledTokens` where a known token is left in a text that is to leave."""
    left = tuple(dict.fromkeys(name for name, _ in TOKEN.findall(text) if name in TOKENS))
    if left:
        raise UnfilledTokens(left)
