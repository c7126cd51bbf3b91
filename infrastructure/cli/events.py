"""`events`: what the log can hold, told by the code itself."""

import inspect
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date, datetime
from itertools import groupby
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import click

from domain.catalogue import MODULES, events
from domain.kernel.event import Event, Opening
from domain.kernel.personal import PersonalMark

WORDS: dict[Any, str] = {
    UUID: "id", str: "text", int: "whole number", bool: "yes or no", datetime: "time", date: "date", NoneType: "nothing",
}  # fmt: skip
BESIDE = frozenset({"originator_id", "originator_version", "timestamp", "envelope"})
HEAD = """\
# Events

Made from the code by `./dev postroom events --markdown`; a test fails when this file is stale.

{count} events in {streams} kinds of stream. What every event carries beside the fields below: its stream and version,
the time it was recorded, and the envelope (account, actor, correlation, causation, command id). A topic never changes its
meaning. *Sealed* fields are encrypted under the key of the data subject named above them; once that key is destroyed,
texts read `[erased]`, lists are empty, and anything else is absent. The rest of an event is plain for ever.
"""


@click.command("events")
@click.option("--markdown", is_flag=True, help="Print docs/events.md: every event with its fields.")
def events_command(*, markdown: bool) -> None:
    """List every event the log can hold, with what it says."""
    if markdown:
        click.echo(catalogue(), nl=False)
        return
    for topic, cls in events().items():
        click.echo(f"{topic:38} {about(cls).partition(chr(10))[0]}")


def catalogue() -> str:
    """Return the catalogue as Markdown."""
    known = events()
    parts = [HEAD.format(count=len(known), streams=len({stream_of(topic) for topic in known}))]
    for stream, topics in groupby(known, stream_of):
        parts.append(f"## {stream}\n\n{told_of(stream)}\n")
        parts += ["\n".join(entry(known[topic])) + "\n" for topic in topics]
    return "\n".join(parts)


def stream_of(topic: str) -> str:
    """Return the kind of stream an event is in: its topic's first word."""
    return topic.partition(".")[0]


def told_of(stream: str) -> str:
    """Return what the modules of a stream's events say of them."""
    of = {cls.__module__ for topic, cls in events().items() if stream_of(topic) == stream}
    texts = (inspect.getdoc(module) or "" for module in MODULES if module.__name__ in of)
    return "\n\n".join(" ".join(text.split()) for text in texts)


def about(cls: type[Event]) -> str:
    """Return an event's docstring."""
    return inspect.getdoc(cls) or ""


def entry(cls: type[Event]) -> Iterator[str]:
    """Yield the lines about one event."""
    version = getattr(cls, "class_version", 1)
    yield f"### {cls.TOPIC}"
    yield ""
    told = f"`{cls.__name__}`" + (", opens the stream" if issubclass(cls, Opening) else "")
    yield told + (f", version {version}" if version > 1 else "") + "."
    yield about(cls)
    rows = list(columns(cls))
    if any(sealed for _, _, sealed in rows):
        yield ""
        yield f"Sealed under the key of {subject_of(cls)}."
    if rows:
        yield from ("", "| field | type | |", "|---|---|---|")
        yield from (f"| `{name}` | {kind} | {'sealed' if sealed else ''} |" for name, kind, sealed in rows)


def subject_of(cls: type[Event]) -> str:
    """Return the words for whose key seals an event's personal fields."""
    own = cls.SUBJECT == "originator_id"
    kind = cls.SUBJECT.removesuffix("_id")
    return f"the {stream_of(cls.TOPIC)} itself" if own else f"the {kind} in `{cls.SUBJECT}`"


def columns(cls: type[Event]) -> Iterator[tuple[str, str, bool]]:
    """Yield name, type in words and whether it is sealed, of each field of an event's own."""
    hints = get_type_hints(cls, include_extras=True)
    for field in fields(cls):
        if field.name in BESIDE:
            continue
        hint, sealed = hints[field.name], False
        if get_origin(hint) is Annotated:
            hint, *marks = get_args(hint)
            sealed = any(isinstance(mark, PersonalMark) for mark in marks)
        later = "" if field.default is MISSING else f"; `{field.default!r}` where not recorded"
        yield field.name, words(hint) + later, sealed


def words(hint: Any) -> str:
    """Return the words for a field's type."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        return f"list of {words(args[0])}"
    if origin is dict:
        return "objects"
    if origin in (Union, UnionType):
        return " or ".join(words(arg) for arg in args)
    return WORDS[hint]
