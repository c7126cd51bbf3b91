"""The answer of a gate: whether, if not why, and every way to get what was refused."""

from dataclasses import dataclass
from typing import ClassVar

from domain.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Need:
    """One way to get what was refused; `kind` says which of the other fields tell it.

    tier: `hub` on `tier`. seat: a seat of `hub`. switch: the account's setting `switch`. help_desk: do it there. by_hand:
    a signed-in person does it.
    """

    kind: str
    words: str
    hub: str = ""
    tier: str = ""
    switch: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is a stable word for machines, `advice` says what to do instead; any of `needed` is enough."""

    allowed: bool
    reason: str = ""
    advice: str = ""
    needed: tuple[Need, ...] = ()


ALLOWED = Verdict(allowed=True)


class NotEntitled(Refusal):
    """The subscription, a seat, a switch or the account's age does not include it; `needed` are the ways to get it."""

    code: ClassVar[str] = "not_entitled"

    def __init__(self, message: str, needed: tuple[Need, ...], *, field: str = "") -> None:
        """Keep the text for people and the ways to get it."""
        super().__init__(message, field=field)
        self.needed = needed
