"""PF-02: real mail by SMTP, until it is seen in the list; and what it costs all processes together."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from infrastructure.embedded.processes import wait_until
from tests.benchmarks.ground import Ground, Grounds
from tests.benchmarks.machine import Figure, Sample, cpu_of, sampled
from tests.benchmarks.senders import THREADS
from tests.benchmarks.stage import CHECKOUT, PATIENCE, Company, Stage, ready
from tests.benchmarks.table import Row

HOSTS = 2
SEEN = "SELECT coalesce(sum(message_count), 0) FROM inbox_list WHERE account_id = %s"


@dataclass
class Feed:
    """Sends rounds of mail to a running product."""

    stage: Stage
    company: Company
    pids: dict[str, int]
    mails: int
    rounds: int = 0
    cpu: dict[str, float] = field(default_factory=dict)
    accepted: float = 0.0

    def __call__(self) -> float:
        """Send a round and return mails per second, from the first to the last one seen; notes CPU ms a mail."""
        self.rounds += 1
        count = self.mails // HOSTS // THREADS * THREADS
        hosts = [self._host(f"r{self.rounds}h{number}", count) for number in range(HOSTS)]
        before, used = self._seen(), self._used()
        for _, go, _ in hosts:
            go.write("go\n")
            go.flush()
        answers = [said.readline().split() for _, _, said in hosts]
        sent = HOSTS * count
        assert wait_until(lambda: self._seen() - before >= sent, PATIENCE, 0.05), "mail did not arrive"
        took = time.time() - min(float(began) for began, _ in answers)
        self.accepted = sent / (
            max(float(end) for _, end in answers) - min(float(began) for began, _ in answers)
        )
        self.cpu = {name: (now - used[name]) * 1000 / sent for name, now in self._used().items()}
        for host, _, _ in hosts:
            host.communicate()
        return sent / took

    def _host(self, seed: str, count: int) -> tuple["subprocess.Popen[str]", IO[str], IO[str]]:
        words = [str(self.stage.settings.smtp_port), self.company.hosted, seed, str(count)]
        host = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.senders", *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        )  # fmt: skip
        assert host.stdin is not None
        assert host.stdout is not None
        assert host.stdout.readline() == "made\n"
        return host, host.stdin, host.stdout

    def _used(self) -> dict[str, float]:
        return {name: cpu_of([pid]) for name, pid in self.pids.items()}

    def _seen(self) -> int:
        with self.stage.app.pool.connection() as db:
            return int(str(db.execute(SEEN, (self.company.world.account,)).fetchall()[0][0]))


def rows(grounds: Grounds) -> Iterator[Row]:
    """Measure, in turns on both grounds if there are two."""
    feeds = {ground.name: _feed(ground, grounds.options.mails) for ground in grounds.all}
    kept = {name: Kept(feed) for name, feed in feeds.items()}
    for feed in feeds.values():
        feed()
    for number in range(grounds.options.rounds):
        for one in list(kept.values())[:: 1 if number % 2 == 0 else -1]:
            one.sample()
    for ground in grounds.all:
        for name in ("smtp", "views", "reactors"):
            ground.stage.end(name)
    grounds.kept["ingest"] = kept
    for ground in grounds.all:
        yield from _told(ground, kept[ground.name])
    if grounds.large:
        large, small = (Figure(tuple(kept[name].speed)) for name in ("large", "small"))
        share = large.median / small.median
        yield Row(
            "PF-02", f"the same with {grounds.large.loaded.messages:,} messages there, beside"
            f" {grounds.small.loaded.messages:,}", large.median, "/s", ">= 0.90", share >= 0.9, large.spread,
            small.median, share,
        )  # fmt: skip


@dataclass
class Kept:
    """What one feed's rounds came to: mails per second, CPU of each, and mails per second accepted."""

    feed: Feed
    speed: list[Sample] = field(default_factory=list)
    cost: list[Sample] = field(default_factory=list)
    accepted: list[Sample] = field(default_factory=list)

    def sample(self) -> None:
        """Feed one round."""
        sample = sampled(self.feed)
        self.speed.append(sample)
        self.cost.append(Sample(sum(self.feed.cpu.values()), sample.foreign))
        self.accepted.append(Sample(self.feed.accepted, sample.foreign))


def _feed(ground: Ground, mails: int) -> Feed:
    feed = Feed(ground.stage, ground.company, ground.stage.start_all("smtp"), mails)
    assert ready([ground.stage.settings.smtp_port])
    return feed


def _told(ground: Ground, kept: Kept) -> Iterator[Row]:
    rate, cpu, taken = Figure(tuple(kept.speed)), Figure(tuple(kept.cost)), Figure(tuple(kept.accepted))
    there = f"{ground.loaded.messages:,} messages there"
    yield Row(
        "PF-02", f"mail by SMTP until seen in the list, {there}, 8 connections (baseline: until accepted)",
        rate.median, "/s", ">= 300/s", rate.median >= 300, rate.spread, taken.median, rate.median / taken.median,
    )  # fmt: skip
    parts = ", ".join(f"{name} {used:.1f}" for name, used in kept.feed.cpu.items())
    yield Row(
        "PF-02", f"processor time a mail, {there}, all processes together ({parts})",
        cpu.median, "ms", "<= 6 ms", cpu.median <= 6, cpu.spread,
    )  # fmt: skip
