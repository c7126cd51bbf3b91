"""Marks fields that can identify a person; the store seals them under a key of that person (PRV-08)."""

from dataclasses import dataclass
from typing import Annotated, TypeVar

T = TypeVar("T")

ERASED = "[erased]"
"""What a personal text reads as once its data subject's key is destroyed."""


@dataclass(frozen=True, slots=True)
class PersonalMark:
    """The mark itself, looked for in an event's annotations."""


Personal = Annotated[T, PersonalMark()]
