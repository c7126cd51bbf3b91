"""The steps of connecting a channel, in order (EML-06)."""

from collections.abc import Sequence
from typing import ClassVar

from domain.channels.kinds import KINDS
from domain.kernel.refusal import Refusal

FIXED = frozenset({"provider", "terms", "hosted_address", "form", "connect"})
"""What cannot be edited once the channel is connected."""

WORDS = {
    "provider": "choose the provider",
    "terms": "accept the terms for sharing the mailbox",
    "address": "set the address",
    "hosted_address": "have a forwarding address issued",
    "authorisation": "authorise us at the provider",
    "form": "choose the form",
    "page": "sign in at Facebook and choose the page",
    "number": "choose the number",
    "verification": "verify the number and register it",
    "voice": "choose what callers hear",
    "look": "choose how the widget looks",
    "greeting": "choose how it greets",
    "hours": "choose when it answers",
    "sender_details": "set the sender details",
    "rule": "set the assignment rule",
    "ticket_automation": "choose whether conversations become tickets",
    "connect": "connect and finish",
}


class StepRefused(Refusal):
    """The step is not due; the message and `next_step` name the one that is."""

    code: ClassVar[str] = "step_refused"

    def __init__(self, next_step: str) -> None:
        """Name the next step."""
        super().__init__(f"Something comes before this step: {WORDS[next_step]}.", field=next_step)
        self.next_step = next_step


class StepFixed(Refusal):
    """A connected channel keeps this."""

    code: ClassVar[str] = "step_fixed"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("A connected channel keeps this. Disconnect it and connect a new one to change it.")


class NotConnected(Refusal):
    """Only a connected channel can do this; the message says what to do."""

    code: ClassVar[str] = "not_connected"


def steps_of(kind: str, provider: str) -> tuple[str, ...]:
    """Return the steps after the type, in order, of a kind's channels with this provider (empty: none chosen yet).

    Done steps may be repeated until the channel is connected. A kind whose steps are not known here has but the last.
    """
    return KINDS[kind].steps(provider) if kind in KINDS else ("connect",)


def next_of(steps: Sequence[str], done: frozenset[str]) -> str:
    """Return the first of the steps that is not done, or an empty text after the last."""
    return next((step for step in steps if step not in done), "")


def must_be_due(step: str, steps: Sequence[str], done: frozenset[str]) -> None:
    """Raise `StepRefused` before the step's predecessor, `StepFixed` for what a connected channel keeps.

    A step that is none of these steps is never due: an authorised mailbox has the address it has.
    """
    if "connect" in done:
        if step in FIXED or step not in steps:
            raise StepFixed
        return
    due = next_of(steps, done)
    if step not in steps or steps.index(step) > steps.index(due):
        raise StepRefused(due)
