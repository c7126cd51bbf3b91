"""One step of a bot's flow: what it says or asks, and where it goes on (CHT-01)."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any, Self

from domain.kernel.checks import one_of
from domain.kernel.refusal import InvalidInput

FIELDS = ("name", "email", "phone", "text")
"""What can be asked for."""
ABOUT = ("available", "hours")
"""What a branch can look at beside earlier answers: whether somebody is there, and whether it is open."""
YES, NO = "yes", "no"
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_TEXT, LONGEST_LABEL = 1_000, 60
FEWEST_OPTIONS, MOST_OPTIONS = 1, 10


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen, or one case of a branch; an empty `next` hands over to a person."""

    label: str
    next: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """`do` is say, choose, ask, branch, ticket, hand_over or end; an empty `next` hands over to a person.

    `retry` is said where an answer was not understood; `about` is what a branch looks at: available, hours, or the key
    of an earlier question.
    """

    key: str
    do: str
    text: str = ""
    next: str = ""
    options: tuple[Option, ...] = ()
    field: str = ""
    about: str = ""
    retry: str = ""

    @classmethod
    def of(cls, recorded: Mapping[str, Any]) -> Self:
        """Return a step as an event holds it."""
        return cls(**{**recorded, "options": tuple(Option(**one) for one in recorded["options"])})

    def recorded(self) -> dict[str, Any]:
        """Return it as an event holds it."""
        return asdict(self) | {"options": [asdict(one) for one in self.options]}

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer."""
        return self.do in ("choose", "ask")

    @property
    def leads_to(self) -> tuple[str, ...]:
        """The steps that can follow; an empty key is a person."""
        ends = self.do in ("hand_over", "end")
        return (
            ()
            if ends
            else (*(one.next for one in self.options), *(() if self.do == "choose" else (self.next,)))
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """What can be chosen."""
        return tuple(one.label for one in self.options) if self.do == "choose" else ()

    def checked(self, keys: Collection[str]) -> Self:
        """Return it as it is kept. Raises `InvalidInput` with the place and the way out."""
        at = f"steps.{self.key or '?'}"
        if not KEY.fullmatch(self.key):
            raise InvalidInput(
                "A key is small letters, digits and _, and begins with a letter.", field=f"{at}.key"
            )
        CHECKS[one_of(self.do, tuple(CHECKS), f"{at}.do")](self, at)
        lost = next((one for one in self.leads_to if one and one not in keys), None)
        if lost is not None:
            raise InvalidInput("It leads to a step there is not. Choose one of the list.", field=f"{at}.next")
        options = tuple(replace(one, label=one.label.strip()) for one in self.options)
        return replace(self, text=self.text.strip(), retry=self.retry.strip(), options=options)


def _says(step: Step, at: str) -> None:
    if not step.text.strip() or len(step.text) > LONGEST_TEXT or len(step.retry) > LONGEST_TEXT:
        raise InvalidInput(f"Write 1 to {LONGEST_TEXT:,} characters.", field=f"{at}.text")


def _may_say(step: Step, at: str) -> None:
    if step.text.strip():
        _says(step, at)


def _chooses(step: Step, at: str) -> None:
    _says(step, at)
    _options(step, at)


def _asks(step: Step, at: str) -> None:
    _says(step, at)
    one_of(step.field, FIELDS, f"{at}.field")


def _branches(step: Step, at: str) -> None:
    if not step.about:
        raise InvalidInput("Choose what it looks at.", field=f"{at}.about")
    _options(step, at)
    if step.about in ABOUT:
        for option in step.options:
            one_of(option.label.strip(), (YES, NO), f"{at}.options")


def _options(step: Step, at: str) -> None:
    labels = [one.label.strip() for one in step.options]
    if not FEWEST_OPTIONS <= len(labels) <= MOST_OPTIONS:
        raise InvalidInput(f"There are {FEWEST_OPTIONS} to {MOST_OPTIONS} of these.", field=f"{at}.options")
    if any(not label or len(label) > LONGEST_LABEL for label in labels):
        raise InvalidInput(f"Each has 1 to {LONGEST_LABEL} characters.", field=f"{at}.options")
    if len({label.casefold() for label in labels}) < len(labels):
        raise InvalidInput("Two are the same. Change one of them.", field=f"{at}.options")


CHECKS: Mapping[str, Callable[[Step, str], None]] = MappingProxyType(
    {
        "say": _says,
        "choose": _chooses,
        "ask": _asks,
        "branch": _branches,
        "ticket": _says,
        "hand_over": _may_say,
        "end": _may_say,
    }
)
"""What a step can do -> what it must say."""
