"""A field of a form: what is entered in it, and what it may be (FRM-02)."""

import re
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from domain.form.pattern import BadPattern, compiled
from domain.kernel.checks import one_of
from domain.kernel.refusal import InvalidInput

TEXTS = ("text", "long_text", "email", "phone")
CHOICES = ("choice", "choices")
BOUNDED = ("number", "date")
TYPES = (*TEXTS, *BOUNDED, *CHOICES, "checkbox", "file")
CAPS = {"text": 1_000, "long_text": 20_000, "email": 320, "phone": 40}
"""Characters of a text, unless the field says less."""
MOST_OPTIONS, LONGEST_OPTION = 200, 200
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?")
OURS = "postroom_"
"""What the names of fields begin with that the page itself brings."""

NEEDED_BY_TICKETS = ("ticket.name", "ticket.pipeline", "ticket.status")
OF_CHANNEL = ("ticket.pipeline", "ticket.status")
"""Hidden in the editor and live: they change through the channel's default ticket properties (FRM-03)."""
FILLS = {
    "contact.email": ("email",), "contact.name": ("text",), "contact.phone": ("phone",),
    "ticket.name": ("text", "choice"), "ticket.description": ("text", "long_text"),
    "ticket.pipeline": ("text",), "ticket.status": ("text",), "ticket.priority": ("choice", "text"),
    "ticket.category": ("text", "choice"),
}  # fmt: skip
"""What a field can fill -> which types may."""
PROPERTY = "ticket.property:"
PROPERTY_TYPES = {
    "text": ("text", "long_text", "email", "phone", "choice"), "number": ("number",), "date": ("date",),
    "choice": ("choice",), "checkbox": ("checkbox",),
}  # fmt: skip
"""Kind of a ticket property -> which types of field may fill it."""


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is its key in what is sent; limits are 0 or empty where there is none."""

    name: str
    label: str
    type: str = "text"
    required: bool = False
    hidden: bool = False
    help: str = ""
    options: tuple[str, ...] = ()
    default: str = ""
    minimum: str = ""
    maximum: str = ""
    shortest: int = 0
    longest: int = 0
    pattern: str = ""
    hint: str = ""
    fills: str = ""

    @classmethod
    def of(cls, recorded: dict[str, Any]) -> Self:
        """Return a field as an event holds it."""
        return cls(**{**recorded, "options": tuple(recorded["options"])})

    def recorded(self) -> dict[str, Any]:
        """Return it as an event holds it."""
        return asdict(self) | {"options": list(self.options)}

    @property
    def cap(self) -> int:
        """Characters it takes."""
        return self.longest or CAPS.get(self.type, CAPS["text"])

    @property
    def of_channel(self) -> bool:
        """Whether the channel's settings fill it, whatever is sent (FRM-03)."""
        return self.fills in OF_CHANNEL

    @property
    def property_id(self) -> UUID | None:
        """The ticket property it fills, if one."""
        return UUID(self.fills.removeprefix(PROPERTY)) if self.fills.startswith(PROPERTY) else None

    def checked(self) -> Self:
        """Return it. Raises `InvalidInput` with the way out."""
        one_of(self.type, TYPES, self._at("type"))
        self._check_name()
        self._check_fills()
        self._check_options()
        self._check_limits()
        self._check_pattern()
        if self.hidden and (self.required or self.type == "file"):
            raise InvalidInput(
                "What people do not see they cannot fill in. Show the field, or require nothing and no file of it.",
                field=self._at("hidden"),
            )
        return self

    def _at(self, part: str) -> str:
        return f"fields.{self.name}.{part}"

    def _check_name(self) -> None:
        if NAME.fullmatch(self.name) is None or self.name.lower().startswith(OURS):
            raise InvalidInput(
                f"A field's name is up to 64 letters, digits, - and _, begins with a letter and not with {OURS}.",
                field=self._at("name"),
            )
        if not self.label.strip() and not self.hidden:
            raise InvalidInput("Write the label that people read beside the field.", field=self._at("label"))

    def _check_fills(self) -> None:
        if not self.fills:
            return
        if self.fills.startswith(PROPERTY):
            try:
                UUID(self.fills.removeprefix(PROPERTY))
            except ValueError:
                raise InvalidInput("Name the ticket property by its id.", field=self._at("fills")) from None
            return
        types = FILLS[one_of(self.fills, FILLS, self._at("fills"))]
        if self.type not in types:
            raise InvalidInput(
                f"{self.fills} is filled by a field of type {' or '.join(types)}.", field=self._at("fills")
            )
        if self.of_channel and not self.hidden:
            raise InvalidInput(
                "Pipeline and status of a form's tickets are hidden; they are chosen in the channel's default ticket"
                " properties.",
                field=self._at("hidden"),
            )

    def _check_options(self) -> None:
        options = [one.strip() for one in self.options]
        wanted = self.type in CHOICES
        if wanted != bool(options) or not all(options) or len(set(options)) < len(options):
            raise InvalidInput(
                "choice and choices have options, each once; other types have none.",
                field=self._at("options"),
            )
        if len(options) > MOST_OPTIONS or any(len(one) > LONGEST_OPTION for one in options):
            raise InvalidInput(
                f"There are at most {MOST_OPTIONS} options of {LONGEST_OPTION} characters.",
                field=self._at("options"),
            )

    def _check_limits(self) -> None:
        low, high = self._bound(self.minimum, "minimum"), self._bound(self.maximum, "maximum")
        if low is not None and high is not None and low > high:
            raise InvalidInput("The least is more than the most. Exchange them.", field=self._at("minimum"))
        texts = self.type in TEXTS
        if (self.shortest or self.longest) and not texts:
            raise InvalidInput(
                "Only texts have a number of characters. Leave it out.", field=self._at("longest")
            )
        if texts and not 0 <= self.shortest <= self.cap <= CAPS[self.type]:
            raise InvalidInput(
                f"A {self.type} has up to {CAPS[self.type]} characters, and no more at least than at most.",
                field=self._at("longest"),
            )

    def _bound(self, text: str, which: str) -> Decimal | None:
        if not text:
            return None
        if self.type not in BOUNDED:
            raise InvalidInput(
                "Only numbers and dates have a least and a most. Leave it out.", field=self._at(which)
            )
        found = value_of(self.type, text)
        if found is None:
            raise InvalidInput("Write a number as 12.5, a date as 2026-11-22.", field=self._at(which))
        return found

    def _check_pattern(self) -> None:
        if not self.pattern:
            return
        if self.type != "text":
            raise InvalidInput(
                "Only fields of type text have a pattern. Leave it out.", field=self._at("pattern")
            )
        try:
            compiled(self.pattern)
        except BadPattern:
            raise InvalidInput(
                "Write a regular expression of at most 200 characters, without references, look-around and lazy or"
                " possessive repeats, and with at most 100 repeats of a part.",
                field=self._at("pattern"),
            ) from None


def value_of(kind: str, text: str) -> Decimal | None:
    """Return what a number says, or the number of a date's day; None where it is none."""
    try:
        if kind == "date":
            return Decimal(date.fromisoformat(text).toordinal()) if DAY.fullmatch(text) else None
        return Decimal(text) if NUMBER.fullmatch(text) else None
    except ValueError:
        return None
