"""PF-05: pages of the lists agents work from, first and deep, by one client and by eight."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, get_args
from uuid import UUID

from infrastructure.postgres.pool import Pool
from infrastructure.serving import open_reading
from projections.inbox_list import queries
from projections.inbox_list.queries import Cursor, View
from tests.benchmarks.bulk import Past, put_past
from tests.benchmarks.machine import Figure, Sample, percentile, sampled
from tests.benchmarks.options import Options
from tests.benchmarks.stage import projected, staged
from tests.benchmarks.table import Row

DEEP = 0.5
"""Where in the list a deep page begins."""
ASKED = 100
CLIENTS = 8


class Question(NamedTuple):
    """A page of a list: what it is called, and its arguments."""

    name: str
    view: View
    arguments: dict[str, Any]


def rows(options: Options) -> Iterator[Row]:
    """Measure."""
    with staged() as stage, ExitStack() as closing:
        past = put_past(stage.app, options.conversations)
        with projected(stage):
            assert stage.app.positions.wait_for(stage.app.log.last_position(), 600)
        pool = open_reading(stage.settings.database_url, size=CLIENTS)
        closing.callback(pool.close)
        questions = list(_questions(pool, past))
        for clients in (1, CLIENTS):
            figures = {one.name: _figure(pool, past, one, clients, options.rounds) for one in questions}
            worst = max(figures, key=lambda name: figures[name].median)
            figure = figures[worst]
            target, met = ("<= 15 ms", figure.median <= 15) if clients == 1 else ("", None)
            yield Row(
                "PF-05", f"p95 of the slowest of {len(figures)} lists ({worst}) of {options.conversations:,}"
                f" conversations, {clients} client{'s' * (clients > 1)}", figure.median, "ms", target, met, figure.spread,
            )  # fmt: skip


def _questions(pool: Pool, past: Past) -> Iterator[Question]:
    agent, channel = past.agents[0], past.channels[0]
    for view in get_args(View):
        for filtered in ({}, {"channel_id": channel}):
            arguments: dict[str, Any] = {"user_id": agent, **filtered}
            name = " ".join([view, *("of a channel" for _ in filtered)])
            yield Question(f"{name}, first page", view, arguments)
            deep = _cursor_at(pool, past, view, arguments)
            if deep is not None:
                yield Question(f"{name}, deep page", view, {**arguments, "after": deep})


def _cursor_at(pool: Pool, past: Past, view: View, arguments: dict[str, Any]) -> Cursor | None:
    """Return where the page begins that is half way down the list."""
    with pool.connection() as db:
        every = queries.page(db, past.account, past.inboxes, view, **arguments, limit=1_000_000)
    return next(islice((row.cursor for row in every), int(len(every) * DEEP), None), None)


def _figure(pool: Pool, past: Past, question: Question, clients: int, rounds: int) -> Figure:
    ask = partial(_asked, pool, past.account, past.inboxes, question)
    ask(20)

    def sample() -> float:
        with ThreadPoolExecutor(clients) as threads:
            times = list(threads.map(ask, [ASKED // clients] * clients))
        return percentile([each for some in times for each in some], 0.95)

    samples: list[Sample] = [sampled(sample, tries=1) for _ in range(rounds)]
    return Figure(tuple(samples))


def _asked(
    pool: Pool, account: UUID, inboxes: tuple[UUID, ...], question: Question, times: int
) -> list[float]:
    """Ask for a page again and again; returns the milliseconds each answer took."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        with pool.connection() as db:
            queries.page(db, account, inboxes, question.view, **question.arguments)
        taken.append((time.perf_counter() - began) * 1000)
    return taken
