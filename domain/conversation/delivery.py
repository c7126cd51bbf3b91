"""How far the sending of one message is (EML-19).

A message may be *scheduled*: until its time, and until an attempt begins, it can be taken back or given another time
(CNV-09). An attempt is *open* from its start until it says how it ended. A worker that died leaves it open: the relay may have
taken the message or not. One more automatic attempt is made, which may be a second copy; after two open ones a person
decides, and that decision forgives those two.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from domain.kernel.refusal import Refusal

MAX_OPEN = 2
RECEIPTS = ("", "delivered", "seen")
"""How far a message that has left is known to have got, in order (CHT-11)."""


class SendingRefused(Refusal):
    """The message's state does not allow this step."""

    code = "sending_refused"


class TooEarly(Refusal):
    """It is not time yet; a worker comes again later, a person may ask for it sooner."""

    code = "too_early"


class SendBegun(Refusal):
    """It is too late to take the message back, or to give it another time (CNV-09)."""

    code = "send_begun"

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__(
            "Sending this message has begun, so it cannot be taken back. Write another one that puts it right."
        )


class State(StrEnum):
    """Where a message of ours is on its way out."""

    SCHEDULED = "scheduled"
    """It waits for its time; nobody has it yet."""
    CANCELLED = "cancelled"
    """It was taken back before any attempt began."""
    QUEUED = "queued"
    SENDING = "sending"
    DEFERRED = "deferred"
    """The last attempt failed for a while; the next one follows by itself."""
    FAILED = "failed"
    UNRESOLVED = "unresolved"
    REFUSED = "refused"
    SENT = "sent"
    UNDELIVERED = "undelivered"
    """It had left, and did not arrive."""


STARTABLE = frozenset({State.SCHEDULED, State.QUEUED, State.DEFERRED, State.SENDING})
WAITING = frozenset({State.SCHEDULED, State.QUEUED, State.DEFERRED})
RETRIABLE = frozenset({State.DEFERRED, State.FAILED, State.UNRESOLVED, State.UNDELIVERED})


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message's sending; every change is a new value."""

    state: State = State.QUEUED
    attempt: int = 0
    open: frozenset[int] = frozenset()
    forgiven: int = 0
    before: int = 0
    """The attempts made when a person last asked for a retry."""
    not_before: datetime | None = None
    """When it may be sent; None: at once."""
    version: int = 0
    """The conversation's version at which it was written."""
    receipt: str = ""
    """How far it is known to have got, one of `RECEIPTS`."""
    final: bool = False
    """Sending the same again would not help."""
    told_of: bool = False
    """Its channel tells how far whoever it is for has got with it, so that receipts are about it."""

    @property
    def exhausted(self) -> bool:
        """Whether two attempts never said how they ended, so that no third may follow by itself."""
        return len(self.open) - self.forgiven >= MAX_OPEN

    def is_before(self, receipt: str) -> bool:
        """Whether it is not known to have got so far."""
        return RECEIPTS.index(self.receipt) < RECEIPTS.index(receipt)

    def reached(self, receipt: str) -> Self:
        """It got so far."""
        return replace(self, receipt=receipt)

    @property
    def startable(self) -> bool:
        """Whether a worker may try now."""
        return self.state in STARTABLE and not self.exhausted

    @property
    def repeats(self) -> bool:
        """Whether the next attempt may be a second copy."""
        return bool(self.open)

    def count(self, attempt: int) -> int:
        """Say which attempt this is since a person last asked, from 1: asking gives as many as at first (CNV-06)."""
        return max(attempt - self.before, 1)

    def must_be_startable(self) -> None:
        """Raise `SendingRefused` unless a worker may try now."""
        if self.state not in STARTABLE:
            raise SendingRefused(f"This message is {self.state}. Ask for a retry to send it again.")
        if self.exhausted:
            raise SendingRefused(
                "Two attempts never said how they ended. Ask the recipient, then retry by hand if it did not arrive."
            )

    def must_be_due(self, at: datetime) -> None:
        """Raise `TooEarly` before the message's time (CNV-09)."""
        if self.not_before is not None and at < self.not_before:
            raise TooEarly("This message is to be sent later. A worker sends it then.")

    def must_be_unbegun(self) -> None:
        """Raise `SendBegun` where an attempt ever began, or the matter is settled (CNV-09)."""
        if self.attempt or self.state not in {State.SCHEDULED, State.QUEUED}:
            raise SendBegun

    def must_be_unanswered(self) -> None:
        """Raise `SendingRefused` unless two attempts are open and none goes on."""
        if self.state is not State.SENDING or not self.exhausted:
            raise SendingRefused("This message can still be tried. Start another attempt.")

    def must_be_unsent(self) -> None:
        """Raise `SendingRefused` if an attempt goes on or the matter is settled."""
        if self.state not in WAITING:
            raise SendingRefused(f"This message is {self.state}. Only one that waits can be held back.")

    def must_be_retriable(self) -> None:
        """Raise `SendingRefused` unless sending has failed or is unresolved (CNV-06)."""
        if self.state not in RETRIABLE or self.final:
            raise SendingRefused(
                f"This message is {self.state}. Write a new message to send something again."
            )

    def must_know(self, attempt: int) -> None:
        """Raise `SendingRefused` for an attempt that was never started."""
        if not 1 <= attempt <= self.attempt:
            raise SendingRefused("There was no such attempt. Start it before saying how it ended.")

    def due_at(self, not_before: datetime | None) -> Self:
        """It is to be sent at that time, or at once."""
        state = State.QUEUED if not_before is None else State.SCHEDULED
        return replace(self, state=state, not_before=not_before)

    def cancelled(self) -> Self:
        """It was taken back."""
        return replace(self, state=State.CANCELLED)

    def started(self, attempt: int) -> Self:
        """An attempt began."""
        return replace(self, state=State.SENDING, attempt=attempt, open=self.open | {attempt})

    def sent(self, attempt: int) -> Self:
        """The relay took the message over; only a bounce changes that."""
        return replace(self, state=State.SENT, open=self.open - {attempt})

    def failed(self, attempt: int, *, permanent: bool) -> Self:
        """An attempt failed; a late word about an earlier attempt does not stop the one under way."""
        latest = attempt == self.attempt and self.state is not State.SENT
        ended = State.FAILED if permanent else State.DEFERRED
        return replace(self, state=ended if latest else self.state, open=self.open - {attempt})

    def bounced(self) -> Self:
        """It came back; that of an earlier attempt does not stop the one under way, nor the one asked for."""
        over = self.state in {State.SENT, State.UNRESOLVED}
        return replace(self, state=State.FAILED) if over else self

    def undelivered(self, *, permanent: bool) -> Self:
        """It had left, and did not arrive."""
        return replace(self, state=State.UNDELIVERED, final=permanent)

    def unresolved(self) -> Self:
        """It is a person's turn."""
        return replace(self, state=State.UNRESOLVED)

    def refused(self) -> Self:
        """It is not to be sent."""
        return replace(self, state=State.REFUSED)

    def retried(self) -> Self:
        """A person wants it sent: attempts count anew, whatever became of those left open."""
        return replace(self, state=State.QUEUED, forgiven=len(self.open), before=self.attempt)
