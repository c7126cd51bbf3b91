"""What is done to the product: drawn from a seed, so that a run can be made again as far as machines allow."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

KILLED = (
    "worker",
    "projector",
    "api",
    "smtp",
    "postgres",
    "valkey",
    "backend",
    "background",
    "api-child",
    "all",
)
"""Whom a kill -9 can hit: processes with all they started, servers, and single children of them."""

INTO_WORK = 0.6
"""The share of deeds that wait until the product works again."""
MOST_MAILS = 8


@dataclass(frozen=True)
class Sizes:
    """How much of everything a run has; times in seconds."""

    kills: Mapping[str, int]
    flushes: int
    outages: Mapping[str, tuple[float, ...]]
    """Name of an outage -> how long it lasts, each time it happens."""
    pause: float
    """Between two deeds, on average."""
    mails_per_second: float
    replies_per_second: float
    webhooks_per_second: float
    calls_per_second: float
    mails: int = 0
    """Different mails that are acknowledged to the mail servers before the load ends, whenever the deeds are done."""
    asks_after: bool = False
    """Whether it is waited until calls are over too of whose end Twilio could not tell: the product asks after a minute."""
    restarts: int = 0
    """Kills of the supervisor itself, each followed by a new start."""


SHORT = Sizes(
    kills={"worker": 4, "projector": 3, "api": 2, "smtp": 2, "postgres": 1, "valkey": 1, "backend": 1, "api-child": 1},
    flushes=1,
    outages={"database hangs": (3.0,), "database stopped": (2.0,), "redis stopped": (1.0,), "disk full": (3.0,)},
    pause=0.8,
    mails_per_second=12,
    replies_per_second=2,
    webhooks_per_second=6,
    calls_per_second=1,
)  # fmt: skip
LONG = Sizes(
    kills={
        "worker": 24, "projector": 20, "api": 14, "smtp": 16, "postgres": 10, "valkey": 10, "backend": 8,
        "background": 4, "api-child": 4, "all": 2,
    },
    flushes=8,
    outages={
        "database hangs": (2.0, 5.0, 90.0),
        "database stopped": (3.0, 10.0, 120.0),
        "redis stopped": (2.0, 120.0),
        "redis hangs": (5.0, 60.0),
        "disk full": (5.0, 15.0, 60.0),
    },
    pause=2.0,
    mails_per_second=20,
    replies_per_second=2,
    webhooks_per_second=6,
    calls_per_second=0.5,
    mails=10_000,
    asks_after=True,
    restarts=2,
)  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """One thing that is done, after a pause."""

    kind: str
    """kill, flush, outage or restart."""
    victim: str
    pause: float
    lasting: float = 0.0
    mails: int = 0
    """How many mails are acknowledged before it, so that it falls into work; none for what falls into a recovery."""

    def __str__(self) -> str:
        return " ".join([self.kind, self.victim, f"for {self.lasting:.0f} s" if self.lasting else ""]).strip()


@dataclass(frozen=True)
class Plan:
    """The deeds of a run in their order."""

    seed: int
    sizes: Sizes
    deeds: tuple[Deed, ...] = field(repr=False)

    @property
    def kills(self) -> int:
        """How many of the deeds are kills."""
        return sum(deed.kind in {"kill", "restart"} for deed in self.deeds)


def planned(seed: int, sizes: Sizes, kills: int = 0) -> Plan:
    """Draw a plan; `kills` asks for that many in place of the usual number, of the same kinds in turn."""
    chance = random.Random(seed)  # noqa: S311 - moments and victims, no secrets
    victims = [victim for victim, times in sizes.kills.items() for _ in range(times)]
    if kills:
        victims = [victims[number % len(victims)] for number in chance.sample(range(kills), kills)]
    deeds = [Deed("kill", victim, 0.0) for victim in victims]
    deeds += [Deed("flush", "redis", 0.0)] * sizes.flushes
    deeds += [
        Deed("outage", name, 0.0, lasting) for name, times in sizes.outages.items() for lasting in times
    ]
    deeds += [Deed("restart", "supervisor", 0.0)] * sizes.restarts
    chance.shuffle(deeds)
    return Plan(
        seed, sizes, tuple(replace(deed, pause=chance.expovariate(1 / sizes.pause)) for deed in deeds)
    )
