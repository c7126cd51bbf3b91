"""When something may still be written to somebody, counted from when they last wrote: what every such rule answers."""

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.refusal import Refusal

OPEN, HUMAN_ONLY, CLOSED, NONE = "open", "human_only", "closed", "none"
STATES = (OPEN, HUMAN_ONLY, CLOSED, NONE)


@dataclass(frozen=True, slots=True)
class Window:
    """Whether a message may go out at a time, and all that was looked at (MSG-08).

    `reason` is empty, human_only, window_closed or never_wrote. `tag` is what the provider has to be told with it. Until
    `closes_at` anything may be written, until `human_until` only what a person answers; both None where nobody wrote.
    """

    allowed: bool
    reason: str
    tag: str
    origin: str
    last_inbound_at: datetime | None
    closes_at: datetime | None
    human_until: datetime | None
    policy: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand at a time, to be shown beforehand: `state` is open, human_only, closed or none (nobody wrote)."""

    state: str
    closes_at: datetime | None = None
    human_until: datetime | None = None


class WindowClosed(Refusal):
    """It is too late to write, or nobody wrote first; `closes_at` and `human_until` say since when (MSG-08)."""

    code = "window_closed"

    def __init__(self, window: Window) -> None:
        """Say since when, and how to go on."""
        self.closes_at, self.human_until = window.closes_at, window.human_until
        said = (
            "This person has not written here yet, so nothing may be written to them."
            if window.human_until is None
            else f"Nothing may be written here since {told(window.human_until)}, 7 days after the last message."
        )
        super().__init__(f"{said} Answer by another channel, or wait until they write.", field="text")


class HumanOnly(Refusal):
    """Only a person's answer to what was asked may go out by now; `closes_at` says since when (MSG-08)."""

    code = "human_only"

    def __init__(self, window: Window) -> None:
        """Say since when, and how to go on."""
        self.closes_at, self.human_until = window.closes_at, window.human_until
        since = "" if window.closes_at is None else f" since {told(window.closes_at)}"
        super().__init__(
            f"Only a person may answer here{since}, 24 hours after the last message. Let a person answer what was asked.",
            field="text",
        )


def told(at: datetime) -> str:
    """Return a time as a refusal says it."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def must_be_open(window: Window) -> Window:
    """Return a window that allows it. Raises `HumanOnly`, `WindowClosed`."""
    if window.allowed:
        return window
    raise HumanOnly(window) if window.reason == HUMAN_ONLY else WindowClosed(window)
