"""PF-05: pages of the lists agents work from, over HTTP, first and deep, by one client and by eight."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

import psycopg

from api import paging
from infrastructure.demo.company import ATLAS
from tests.benchmarks.asking import get, times
from tests.benchmarks.ground import Ground, Grounds, tell
from tests.benchmarks.machine import Figure, interleaved, percentile
from tests.benchmarks.options import SMALL
from tests.benchmarks.table import Row

VIEWS = {
    "open": "shelf = 'open'",
    "mine": "shelf = 'open' AND assignee_id = %(user)s",
    "unassigned": "shelf = 'open' AND assignee_id IS NULL",
    "closed": "shelf = 'closed'",
}
"""What each list holds."""
NARROWED: dict[str, dict[str, str]] = {
    "open, longest waiting": {"view": "open", "sort": "waiting"},
    "open, most urgent": {"view": "open", "sort": "priority"},
    "mine, longest waiting": {"view": "mine", "sort": "waiting"},
    "open, oldest": {"view": "open", "sort": "oldest"},
    "open, unread": {"view": "open", "unread": "true"},
    "open, urgent and waiting": {"view": "open", "priority": "urgent", "waiting": "true"},
    "closed, of a kind there is not": {"view": "closed", "kind": "sms"},
}
"""Filters and orders; the last finds nothing on the whole of its bounded way."""
ASKED, CLIENTS = 240, 8
MORE = """
INSERT INTO inbox_list SELECT (jsonb_populate_record(l, jsonb_build_object(
    'conversation_id', gen_random_uuid(), 'active_at', l.active_at - (n || ' hours')::interval))).*
FROM inbox_list AS l, generate_series(1, %s) AS n WHERE l.account_id = %s"""


DEEP = """
SELECT active_at, conversation_id FROM inbox_list WHERE account_id = %(account)s AND {where}
ORDER BY active_at DESC, conversation_id DESC
OFFSET (SELECT count(*) / 2 FROM inbox_list WHERE account_id = %(account)s AND {where}) LIMIT 1"""
"""Where the page begins that is half way down."""


class Question(NamedTuple):
    """A page of a list: what it is called, and the query that asks for it."""

    name: str
    query: dict[str, Any]


def rows(grounds: Grounds) -> Iterator[Row]:
    """Measure; both grounds' lists are widened to as many conversations as they are to have, at the very end."""
    wanted = {"small": SMALL, "large": grounds.options.listed}
    sizes = {ground.name: _widened(ground, wanted[ground.name]) for ground in grounds.all}
    for clients in (1, CLIENTS):
        asking = {
            f"{ground.name} {one.name}": partial(slow, ground, one, clients)
            for ground in grounds.all
            for one in _questions(ground)
        }
        for sample in asking.values():
            sample()
        found = interleaved(asking, grounds.options.rounds, tries=1)
        worst = {ground.name: _worst(found, ground.name) for ground in grounds.all}
        name, small = worst["small"]
        what = f"client{'s' * (clients > 1)}"
        target, met = ("<= 15 ms", small.median <= 15) if clients == 1 else ("", None)
        yield Row(
            "PF-05", f"p95 by HTTP of the slowest of {len(asking) // len(sizes)} lists ({name}) of {sizes['small']:,}"
            f" conversations, {clients} {what}", small.median, "ms", target, met, small.spread,
        )  # fmt: skip
        if grounds.large:
            name, large = worst["large"]
            same = found[f"small {name}"].median if f"small {name}" in found else small.median
            share = large.median / same
            kept = (large.median <= 15 or clients > 1) and share <= 1.5
            yield Row(
                "PF-05", f"the same of {sizes['large']:,} conversations ({name}; baseline: the same list of the smaller)"
                f", {clients} {what}", large.median, "ms", f"{'<= 15 ms, ' * (clients == 1)}<= 1.5x", kept,
                large.spread, same, share,
            )  # fmt: skip


def _worst(found: dict[str, Figure], ground: str) -> tuple[str, Figure]:
    own = {name.partition(" ")[2]: one for name, one in found.items() if name.startswith(f"{ground} ")}
    worst = max(own, key=lambda name: own[name].median)
    return worst, own[worst]


def _questions(ground: Ground) -> Iterator[Question]:
    agent = ground.crew.user(ATLAS.people[1].key)
    channel, inbox = ground.crew.channel("support"), ground.crew.inbox("support")
    filters: dict[str, dict[str, UUID]] = {
        "": {},
        " of a channel": {"channel_id": channel},
        " of an inbox": {"inbox_id": inbox},
    }
    for view, holds in VIEWS.items():
        for name, chosen in filters.items():
            query: dict[str, Any] = {"view": view, **chosen}
            yield Question(f"{view}{name}, first page", query)
            where = " AND ".join([holds, *(f"{column} = %({column})s" for column in chosen)])
            values = {"account": ground.account, "user": agent, **chosen}
            deep = ground.rows(DEEP.format(where=where), values)
            if deep:
                yield Question(f"{view}{name}, deep page", {**query, "cursor": _cursor(*deep[0])})
    yield from _narrowed()


def _narrowed() -> Iterator[Question]:
    return (Question(f"{name}, first page", dict(query)) for name, query in NARROWED.items())


def _cursor(active_at: datetime, conversation_id: UUID) -> str:
    return paging.encode((active_at, conversation_id))


def slow(ground: Ground, question: Question, clients: int) -> float:
    """Return the milliseconds that one in twenty answers exceeds."""
    agent = ATLAS.people[1].key
    callers = [one for one in ground.callers if one.actor == ground.crew.user(agent)]
    path = f"/api/v1/conversations?{urlencode(question.query)}"
    requests = [get(path, callers[number % len(callers)]) for number in range(ASKED)]
    return percentile(times(ground.port, requests, clients), 0.95)


def _conversations(ground: Ground) -> int:
    return int(
        ground.rows("SELECT count(*) FROM inbox_list WHERE account_id = %(a)s", {"a": ground.account})[0][0]
    )


def _widened(ground: Ground, wanted: int) -> int:
    """Put copies of the rows into the list alone until it has so many conversations, and return how many it has."""
    has = _conversations(ground)
    if has >= wanted:
        return has
    tell(f"widening the list from {has:,} to {wanted:,} conversations")
    with psycopg.connect(ground.stage.settings.database_url, autocommit=True) as db:
        db.execute("SET search_path = views, public")
        db.execute(MORE, (wanted // has - 1, ground.account))
        db.execute("VACUUM ANALYZE inbox_list")
    return _conversations(ground)
