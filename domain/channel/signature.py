"""The team's signature below mail that is sent from the inbox (EML-09, EML-10)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from domain.canned.tokens import TOKEN, check
from domain.kernel.checks import one_of
from domain.kernel.refusal import InvalidInput

FORMATS = frozenset({"markdown", "html"})
TOKENS = ("agent.name", "agent.first_name", "agent.last_name")
"""Who writes: the whole name, its first word, and the rest of it."""
LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands below the text, as it was written; an empty source is no signature."""

    format: str = "markdown"
    source: str = ""

    def checked(self) -> "Signature":
        """Return it as it is kept. Raises `InvalidInput` for a form or token there is not, and one that is too long."""
        one_of(self.format, FORMATS, "format")
        if len(self.source) > LONGEST:
            raise InvalidInput(
                f"A signature has at most {LONGEST:,} characters. Shorten it, or link to a picture instead of putting it"
                " in.",
                field="source",
            )
        check(self.source, "source", TOKENS)
        return replace(self, source=self.source.strip()) if self.source.strip() else Signature()


def names_of(agent: str) -> Mapping[str, str]:
    """Return what each token says of somebody called so."""
    first, _, last = " ".join(agent.split()).partition(" ")
    return {"agent.name": f"{first} {last}".strip(), "agent.first_name": first, "agent.last_name": last}


def filled(text: str, names: Mapping[str, str], escaped: Callable[[str], str] = str) -> str:
    """Return the text with its tokens filled in; without a value they say their fallback, or nothing.

    `escaped` makes a name harmless where the text is HTML.
    """
    return TOKEN.sub(lambda found: escaped(names.get(found[1], "")) or (found[2] or "").strip(), text)
