"""PF-06: full-text search over HTTP, by words of every frequency in the history there is, alone, together and narrowed."""

import json
import time
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from infrastructure.demo.company import ATLAS
from infrastructure.postgres.pool import connect
from projections.search.blocks import marks
from tests.benchmarks.asking import post, times
from tests.benchmarks.ground import Ground, Grounds
from tests.benchmarks.machine import Figure, interleaved, percentile
from tests.benchmarks.table import Row

ASKED = 40
FREQUENCIES = (0.5, 0.2, 0.05, 0.01, 0.001, 0.0)
"""Parts of all messages that have a word: for each the word that comes next."""
WORDS = """
SELECT word, ndoc FROM ts_stat($$SELECT words FROM views.search WHERE n %% {step} = 0$$)
WHERE word ~ '^[a-z]{{4,}}$' ORDER BY ndoc DESC, word"""
NAIVE = """
SELECT n, ts_rank(words, %(query)s::tsquery) FROM search JOIN inbox_list USING (account_id)
WHERE search.words @@ %(query)s::tsquery AND search.account_id = %(account)s
AND inbox_list.conversation_id = (
    SELECT shown_in FROM thread_messages AS m WHERE m.account_id = search.account_id AND m.message_id = search.message_id
) ORDER BY 2 DESC, 1 DESC LIMIT 30"""


class Question(NamedTuple):
    """What is looked for: what it is called, and the body."""

    name: str
    body: dict[str, Any]


def rows(grounds: Grounds) -> Iterator[Row]:
    """Measure; the baseline ranks every hit of the commonest word, by the same index."""
    slowest: dict[str, tuple[str, Figure]] = {}
    for ground in grounds.all:
        questions = list(_questions(ground))
        asking = {one.name: partial(slow, ground, one) for one in questions}
        for sample in asking.values():
            sample()
        found = interleaved(asking, grounds.options.rounds, tries=1)
        worst = max(found, key=lambda name: found[name].median)
        slowest[ground.name] = worst, found[worst]
        naive = _naive(ground, str(questions[0].body["query"]))
        figure = found[worst]
        number = ground.loaded.messages
        yield Row(
            "PF-06", f"p95 by HTTP of the slowest of {len(questions)} searches ({worst}) over {number:,} messages"
            " (baseline: all hits of the commonest word ranked)", figure.median, "ms", "<= 60 ms", figure.median <= 60,
            figure.spread, naive, figure.median / naive,
        )  # fmt: skip


def slow(ground: Ground, question: Question) -> float:
    """Return the milliseconds that one in twenty answers exceeds."""
    agent = ground.crew.user(ATLAS.people[1].key)
    callers = [one for one in ground.callers if one.actor == agent]
    requests = [
        post("/api/v1/search", json.dumps(question.body), callers[number % len(callers)])
        for number in range(ASKED)
    ]
    return percentile(times(ground.port, requests, 1), 0.95)


def _questions(ground: Ground) -> Iterator[Question]:
    """Yield words by frequency, two at once, phrases, beginnings, and all filters on the commonest."""
    step = max(1, ground.loaded.messages // 20_000)
    sampled = max(1, ground.loaded.messages // step)
    found = ground.rows(WORDS.format(step=step), {})
    words = {
        share: next((word for word, n in found if n <= share * sampled), found[-1][0])
        for share in FREQUENCIES
    }
    for share, word in words.items():
        yield Question(f"a word of {share:.1%} of all", {"query": f"{word} "})
    common, medium, rare = words[0.2], words[0.01], words[0.0]
    yield Question("two common words", {"query": f"{words[0.5]} {common} "})
    yield Question("a common and a rare word", {"query": f"{common} {rare} "})
    yield Question("two words of 1%", {"query": f"{medium} {words[0.001]} "})
    yield Question("a phrase", {"query": f'"{words[0.5]} {common}"'})
    yield Question("a beginning of three letters", {"query": common[:3]})
    yield Question("one without another", {"query": f"{medium} -{common}"})
    yield Question("nothing there", {"query": f"{common} qqqqqqqq "})
    agent = str(ground.crew.user(ATLAS.people[1].key))
    filters: dict[str, dict[str, Any]] = {
        "open": {"place": "open"}, "mine": {"place": "mine"}, "spam": {"place": "spam"}, "of a person": {"assignee_ids": [agent]},
        "of an inbox": {"inbox_ids": [str(ground.crew.inbox("support"))]},
        "of a channel": {"channel_ids": [str(ground.crew.channel("support"))]},
        "with a tag": {"tags": ["no such tag"]}, "with files": {"attached": True}, "notes": {"direction": "note"},
        "of a month long ago": {"since": "2025-03-01T00:00:00Z", "until": "2025-04-01T00:00:00Z"},
    }  # fmt: skip
    for name, narrowed in filters.items():
        for share in (0.5, 0.01):
            yield Question(f"a word of {share:.0%}, {name}", {"query": f"{words[share]} ", **narrowed})


def _naive(ground: Ground, words: str) -> float:
    """Return the milliseconds of ranking every hit."""
    query = f"'{words.strip()}' & '{marks(ground.account, 0)[-1]}'"
    with connect(ground.stage.settings.database_url) as db:
        took = []
        for _ in range(3):
            began = time.perf_counter()
            db.execute(NAIVE, {"query": query, "account": ground.account}).fetchall()
            took.append(1000 * (time.perf_counter() - began))
    return min(took)
