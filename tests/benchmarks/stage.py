"""Where benchmarks take place: servers and processes of their own, durable, ended by whoever began them."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from uuid import UUID

from domain.channel.aggregate import Channel
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.embedded import Postgres, Valkey
from infrastructure.embedded.processes import wait_until
from infrastructure.postgres.migrations import migrate
from infrastructure.projecting.runner import Runner
from infrastructure.settings import Settings
from tests.support.ports import free_port
from tests.support.servers import temporary_state
from tests.support.world import World

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 60.0
UNBOUND = {
    f"POSTROOM_{name}": "1000000"
    for name in (
        "REQUESTS_PER_SECOND", "REQUESTS_AT_ONCE", "ACCOUNT_REQUESTS_PER_SECOND", "ACCOUNT_REQUESTS_AT_ONCE",
    )
}  # fmt: skip
UNBOUND["POSTROOM_CHAT_LIMITS"] = " ".join(
    f"{name}_{unit}=1000000"
    for name in ("asked", "sessions", "sent", "network_sent", "channel_sent", "signs")
    for unit in ("per_minute", "at_once")
)
UNBOUND["POSTROOM_CHAT_LIMITS"] += " network_streams=1000000"
"""Limits count as ever, but nobody reaches them: one bench asks more than a thousand people do."""


@dataclass
class Company:
    """An account with two agents and a channel whose rule shares the mail out and makes tickets."""

    world: World
    agents: tuple[UUID, ...]
    channel: UUID
    hosted: str


@dataclass
class Stage:
    """Servers with a migrated database, and this process's own parts on them."""

    settings: Settings
    app: Application
    server: int
    """PostgreSQL's process."""
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, *words: str) -> int:
        """Start a command of the product, and return its process id."""
        environment = {**os.environ, **self.settings.to_env(), **UNBOUND, "PYTHONPATH": str(CHECKOUT)}
        command = [sys.executable, "-m", "infrastructure.cli", *words]
        with (self.settings.state / f"{words[-1]}.log").open("ab") as said:
            started = subprocess.Popen(command, env=environment, cwd=CHECKOUT, stdout=said, stderr=said)
        self.processes[words[-1]] = started
        return started.pid

    def start_all(self, *names: str) -> dict[str, int]:
        """Start commands, and the projector in two halves; returns who is who."""
        pids = {"postgres": self.server} | {name: self.start(name) for name in names}
        return pids | {half: self.start("projector", "--only", half) for half in ("views", "reactors")}

    def end(self, name: str) -> None:
        """End one command by its last word."""
        process = self.processes.pop(name)
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)

    def stop(self) -> None:
        """End what was started, latest first."""
        for process in reversed(self.processes.values()):
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
        self.processes.clear()

    def company(self) -> Company:
        """Make a company; the read models must be kept meanwhile."""
        world = World(ports=self.app.ports)
        world.now = datetime.now(UTC)
        self.settle()
        agents = world.user("Ann"), world.user("Bob")
        channel = world.channel(users=agents, tickets=True)
        self.settle()
        found = self.app.log.fresh(Channel, channel)
        assert found is not None
        return Company(world, agents, channel, found.hosted_address)

    def settle(self) -> None:
        """Wait until the read models have everything."""
        assert self.app.positions.wait_for(self.app.log.last_position(), PATIENCE)


@contextmanager
def staged(*, pool_size: int = 12) -> Iterator[Stage]:
    """A stage in a temporary state directory; nothing of it is left afterwards."""
    with temporary_state() as state, ExitStack() as open_:
        postgres, valkey = Postgres(state), Valkey(state)
        for server in (postgres, valkey):
            server.start()
            open_.callback(server.stop)
        migrate(postgres.dsn)
        settings = Settings(
            database_url=postgres.dsn,
            redis_url=valkey.url,
            state=state,
            port=free_port(),
            smtp_port=free_port(),
        )
        app = open_.enter_context(bootstrap(settings, pool_size=pool_size))
        assert postgres.process is not None
        stage = Stage(settings, app, postgres.process.pid)
        open_.callback(stage.stop)
        yield stage


@contextmanager
def projected(stage: Stage) -> Iterator[None]:
    """The read models kept up by this process while the block runs."""
    runner = Runner(stage.settings.database_url, stage.app.log, stage.app.projectors)
    thread = Thread(target=runner.run)
    thread.start()
    try:
        assert wait_until(runner.leading.is_set, PATIENCE)
        yield
    finally:
        runner.stop()
        thread.join()


def ready(ports: Sequence[int]) -> bool:
    """Wait until something listens on each of these ports."""

    def listening(port: int) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    return wait_until(lambda: all(map(listening, ports)), PATIENCE)
