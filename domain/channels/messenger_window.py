"""What may be written by Messenger, and when: the platform's windows (MSG-08). Pure and total.

Meta's documentation of the messaging window also lets a reaction open it. Here it does not: a reaction asks nothing, so
that a human agent's answer could not be one.
"""

from datetime import datetime, timedelta

from domain.channels.window import CLOSED, HUMAN_ONLY, NONE, OPEN, Standing, Window

POLICY = "messenger_window@1"
ANYTHING, HUMAN = timedelta(hours=24), timedelta(days=7)
HUMAN_AGENT = "HUMAN_AGENT"
"""The tag that says that a person answers (https://developers.facebook.com/docs/messenger-platform/send-messages)."""
ANSWER, UNRELATED = "answer", "unrelated"
"""What a message is for: to answer what was asked, or anything else."""


def window(last_inbound_at: datetime | None, now: datetime, origin: str, purpose: str = ANSWER) -> Window:
    """Say whether a message may go out now; `origin` is that of `MessagePosted`.

    A provider's time in the future counts as now. Both ends belong to their window.
    """
    stands = standing(last_inbound_at, now)
    by_human = origin == "human" and purpose == ANSWER
    reason = {
        OPEN: "",
        HUMAN_ONLY: "" if by_human else "human_only",
        CLOSED: "window_closed",
        NONE: "never_wrote",
    }[stands.state]
    tag = HUMAN_AGENT if stands.state == HUMAN_ONLY and by_human else ""
    heard = None if last_inbound_at is None else min(last_inbound_at, now)
    return Window(not reason, reason, tag, origin, heard, stands.closes_at, stands.human_until, POLICY)


def standing(last_inbound_at: datetime | None, now: datetime) -> Standing:
    """Say how things stand at a time."""
    if last_inbound_at is None:
        return Standing(NONE)
    heard = min(last_inbound_at, now)
    closes_at, human_until = heard + ANYTHING, heard + HUMAN
    state = OPEN if now <= closes_at else HUMAN_ONLY if now <= human_until else CLOSED
    return Standing(state, closes_at, human_until)
