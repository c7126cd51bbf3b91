"""A bar for a rebuild's progress."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from infrastructure.projecting.build import Progress


@contextmanager
def bar(label: str, *, hidden: bool = False) -> Iterator[Progress]:
    """Yield a callback that draws how far a rebuild is; nothing is drawn where nobody looks."""
    with click.progressbar(length=1, label=label, hidden=hidden, file=sys.stderr) as drawn:

        def show(position: int, goal: int) -> None:
            drawn.length = max(goal, 1)
            drawn.update(position - drawn.pos)

        yield show
