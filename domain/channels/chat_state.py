"""How a chat stands at a moment, and what it does about it: a pure, total function of facts (CHT-06, CHT-07).

In this order: out of hours it is offline; in hours with nobody there away; with somebody there, but everyone at
capacity, what is set for that, if the subscription includes it; else available. Around the clock nobody is out of hours,
and nobody's availability is asked; by users' availability nobody is out of hours.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.channel.chat_settings import ChatHours

POLICY = "chat_state@1"
HOUR, DAY = 3_600, 86_400


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who would get its conversations."""

    available: bool
    full: bool
    """At the limit of live conversations (CHT-14)."""


@dataclass(frozen=True, slots=True)
class ChatFacts:
    """All that is known at the moment."""

    hours: ChatHours
    people: tuple[Present, ...] = ()
    running: bool = True
    """The channel takes messages, and nobody switched it off."""
    is_open: bool = True
    """Under operating hours: whether they are now."""
    opens_at: datetime | None = None
    """When they begin next, if they do."""
    capacity_included: bool = True
    """The subscription includes a behaviour of its own at capacity (ACC-05)."""
    reply_seconds: int | None = None
    """How long first answers usually took of late; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class ChatState:
    """`state` is available, away, offline or capacity; `reasons` say why, in the order in which they were found."""

    state: str
    reasons: tuple[str, ...]
    launcher: bool = True
    message: str = ""
    """What was written for this state; empty where its usual words do."""
    ask_email: bool = False
    reply_time: str = ""
    """minutes, hours or day; empty where nothing is said of it."""
    returns_at: datetime | None = None
    policy: str = POLICY


def state(facts: ChatFacts) -> ChatState:
    """Say how the chat stands."""
    hours = facts.hours
    if not facts.running:
        return ChatState("offline", ("switched_off",), launcher=False)
    if hours.basis == "hours" and not facts.is_open:
        return _offline(facts)
    why = {"users": "no_hours", "hours": "in_hours", "always": "around_the_clock"}[hours.basis]
    there = [one for one in facts.people if one.available or hours.basis == "always"]
    if not there and hours.basis != "always":
        return _away(facts, why)
    if there and all(one.full for one in there):
        return _full(facts, why)
    reasons = (why,) if hours.basis == "always" else (why, "somebody_available")
    return ChatState("available", reasons, reply_time=reply_time(facts))


def reply_time(facts: ChatFacts) -> str:
    """Return how soon answers come, as it is said: minutes, hours or day; empty where nothing is said."""
    said = facts.hours.reply_time
    if said != "measured":
        return "" if said == "none" else said
    seconds = facts.reply_seconds
    if seconds is None:
        return ""
    return "minutes" if seconds < HOUR else "hours" if seconds < DAY else "day"


def _offline(facts: ChatFacts) -> ChatState:
    hours = facts.hours
    returns_at = facts.opens_at if hours.offline == "return_time" else None
    text = hours.offline_text if hours.offline == "message" else ""
    shown = hours.offline != "hide"
    return ChatState("offline", ("out_of_hours",), launcher=shown, message=text, returns_at=returns_at)


def _away(facts: ChatFacts, why: str) -> ChatState:
    hours = facts.hours
    return ChatState(
        "away",
        (why, "nobody_available"),
        launcher=hours.away != "hide",
        message=hours.away_text if hours.away in ("message", "ask_email") else "",
        ask_email=hours.away == "ask_email",
        reply_time=reply_time(facts) if hours.away == "reply_time" else "",
    )


def _full(facts: ChatFacts, why: str) -> ChatState:
    hours, reasons = facts.hours, (why, "everyone_at_capacity")
    if hours.capacity == "nothing" or not facts.capacity_included:
        lost = () if facts.capacity_included else ("capacity_behaviour_not_included",)
        return ChatState("available", (*reasons, *lost), reply_time=reply_time(facts))
    text = hours.capacity_text if hours.capacity == "message" else ""
    return ChatState("capacity", reasons, launcher=hours.capacity != "hide", message=text)
