"""The steps of connecting a channel, in order (EML-06)."""

from typing import ClassVar

from domain.kernel.refusal import Refusal

STEPS = (
    "provider",
    "terms",
    "address",
    "hosted_address",
    "sender_details",
    "rule",
    "ticket_automation",
    "connect",
)
"""After the type, which starts the flow. Done steps may be repeated until the channel is connected."""

FIXED = frozenset({"provider", "terms", "hosted_address", "connect"})
"""What cannot be edited once the channel is connected."""

WORDS = {
    "provider": "choose the provider",
    "terms": "accept the terms for sharing the mailbox",
    "address": "set the address",
    "hosted_address": "have a forwarding address issued",
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


def next_of(done: frozenset[str]) -> str:
    """Return the first step that is not done, or an empty text after the last."""
    return next((step for step in STEPS if step not in done), "")


def must_be_due(step: str, done: frozenset[str]) -> None:
    """Raise `StepRefused` before the step's predecessor, `StepFixed` for what a connected channel keeps."""
    if "connect" in done:
        if step in FIXED:
            raise StepFixed
        return
    due = next_of(done)
    if STEPS.index(step) > STEPS.index(due):
        raise StepRefused(due)
