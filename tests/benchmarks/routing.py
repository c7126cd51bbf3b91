"""RTG: a million decisions made again, and a month of a channel tried under another rule."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from api.simulating import Trial, tried
from application.ports import Recording
from domain.channel.aggregate import Channel
from domain.channel.settings import Rule
from domain.conversation.events import AssignmentDecided
from domain.kernel.envelope import Envelope
from domain.routing.facts import Candidate, RoutingFacts
from domain.routing.policy import decide
from infrastructure.bootstrap import clock
from infrastructure.demo.company import ATLAS
from infrastructure.demo.copying import Copier
from infrastructure.rechecking import rechecked
from tests.benchmarks.ground import Grounds, Teller, tell
from tests.benchmarks.stage import Stage, staged
from tests.benchmarks.table import Row

DECISIONS, BATCH, PEOPLE = 1_000_000, 20_000, 8
MONTH = timedelta(days=31)


def rows(grounds: Grounds) -> Iterator[Row]:
    """Measure the decisions on a log of their own, and the month on the larger ground if there is one."""
    with staged() as stage:
        _decide(stage)
        began = time.process_time()
        found = rechecked(stage.app.log, Teller(f"deciding {DECISIONS:,} times again"))
        used = time.process_time() - began
    assert (found.decisions, found.different) == (DECISIONS, 0), found
    yield Row(
        "RTG-08", f"{DECISIONS:,} recorded decisions on {PEOPLE} people made again and compared, none differs",
        found.decisions / found.seconds, "/s", "", None, f"{used / found.seconds:.0%} of it in this process",
    )  # fmt: skip
    yield _month(grounds)


def _decide(stage: Stage) -> None:
    """Fill the log with decisions on facts of all kinds."""
    chance, copier, account = random.Random(8), Copier(stage.app), uuid4()  # noqa: S311 - a bench
    users = sorted(uuid4() for _ in range(PEOPLE))
    say = Teller(f"writing {DECISIONS:,} decisions")
    for number in range(0, DECISIONS, BATCH):
        events = [_decision(chance, users, account, clock()) for _ in range(BATCH)]
        copier.store([Recording(account, None, [event]) for event in events])
        say(number + BATCH, DECISIONS)


def _decision(chance: random.Random, users: list[UUID], account: UUID, at: datetime) -> AssignmentDecided:
    people = tuple(
        Candidate(
            user, seats=frozenset({"service"} if chance.random() < 0.9 else ()), available=chance.random() < 0.7,
            open_count=chance.randrange(9), total_limit=chance.choice((None, 6)),
            last_turn_at=at - timedelta(seconds=chance.randrange(9999)), extra=chance.random() < 0.2,
        )
        for user in users
    )  # fmt: skip
    facts = RoutingFacts(people, 1, strategy=chance.choice(("round_robin", "least_loaded", "random")), seed=5)
    if chance.random() < 0.3:
        facts = replace(facts, target="contact_owner", owner=people[0], tracked=chance.random() < 0.8)
    decision = decide(facts)
    recorded = {name: value for name, value in vars(decision).items() if name != "user_id"}
    return AssignmentDecided(
        originator_id=uuid4(), originator_version=2, timestamp=at,
        envelope=Envelope(account, "system:bench", at, uuid4(), None, None),
        inbox_id=account, channel_id=account, source="rule", assignee_id=decision.user_id, previous_id=None,
        trigger="arrived", **recorded,
    )  # fmt: skip


def _month(grounds: Grounds) -> Row:
    ground = grounds.all[-1]
    app, crew = ground.stage.app, ground.crew
    channel_id = crew.channel(ATLAS.places[0].key)
    channel = app.log.fresh(Channel, channel_id)
    assert channel is not None
    users = tuple(crew.user(person.key) for person in ATLAS.people)
    rule = Rule(enabled=True, user_ids=users, strategy="least_loaded", available_only=False)
    trial = Trial(crew.account, channel_id, channel.kind, channel.inbox_id, rule, clock() - MONTH, clock())
    say, began = Teller("simulating a month"), time.perf_counter()
    with app.pool.connection() as db:
        came = tried(db, app.log, trial, progress=say)
    took = time.perf_counter() - began
    tell(f"{came.result.conversations:,} conversations, {came.result.different:,} to somebody else")
    return Row(
        "RTG-12", f"a month of a channel under another rule: {came.result.conversations:,} conversations, {came.events:,} of"
        f" {came.up_to - came.after:,} events read, {took:.1f} s", came.events / took, "events/s", "", None, "",
    )  # fmt: skip
