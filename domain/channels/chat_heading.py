"""Whom a chat's heading shows: chosen people, the contact's owner, or the company (CHT-03). Pure and total."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

SHOWN = 3


@dataclass(frozen=True, slots=True)
class HeadingFacts:
    """What is set, and who of that there is: `people` are those chosen and the members of teams chosen."""

    heading: str = "people"
    fallback: str = "company"
    people: Collection[UUID] = ()
    owner: UUID | None = None
    """Who looks after the visitor's contact, where it is known and they are there."""


@dataclass(frozen=True, slots=True)
class Heading:
    """`kind` is owner, people or company; of a company nobody is shown by name."""

    kind: str
    user_ids: tuple[UUID, ...] = ()


def heading(facts: HeadingFacts, seed: int) -> Heading:
    """Say whom to show; of more than three people three, who are others for another seed, as each page load has one."""
    if facts.heading == "owner":
        if facts.owner is not None:
            return Heading("owner", (facts.owner,))
        if facts.fallback == "company":
            return Heading("company")
    if not facts.people:
        return Heading("company")
    return Heading("people", _drawn(facts.people, seed))


def _drawn(people: Collection[UUID], seed: int) -> tuple[UUID, ...]:
    if len(set(people)) <= SHOWN:
        return tuple(dict.fromkeys(people))
    lots = sorted(set(people), key=lambda one: hashlib.sha256(f"{seed}:{one.hex}".encode()).digest())
    return tuple(lots[:SHOWN])
