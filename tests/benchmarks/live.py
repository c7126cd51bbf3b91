"""PF-04: from the 250 for a mail to the live stream's frame about it, which leaves once the lists show it."""

import smtplib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from threading import Event as Flag
from threading import Thread

from api.auth import COOKIE
from domain.conversation.messages import MessageReceived
from infrastructure.bootstrap import clock
from infrastructure.embedded.processes import wait_until
from infrastructure.sessions import Sessions
from tests.benchmarks.ground import Grounds
from tests.benchmarks.machine import Sample, percentile, sampled
from tests.benchmarks.mails import Mail, mails
from tests.benchmarks.stage import PATIENCE, Company, Stage, projected, ready, staged
from tests.benchmarks.table import Row

RATES = (20, 100)
SECONDS = 8
CONNECTIONS = 8


@dataclass
class Watcher:
    """A browser that watches the live stream, and notes when it was told of which position."""

    port: int
    cookie: str
    seen: dict[int, float] = field(default_factory=dict)
    watching: Flag = field(default_factory=Flag)

    def run(self) -> None:
        """Read until the server ends the stream."""
        connection = HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", "/api/v1/stream", headers={"Cookie": self.cookie})
        stream = connection.getresponse()
        assert stream.status == 200, stream.status
        self.watching.set()
        while line := stream.readline():
            if line.startswith(b"id: "):
                self.seen.setdefault(int(line[4:]), time.perf_counter())


@dataclass
class Load:
    """Sends mail at a rate, and tells how long the stream took after each 250."""

    stage: Stage
    company: Company
    watcher: Watcher
    rounds: Iterator[int] = field(default_factory=count)

    def latencies(self, rate: int) -> list[float]:
        """Return milliseconds of each mail."""
        number, start = next(self.rounds), self.stage.app.log.last_position()
        batch = list(mails(f"l{number}", self.company.hosted, rate * SECONDS))
        began = time.perf_counter() + 0.2
        due = [(began + index / rate, mail) for index, mail in enumerate(batch)]
        with ThreadPoolExecutor(CONNECTIONS) as threads:
            parts = threads.map(self._send, [due[index::CONNECTIONS] for index in range(CONNECTIONS)])
        accepted = {name: at for part in parts for name, at in part.items()}
        positions = self._positions(start, len(accepted))
        assert wait_until(lambda: positions.keys() <= self.watcher.seen.keys(), PATIENCE), (
            "frames are missing"
        )
        return [max(0, self.watcher.seen[at] - accepted[name]) * 1000 for at, name in positions.items()]

    def _send(self, part: list[tuple[float, Mail]]) -> dict[str, float]:
        accepted = {}
        with smtplib.SMTP(
            "127.0.0.1", self.stage.settings.smtp_port, local_hostname="sender.example"
        ) as server:
            for at, mail in part:
                time.sleep(max(0, at - time.perf_counter()))
                server.sendmail(mail.sender, [self.company.hosted], mail.raw)
                name = mail.raw.split(b"Message-ID: <", 1)[1].split(b">", 1)[0].decode()
                accepted[name] = time.perf_counter()
        return accepted

    def _positions(self, start: int, wanted: int) -> dict[int, str]:
        """Return the position of each mail's message, by its Message-ID."""
        topics, found = (MessageReceived.TOPIC,), dict[int, str]()

        def all_there() -> bool:
            read = self.stage.app.log.read(start, 1_000_000, topics)
            found.update((at, event.provider_id) for at, event in read if isinstance(event, MessageReceived))
            return len(found) >= wanted

        assert wait_until(all_there, PATIENCE, 0.1), "mail did not arrive"
        return found


def rows(grounds: Grounds) -> Iterator[Row]:
    """Measure."""
    with staged() as stage, ExitStack() as closing:
        with projected(stage):
            company = stage.company()
        stage.start_all("smtp", "api")
        assert ready([stage.settings.smtp_port, stage.settings.port])
        token, _ = Sessions(stage.app.pool, stage.app.secrets).start(
            company.world.account, company.world.admin, clock()
        )
        watcher = Watcher(stage.settings.port, f"{COOKIE}={token}")
        thread = Thread(target=watcher.run)
        thread.start()
        closing.callback(thread.join)
        closing.callback(stage.stop)
        assert watcher.watching.wait(PATIENCE)
        load = Load(stage, company, watcher)
        load.latencies(RATES[0])
        for rate in RATES:
            yield _row(load, rate, grounds.options.rounds)


def _row(load: Load, rate: int, rounds: int) -> Row:
    taken: list[list[float]] = []

    def sample() -> float:
        taken.append(load.latencies(rate))
        return percentile(taken[-1], 0.5)

    samples: list[Sample] = [sampled(sample, tries=1) for _ in range(rounds)]
    every = [one for some in taken for one in some]
    half, most = percentile(every, 0.5), percentile(every, 0.99)
    others = max(one.foreign for one in samples)
    return Row(
        "PF-04", f"mail accepted until the stream tells of it, {rate}/s: p50 (p99 {most:.0f} ms)", half, "ms",
        "p50 <= 20, p99 <= 100 ms", half <= 20 and most <= 100,
        f"{min(every):.1f}..{max(every):.1f}, others {others:.1f} cores",
    )  # fmt: skip
