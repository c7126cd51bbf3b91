"""The product, its relay and their processes, as those who kill them see them."""

import random
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import IO, Self

import redis

from infrastructure.embedded.processes import command_line, group_members, wait_until
from tests.chaos import disk
from tests.chaos.outside import running_outside
from tests.chaos.processes import below, signalled
from tests.support.product import Product, Relay, eventually
from tests.support.servers import remove_state

CHILDREN = ("api", "smtp", "projector", "worker")
COMING_BACK = 180.0
IN_ORDER = 20.0
"""Seconds for a server to shut down in order."""


class Stage:
    """One product in a state directory that is kept when something goes wrong."""

    def __init__(self, *, small_disk: bool) -> None:
        """Choose the directories; `small_disk` asks for a file system of our own, where that is allowed."""
        self.state = Path(tempfile.mkdtemp(prefix="postroom-chaos-"))
        self.mounted = small_disk and disk.mounted(self.state)
        self._relay_state = Path(tempfile.mkdtemp(prefix="postroom-relay-"))
        self._open = ExitStack()
        self.printed: list[str] = []
        self._never = Event()

    def __enter__(self) -> Self:
        """Start the relay, the platforms and the product."""
        self.relay = self._open.enter_context(Relay(self._relay_state))
        self.outside = self._open.enter_context(running_outside())
        self.product = self._open.enter_context(Product(self.state, **self.outside.settings()).wait_ready())
        self._listen()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop both."""
        self.stop()
        self._open.close()

    def stop(self) -> None:
        """Stop the product in order."""
        if self.product.process.poll() is None:
            self.product.process.send_signal(signal.SIGINT)
        self.product.process.wait(60)
        self._reader.join()

    def remove(self) -> None:
        """Remove all data; to be called after a success only."""
        if self.mounted:
            disk.unmounted(self.state)
        remove_state(self.state)
        remove_state(self._relay_state)

    def _listen(self) -> None:
        """Read on what the supervisor prints, so that it never waits for us."""

        def read(lines: IO[str]) -> None:
            self.printed += lines

        assert self.product.process.stdout
        self._reader = Thread(target=read, args=(self.product.process.stdout,), name="printed")
        self._reader.start()

    def pause(self, seconds: float) -> None:
        """Let time go by."""
        self._never.wait(seconds)

    # ------------------------------------------------------------------ kills
    def kill(self, victim: str, chance: random.Random) -> None:
        """Kill -9 a victim as soon as it is there."""
        # who is down already is caught while coming up again
        eventually(lambda: self._killed(victim, chance), f"{victim} is there to be killed", COMING_BACK)

    def _killed(self, victim: str, chance: random.Random) -> bool:
        if victim == "all":
            hit = [self.product.signal(name) for name in (*CHILDREN, "postgres", "valkey")]
            return any(hit)
        if victim in {"backend", "background"}:
            return self._kill_one(self._of_postgres(clients=victim == "backend"), chance)
        if victim == "api-child":
            return self._kill_one(self._below("api"), chance)
        if victim == "postgres" and chance.random() < 0.5:
            return signalled([*self._below("postgres"), *self._itself("postgres")])
        if victim in CHILDREN and chance.random() < 0.3:
            return signalled(self._itself(victim))
        return self.product.signal(victim)

    def _itself(self, name: str) -> list[int]:
        try:
            return [self.product.group(name)]
        except KeyError:
            return []
        except FileNotFoundError:
            said = "".join(self.printed)[-2000:]
            raise AssertionError(f"serve has ended: {said}") from None

    def _below(self, name: str) -> list[int]:
        return [child for one in self._itself(name) for child in below(one)]

    def _of_postgres(self, *, clients: bool) -> list[int]:
        return [pid for pid in self._below("postgres") if ("[local]" in command_line(pid)) == clients]

    def _kill_one(self, pids: list[int], chance: random.Random) -> bool:
        return bool(pids) and signalled([chance.choice(pids)])

    def restart(self) -> None:
        """Kill -9 the supervisor alone, and start the product again in the same place."""
        self.product.kill()
        self._reader.join()
        again = Product(self.state, self.product.port, self.product.smtp_port, **self.outside.settings())
        self.product.process = again.process
        self.product.wait_ready()
        self._listen()

    def flushed(self) -> None:
        """Empty Redis."""

        def flush() -> bool:
            with redis.Redis.from_url(self.product.settings.redis_url) as client:
                try:
                    return bool(client.flushall())
                except redis.RedisError:
                    return False

        eventually(flush, "Redis is emptied", COMING_BACK)

    # ------------------------------------------------------------------ outages
    def outage(self, name: str, lasting: float) -> None:
        """Let something be away for so many seconds."""
        ways = {
            "database hangs": lambda: self._hanging("postgres"),
            "database stopped": lambda: self._stopped("postgres", signal.SIGINT),
            "redis hangs": lambda: self._hanging("valkey"),
            "redis stopped": lambda: self._stopped("valkey", signal.SIGTERM),
            "disk full": lambda: disk.filled(self.state) if self.mounted else disk.limited(self.product.process.pid),
        }  # fmt: skip
        with ways[name]():
            self.pause(lasting)

    @contextmanager
    def _stopped(self, name: str, signum: int) -> Iterator[None]:
        """A server is shut down in order, and who would start it again is held."""
        group = eventually(lambda: self._living(name), f"{name} is there to be stopped", COMING_BACK)
        self.product.process.send_signal(signal.SIGSTOP)
        try:
            self.product.signal(name, signum)
            # one that is asked in the middle of its recovery may not go: it is made to, as its supervisor would
            if not wait_until(lambda: not group_members(group), IN_ORDER, pause=0.05):
                signalled([group], signal.SIGQUIT)
            eventually(lambda: not group_members(group), f"{name} is down")
            yield
        finally:
            self.product.process.send_signal(signal.SIGCONT)

    @contextmanager
    def _hanging(self, name: str) -> Iterator[None]:
        """A server does nothing more, without a word: its first process, then every one of its children."""
        eventually(lambda: self._living(name), f"{name} is there to hang", COMING_BACK)
        held = self._itself(name)
        signalled(held, signal.SIGSTOP)
        held += self._below(name)
        try:
            signalled(held, signal.SIGSTOP)
            yield
        finally:
            signalled(held, signal.SIGCONT)

    def _living(self, name: str) -> int:
        with suppress(KeyError):
            group = self.product.group(name)
            return group if group_members(group) else 0
        return 0
