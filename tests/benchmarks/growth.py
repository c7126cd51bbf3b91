"""PF-11: what a message costs where there are few, and where there are many."""

from collections.abc import Iterator
from functools import partial

from tests.benchmarks import ingest, lists
from tests.benchmarks.ground import Grounds
from tests.benchmarks.machine import Figure, interleaved
from tests.benchmarks.table import Row

FLAT = 1.25
"""Within what is called flat."""


def rows(grounds: Grounds) -> Iterator[Row]:
    """Compare both grounds; nothing to say where there is only one."""
    if grounds.large is None:
        return
    if "ingest" not in grounds.kept:
        list(ingest.rows(grounds))
    if "lists" not in grounds.kept:
        grounds.kept["lists"] = first_pages(grounds)
    of = f"with {grounds.large.loaded.messages:,} messages (baseline: with {grounds.small.loaded.messages:,})"
    small, large = (Figure(tuple(grounds.kept["ingest"][name].cost)) for name in ("small", "large"))
    yield _row(f"ingest: processor time a mail {of}", large.median, "ms", large.spread, small.median)
    small, large = (grounds.kept["lists"][name] for name in ("small", "large"))
    yield _row(f"list: p95 of the first page {of}", large.median, "ms", large.spread, small.median)
    few, many = grounds.small, grounds.large
    yield _row(
        f"rebuild: processor time of projecting an event onto what is there {of}",
        many.tail_cpu,
        "us",
        "",
        few.tail_cpu,
    )
    yield Row(
        "PF-11", f"events per second projected onto what is there {of}", many.tail, "/s", "", None, "",
        few.tail, many.tail / few.tail,
    )  # fmt: skip
    rates = [ground.loaded.events / ground.took for ground in (few, many)]
    yield Row(
        "PF-11", f"loading and projecting at the same time {of}, {many.took:.0f} s", rates[1], "events/s", "", None, "",
        rates[0], rates[1] / rates[0],
    )  # fmt: skip
    sizes = [ground.disk / ground.loaded.messages for ground in (few, many)]
    yield Row(
        "PF-11", f"disk a message {of}, {many.disk / 1e9:.2f} GB", sizes[1] / 1e3, "kB", "", None, "",
        sizes[0] / 1e3, sizes[1] / sizes[0],
    )  # fmt: skip


def first_pages(grounds: Grounds) -> dict[str, Figure]:
    """Return the p95 of the open list's first page on both grounds."""
    question = lists.Question("open, first page", {"view": "open"})
    samples = {ground.name: partial(lists.slow, ground, question, 1) for ground in grounds.all}
    for sample in samples.values():
        sample()
    return interleaved(samples, grounds.options.rounds, tries=1)


def _row(what: str, figure: float, unit: str, spread: str, base: float) -> Row:
    share = figure / base
    return Row("PF-11", what, figure, unit, f"flat: <= {FLAT}", share <= FLAT, spread, base, share)
