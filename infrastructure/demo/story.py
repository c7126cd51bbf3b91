"""The demo's stories: who wrote, and what happened when. They are told in `stories.toml`."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened `hours` after the story began.

    `does` is in (the customer writes), dressed (with HTML, a picture and a file), out (somebody answers), close (answers
    and closes), assign (hands it to `who`) or stage (moves the ticket to the stage `text`). `who` is a person's key, empty
    for whoever has the conversation.
    """

    hours: float
    does: str
    text: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A conversation with a customer that began `days` ago at a place of the company."""

    key: str
    days: float
    place: str
    customer: str
    address: str
    subject: str
    steps: tuple[Step, ...]


def stories(company: str) -> tuple[Story, ...]:
    """Return the stories of a company, by its key; none where none are written."""
    told = tomllib.loads(files(__package__).joinpath("stories.toml").read_text("utf-8"))
    return tuple(_story(**one) for one in told.get(company, ()))


def _story(
    key: str, days: float, place: str, who: str, subject: str, steps: list[tuple[float, str, str, str]]
) -> Story:
    customer, _, address = who.rstrip(">").partition(" <")
    return Story(key, days, place, customer, address, subject, tuple(Step(*step) for step in steps))
