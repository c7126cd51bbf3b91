"""What the lines of a thread are about: ids that stand on each of them, so that one id finds them all (RL-09)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_ABOUT: ContextVar[Mapping[str, object]] = ContextVar("about", default={})  # noqa: B039 - never changed in place


@contextmanager
def about(**ids: object) -> Iterator[None]:
    """Put ids on every line this thread writes within the context; those around it stay."""
    token = _ABOUT.set({**_ABOUT.get(), **ids})
    try:
        yield
    finally:
        _ABOUT.reset(token)


def begin(**ids: object) -> None:
    """Put ids, and no others, on what this thread writes from here on: for servers that say when, not for how long."""
    _ABOUT.set(ids)


def ids_here() -> Mapping[str, object]:
    """Return what the lines of this thread are about."""
    return _ABOUT.get()
