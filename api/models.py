"""Which read models a view of the API reads: only those it waits for (API-03)."""

from collections.abc import Callable, Iterator
from functools import cache
from inspect import getmodule
from types import ModuleType
from typing import Any

ALWAYS = frozenset({"people"})
"""Asked for whoever calls: what they may do and see."""
SURROUNDINGS = frozenset({"api.context", "api.services", "api.auth"})
"""What every view stands in says nothing about what it reads."""


@cache
def read_models(view: Callable[..., Any]) -> frozenset[str]:
    """Return the names of the read models whose queries the view's module can reach; rather one too many."""
    module = getmodule(view)
    return ALWAYS | (frozenset(_reached(module, set())) if module else frozenset())


def _reached(module: ModuleType, seen: set[str]) -> Iterator[str]:
    seen.add(module.__name__)
    for value in vars(module).values():
        used = value if isinstance(value, ModuleType) else getmodule(value)
        if used is None or used.__name__ in seen | SURROUNDINGS:
            continue
        layer, _, below = used.__name__.partition(".")
        if layer == "projections":
            yield below.partition(".")[0]
        elif layer == "api" and not below.startswith("schemas"):
            yield from _reached(used, seen)
