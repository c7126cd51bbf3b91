"""Two products with a past, a smaller and a larger one, made once and measured in turns."""

import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self
from uuid import UUID

import psycopg

from api.auth import COOKIE, CSRF
from api.visibility import hash_of, token_text
from application.token import IssueToken
from domain.kernel.ids import derived
from infrastructure.bootstrap import clock
from infrastructure.demo.arranging import arrange
from infrastructure.demo.company import ATLAS
from infrastructure.demo.crew import Crew
from infrastructure.demo.loading import Loaded, load, place_of
from infrastructure.embedded.processes import wait_until
from infrastructure.postgres.pool import connect
from infrastructure.projecting.lanes import lanes
from infrastructure.sessions import Sessions
from tests.benchmarks.machine import cpu_of
from tests.benchmarks.options import SMALL, Options
from tests.benchmarks.stage import PATIENCE, Company, Stage, ready, staged

PER = 10
"""Messages of a conversation."""
TAIL = 400
"""Conversations that come last, by whose projection growth is measured."""
LONG = 4 * 3600.0
MACHINES = 60


@dataclass(frozen=True)
class Caller:
    """Somebody signed in, or a machine with a token: what their requests carry."""

    actor: UUID
    headers: str


@dataclass
class Ground:
    """A product whose account of `crew` has a past; `company` is another one of the same product, for new mail."""

    name: str
    stage: Stage
    crew: Crew
    company: Company
    loaded: Loaded
    took: float
    """Seconds of loading, and of projecting meanwhile."""
    disk: int
    """Bytes of the database."""
    machines: list[Caller]
    """Many machines, each with a token of its own."""
    tail: float
    """Events per second that one process projects onto what is there."""
    tail_cpu: float
    """Microseconds of processor time of each, PostgreSQL included."""

    @property
    def account(self) -> UUID:
        """The account with the past."""
        return self.crew.account

    @cached_property
    def callers(self) -> list[Caller]:
        """A session of each agent; limits are set so high that a few can ask for all."""
        users = [self.crew.user(person.key) for person in ATLAS.people]
        sessions = Sessions(self.stage.app.pool, self.stage.app.secrets)
        started = [sessions.start(self.account, user, clock()) for user in users]
        return [
            Caller(session.user_id, f"Cookie: {COOKIE}={token}\r\n{CSRF}: {session.csrf}\r\n")
            for token, session in started
        ]

    @cached_property
    def port(self) -> int:
        """The API's port; it is started at the first question."""
        self.stage.start("api")
        assert ready([self.stage.settings.port])
        return self.stage.settings.port

    def rows(self, statement: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """Ask the database."""
        with self.stage.app.pool.connection() as db:
            return db.execute(statement.encode(), values).fetchall()

    def conversations(self, count: int) -> list[UUID]:
        """Return conversations, evenly from the whole past."""
        found = self.rows(
            "SELECT conversation_id FROM inbox_list WHERE account_id = %(account)s ORDER BY conversation_id"
            " LIMIT %(count)s", {"account": self.account, "count": count},
        )  # fmt: skip
        return [row[0] for row in found]


@dataclass
class Grounds:
    """Made at the first question; `kept` holds what one row measured and another needs."""

    options: Options
    kept: dict[str, Any] = field(default_factory=dict)
    _open: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End everything."""
        self._open.close()

    @cached_property
    def small(self) -> Ground:
        """The smaller one."""
        return self._made("small", SMALL)

    @cached_property
    def large(self) -> Ground | None:
        """The larger one, if one is asked for."""
        return self._made("large", self.options.size) if self.options.size > SMALL else None

    @property
    def all(self) -> list[Ground]:
        """Both, or the one there is."""
        return [self.small, *([self.large] if self.large else [])]

    def _made(self, name: str, messages: int) -> Ground:
        stage = self._open.enter_context(staged())
        crew, began = Crew(stage.app, ATLAS), time.monotonic()
        stage.start("projector", "--only", "views")
        assert wait_until(lambda: _installed(stage), PATIENCE)
        arrange(crew, clock(), "none", bytes(32))
        company = stage.company()
        say = Teller(f"loading {messages:,} messages")
        done = load(crew, max(messages // PER - TAIL, 1), PER, seed=name, progress=say)
        _shown(stage, Teller("filling views"))
        took = time.monotonic() - began
        machines = [_machine(crew, number) for number in range(MACHINES)]
        stage.settle()
        stage.end("views")
        last = load(crew, TAIL, PER, seed=f"{name} tail")
        tail, cpu = projected(stage, last.events)
        with psycopg.connect(stage.settings.database_url, autocommit=True) as db:
            db.execute("VACUUM ANALYZE")
            size = db.execute("SELECT pg_database_size(current_database())").fetchall()[0][0]
        loaded = Loaded(
            done.conversations + last.conversations, done.messages + last.messages, done.events + last.events
        )
        tell(
            f"{name}: {loaded.messages:,} messages in {took:.0f} s, {size / 1e9:.2f} GB at {place_of(stage.app)}"
        )
        return Ground(name, stage, crew, company, loaded, took, size, machines, tail, cpu)


def _machine(crew: Crew, number: int) -> Caller:
    secret, key = f"{number:032x}", f"machine:{number}"
    command = IssueToken(f"Machine {number}", ("conversation_read",), None, hash_of(secret))
    crew.do(key, command, clock())
    token_id = derived(crew.command(key), "token")
    return Caller(token_id, f"Authorization: Bearer {token_text(token_id, secret)}\r\n")


def tell(text: str) -> None:
    """Say how far the bench is, apart from its table."""
    print(f"  {text}", file=sys.stderr, flush=True)  # noqa: T201 - a bench's own words


class Teller:
    """A progress callback that says every ten seconds how far something is, and how long it still takes."""

    def __init__(self, what: str) -> None:
        self._what, self._began = what, time.monotonic()
        self._due = self._began + 10

    def __call__(self, done: int, goal: int) -> None:
        """Say it, if it is due."""
        now = time.monotonic()
        if now >= self._due and done:
            left = (now - self._began) * (goal - done) / done
            tell(f"{self._what}: {100 * done / goal:.0f} %, {left / 60:.1f} min left")
            self._due = now + 10


def _installed(stage: Stage) -> bool:
    return bool(stage.app.positions.position() or _there(stage))


def _there(stage: Stage) -> bool:
    with psycopg.connect(stage.settings.database_url) as db:
        return db.execute("SELECT FROM pg_tables WHERE tablename = 'inbox_list'").fetchone() is not None


def _shown(stage: Stage, say: Teller) -> None:
    goal, deadline = stage.app.log.last_position(), time.monotonic() + LONG
    while not stage.app.positions.wait_for(goal, 1.0):
        say(stage.app.positions.position(), goal)
        assert time.monotonic() < deadline, "the views did not catch up"


def projected(stage: Stage, events: int) -> tuple[float, float]:
    """Project what is left in this process, page by page; events per second, and microseconds of each."""
    runner, apart = lanes(stage.settings.database_url, stage.app.log, stage.app.projectors)
    with connect(stage.settings.database_url) as db:
        before, began, own = cpu_of([stage.server]), time.monotonic(), time.process_time()
        while runner.step(db):
            pass
        took = time.monotonic() - began
        used = cpu_of([stage.server]) - before + time.process_time() - own
        while apart.step(db):
            pass
    return events / took, used * 1e6 / events
