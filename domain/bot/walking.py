"""How a flow goes on: pure, total, without clock or chance (CHT-01).

Whoever is not understood twice at the same question gets a person, and so does whoever reaches the end of a path.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.bot.flow import Flow
from domain.bot.steps import NO, YES, Step
from domain.channels.email import is_address, normalise_address

POLICY = "bot@1"
TRIES = 2
LONGEST_ANSWER = 1_000
PHONE = re.compile(r"\+?[0-9][0-9 ().\-/]{4,30}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What branches can look at."""

    available: bool = True
    in_hours: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """Something the bot says, and what can be chosen then."""

    step: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What an answer came to: `value` as it is kept, `understood` or not; `field` is what was asked for, if anything."""

    step: str
    value: str
    understood: bool
    field: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the bot does now: it speaks, and then waits at a step, or is done (`outcome`: handed_over or ended).

    `tickets` are the names of those to be opened.
    """

    said: tuple[Said, ...] = ()
    heard: Heard | None = None
    waits: str = ""
    tries: int = 0
    outcome: str = ""
    tickets: tuple[str, ...] = ()


def begin(flow: Flow, facts: Facts) -> Turn:
    """Return what it does first."""
    return _walk(flow, flow.steps[0].key, facts, {}, None)


def answer(
    flow: Flow, waits: str, text: str, facts: Facts, answers: Mapping[str, str], tries: int = 0
) -> Turn:
    """Return what it does about an answer to the step it waits at; `answers` are those given before, by step.

    A step that is no longer there hands over: nobody is left waiting.
    """
    step = flow.step(waits)
    if step is None or not step.waits:
        return Turn(outcome="handed_over")
    value = _understood(step, text)
    if value is None:
        heard = Heard(step.key, "", understood=False, field=step.field)
        if tries + 1 >= TRIES:
            return Turn(heard=heard, outcome="handed_over")
        said = Said(step.key, step.retry or step.text, step.labels)
        return Turn((said,), heard, step.key, tries + 1)
    chosen = next((one.next for one in step.options if one.label == value), step.next)
    heard = Heard(step.key, value, understood=True, field=step.field)
    return _walk(flow, chosen, facts, {**answers, step.key: value}, heard)


def _understood(step: Step, text: str) -> str | None:
    """Return an answer as it is kept; None where it is none."""
    given = " ".join(text.split())[:LONGEST_ANSWER]
    if step.do == "choose":
        return next((label for label in step.labels if label.casefold() == given.casefold()), None)
    if step.field == "email":
        return normalise_address(given) if is_address(given) else None
    if step.field == "phone" and not PHONE.fullmatch(given):
        return None
    return given or None


def _walk(flow: Flow, key: str, facts: Facts, answers: Mapping[str, str], heard: Heard | None) -> Turn:
    said, tickets = list[Said](), list[str]()
    while True:
        step = flow.step(key)
        if step is None:
            return Turn(tuple(said), heard, outcome="handed_over", tickets=tuple(tickets))
        if step.do == "branch":
            key = _branch(step, facts, answers)
            continue
        if step.do == "ticket":
            tickets.append(step.text)
        elif step.text:
            said.append(Said(step.key, step.text, step.labels))
        if step.waits:
            return Turn(tuple(said), heard, step.key, tickets=tuple(tickets))
        if step.do in ("hand_over", "end"):
            outcome = "ended" if step.do == "end" else "handed_over"
            return Turn(tuple(said), heard, outcome=outcome, tickets=tuple(tickets))
        key = step.next


def _branch(step: Step, facts: Facts, answers: Mapping[str, str]) -> str:
    known = {"available": facts.available, "hours": facts.in_hours}
    value = (YES if known[step.about] else NO) if step.about in known else answers.get(step.about, "")
    return next((one.next for one in step.options if one.label.casefold() == value.casefold()), step.next)
