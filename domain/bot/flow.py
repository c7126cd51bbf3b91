"""A bot's flow: steps that lead to one another, one version of it, which never changes (CHT-01)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from domain.bot.steps import ABOUT, Step
from domain.kernel.checks import not_blank, one_of
from domain.kernel.refusal import InvalidInput

WHEN = ("always", "available", "unavailable")
"""When the bot speaks: at all times, while somebody is there to take over, or while nobody is (CHT-08)."""
MOST_STEPS, LONGEST_NAME = 50, 100


@dataclass(frozen=True, slots=True)
class Flow:
    """The first step comes first; `name` is what the bot is called by visitors."""

    name: str
    steps: tuple[Step, ...]
    when: str = "always"

    @classmethod
    def of(cls, recorded: Mapping[str, Any]) -> Self:
        """Return a flow as an event holds it."""
        return cls(recorded["name"], tuple(Step.of(one) for one in recorded["steps"]), recorded["when"])

    def recorded(self) -> dict[str, Any]:
        """Return it as an event holds it."""
        return {"name": self.name, "steps": tuple(one.recorded() for one in self.steps), "when": self.when}

    def step(self, key: str) -> Step | None:
        """Return a step; None where there is none of that key."""
        return next((one for one in self.steps if one.key == key), None)

    @property
    def makes_tickets(self) -> bool:
        """Whether a ticket can come of it (ACC-08)."""
        return any(one.do == "ticket" for one in self.steps)

    def speaks(self, *, available: bool) -> bool:
        """Whether it speaks now, somebody being there to take over or not (CHT-08)."""
        return self.when == "always" or (self.when == "available") == available

    def checked(self) -> Self:
        """Return it as it is kept. Raises `InvalidInput` with the place and the way out."""
        name = not_blank(self.name, "name")
        if len(name) > LONGEST_NAME:
            raise InvalidInput(f"A name has at most {LONGEST_NAME} characters.", field="name")
        one_of(self.when, WHEN, "when")
        if not 1 <= len(self.steps) <= MOST_STEPS:
            raise InvalidInput(f"A bot has 1 to {MOST_STEPS} steps.", field="steps")
        twice = next(
            (key for key, count in Counter(one.key for one in self.steps).items() if count > 1), None
        )
        if twice is not None:
            raise InvalidInput("Two steps have the same key. Change one of them.", field=f"steps.{twice}.key")
        keys = {one.key for one in self.steps}
        flow = replace(self, name=name, steps=tuple(one.checked(keys) for one in self.steps))
        for check in (_check_branches, _check_reached, _check_rounds):
            check(flow)
        return flow

    def reached(self, keys: Iterable[str], goes_on: Callable[[Step], bool]) -> set[str]:
        """Return the steps reached from some, going on from those that `goes_on` says yes to."""
        found, left = set[str](), list(keys)
        while left:
            step = self.step(left.pop())
            if step is not None and step.key not in found:
                found.add(step.key)
                left += step.leads_to if goes_on(step) else ()
        return found


def _check_branches(flow: Flow) -> None:
    for one in flow.steps:
        asked = flow.step(one.about)
        if one.do == "branch" and one.about not in ABOUT and (asked is None or not asked.waits):
            raise InvalidInput("It looks at a question there is not.", field=f"steps.{one.key}.about")


def _check_reached(flow: Flow) -> None:
    """Raise for a step that nothing leads to: nobody would ever see it."""
    found = flow.reached([flow.steps[0].key], lambda _: True)
    lost = next((one for one in flow.steps if one.key not in found), None)
    if lost is not None:
        raise InvalidInput("Nothing leads to this step. Let one, or remove it.", field=f"steps.{lost.key}")


def _check_rounds(flow: Flow) -> None:
    """Raise for steps that lead back to themselves without waiting for anybody: they would never end."""
    for one in flow.steps:
        if not one.waits and one.key in flow.reached(one.leads_to, lambda step: not step.waits):
            raise InvalidInput(
                "It leads back to itself without a question in between. Let it end, or ask something.",
                field=f"steps.{one.key}.next",
            )
