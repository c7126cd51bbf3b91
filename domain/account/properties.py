"""Properties that an account gives its conversations and tickets: what they are called, what values they take (CNV-02, TKT-04)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Self

from domain.kernel.checks import not_blank, one_of
from domain.kernel.refusal import InvalidInput, Refusal

OF = ("conversation", "ticket")
KINDS = ("text", "number", "date", "choice", "checkbox")
MOST_PROPERTIES, MOST_CHOICES, LONGEST = 100, 100, 1_000


class PropertyArchived(Refusal):
    """What is archived is kept where it is set, and set nowhere else."""

    code = "property_archived"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("This property is archived. Take it back into use first, or choose another.")


@dataclass(frozen=True, slots=True)
class Property:
    """A definition; `choices` are those of a choice, in order."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    archived: bool = False
    of: str = "conversation"
    """What has it: conversation or ticket."""

    def checked(self) -> Self:
        """Return it. Raises `InvalidInput`."""
        not_blank(self.name, "name")
        one_of(self.kind, KINDS, "kind")
        one_of(self.of, OF, "of")
        wanted = self.kind == "choice"
        if (
            wanted != bool(self.choices)
            or len(self.choices) > MOST_CHOICES
            or not all(map(str.strip, self.choices))
        ):
            raise InvalidInput(
                f"A choice has 1 to {MOST_CHOICES} choices, anything else none.", field="choices"
            )
        return self

    def value_of(self, text: str) -> str:
        """Return a value as it is kept. Raises `InvalidInput` for none of its kind, `PropertyArchived`."""
        if self.archived:
            raise PropertyArchived
        try:
            return self._value(text.strip())
        except (ValueError, InvalidOperation):
            words = {
                "number": "Write a number, such as 12.5.", "date": "Write a date as 2026-11-22.",
                "choice": f"Choose one of {', '.join(self.choices)}.", "checkbox": "Say true or false.",
            }  # fmt: skip
            known = words.get(self.kind, f"Write 1 to {LONGEST} characters.")
            raise InvalidInput(known, field="value") from None

    def _value(self, text: str) -> str:
        if self.kind == "number" and len(text) <= LONGEST and Decimal(text).is_finite():
            return text
        if self.kind == "date":
            return date.fromisoformat(text).isoformat()
        allowed = {"choice": self.choices, "checkbox": ("true", "false")}.get(self.kind, ())
        if text in allowed or (self.kind == "text" and 0 < len(text) <= LONGEST):
            return text
        raise ValueError
