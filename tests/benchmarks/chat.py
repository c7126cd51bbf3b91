"""CHT-11: a chat with visitors and agents in real time: nothing lost, nothing twice, in order, and how long each waits (PF-04)."""

import json
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import Lock, Thread
from typing import Any, NamedTuple
from uuid import uuid4

from api.auth import COOKIE, CSRF
from infrastructure.bootstrap import clock
from infrastructure.embedded.processes import wait_until
from infrastructure.sessions import Sessions
from tests.benchmarks.chat_streams import Headers, Streams
from tests.benchmarks.ground import Grounds, tell
from tests.benchmarks.machine import cpu_of, percentile
from tests.benchmarks.stage import PATIENCE, Stage, projected, ready, staged
from tests.benchmarks.table import Row
from tests.support.chats import ChatDesk
from tests.support.world import World

RATES = (20, 100)
SECONDS = 60
VISITORS, AGENTS, LINES = 200, 20, 8
"""`LINES` connections send for the visitors, as many for the agents."""
APPEND = 8
"""Positions that an answer takes at most: which of them the stream names is its own matter."""


class Took(NamedTuple):
    """Milliseconds until a stream told of something: since it was sent, and since its sender knew that it is accepted."""

    sent: float
    accepted: float


@dataclass
class Talk:
    """One visitor, their conversation, and what each side said in it, in order."""

    name: str
    headers: Headers
    conversation: str = ""
    visitor: list[str] = field(default_factory=list)
    agent: list[str] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    """Where each of the visitor's messages ends in the log."""


@dataclass
class Sent:
    """What was sent: when, when it was accepted, and under which id or position it is to come."""

    at: float
    accepted: float
    talk: Talk
    message_id: str
    position: int


@dataclass
class Chat:
    """The product with all of them in it."""

    port: int
    key: str
    talks: Sequence[Talk]
    agents: Sequence[Headers]
    streams: Streams
    pids: dict[str, int]
    lock: Lock = field(default_factory=Lock)

    def used(self) -> dict[str, float]:
        """Return the processor seconds of each process so far."""
        return {name: cpu_of([pid]) for name, pid in self.pids.items()}

    def visitors_say(self, due: Sequence[tuple[float, Talk]]) -> list[Sent]:
        """Let visitors write when they are due."""
        line, sent = HTTPConnection("127.0.0.1", self.port), list[Sent]()
        for at, talk in due:
            text = f"visitor {len(talk.visitor)} of {talk.name}"
            talk.visitor.append(text)
            time.sleep(max(0, at - time.perf_counter()))
            began = time.perf_counter()
            told = _asked(
                line,
                "POST",
                f"/w/{self.key}/messages",
                talk.headers,
                {"client_id": str(uuid4()), "text": text},
            )
            talk.conversation = talk.conversation or told["conversation"]
            talk.positions.append(told["position"])
            sent.append(Sent(began, time.perf_counter(), talk, told["message_id"], told["position"]))
        return sent

    def agents_say(self, due: Sequence[tuple[float, Talk]]) -> list[Sent]:
        """Let agents answer when they are due."""
        line, sent = HTTPConnection("127.0.0.1", self.port), list[Sent]()
        for number, (at, talk) in enumerate(due):
            text = f"agent {len(talk.agent)} of {talk.name}"
            talk.agent.append(text)
            time.sleep(max(0, at - time.perf_counter()))
            began, path = time.perf_counter(), f"/api/v1/conversations/{talk.conversation}/messages"
            told = _asked(line, "POST", path, self.agents[number % len(self.agents)], {"text": text})
            sent.append(Sent(began, time.perf_counter(), talk, told["id"], told["position"]))
        return sent

    def round(self, rate: int, seconds: float) -> tuple[list[Took], list[Took]]:
        """Let both sides write `rate` messages a second in all; returns how long the agent's and the visitor's stream took."""
        began, count = time.perf_counter() + 0.5, int(rate * seconds / 2)
        lots = random.Random(rate)  # noqa: S311 - lots, no secret
        parts = [self.talks[number::LINES] for number in range(LINES)]
        dues = [
            [
                (began + (index * LINES + number) * 2 / rate, lots.choice(part))
                for index in range(count // LINES)
            ]
            for number, part in enumerate(parts)
        ]
        with ThreadPoolExecutor(2 * LINES) as threads:
            theirs = [threads.submit(self.visitors_say, due) for due in dues]
            ours = [
                threads.submit(self.agents_say, [(at + 1 / rate, talk) for at, talk in due]) for due in dues
            ]
            said = [one for part in theirs for one in part.result()]
            answers = [one for part in ours for one in part.result()]
        return [self._to_agent(one) for one in said], [self._to_visitor(one) for one in answers]

    def _to_agent(self, one: Sent) -> Took:
        def heard() -> list[float]:
            frames = list(self.streams.frames["agent 0"])
            return [frame.at for frame in frames if frame.data.get("message_id") == one.message_id]

        assert wait_until(lambda: bool(heard()), PATIENCE, 0.1), "the agent was never told of a message"
        return _took(one, heard()[0])

    def _to_visitor(self, one: Sent) -> Took:
        # the visitor's own message, a moment before, is told to this stream as well
        before = [position for position in one.talk.positions if position < one.position]
        floor = max(one.position - APPEND, *before)

        def heard() -> list[float]:
            frames = list(self.streams.frames[one.talk.name])
            return [frame.at for frame in frames if frame.kind == "news" and frame.position > floor]

        assert wait_until(lambda: bool(heard()), PATIENCE, 0.1), "a visitor was never told of an answer"
        return _took(one, heard()[0])

    def check(self) -> None:
        """Every message is there once, and in order."""
        line = HTTPConnection("127.0.0.1", self.port)
        for talk in self.talks:
            found, after = dict[str, dict[str, Any]](), 0
            while True:
                part = _asked(line, "GET", f"/w/{self.key}/messages?after={after}&limit=100", talk.headers)
                found |= {one["id"]: one for one in part["items"]}
                if len(part["items"]) < 100:
                    break
                after = part["position"]
            shown = sorted(found.values(), key=lambda one: int(one["position"]))
            for who, said in (("visitor", talk.visitor), ("agent", talk.agent)):
                texts = [one["text"] for one in shown if one["from"] == who]
                assert texts == said, f"lost, twice or out of order: {who} of {talk.name}"


def rows(grounds: Grounds) -> Iterator[Row]:
    """Measure."""
    seconds = SECONDS if grounds.options.rounds > 1 else SECONDS / 6
    with staged() as stage, ExitStack() as closing:
        chat = _chat(stage, closing)
        tell(f"{VISITORS} visitors and {AGENTS} agents are there")
        chat.round(RATES[0], 5)
        for rate in RATES:
            before = chat.used()
            to_agent, to_visitor = chat.round(rate, seconds)
            spent = {name: (now - before[name]) * 1000 for name, now in chat.used().items()}
            chat.check()
            yield from _rows(f"visitor's message {{}} until the agent's stream tells, {rate}/s", to_agent)
            yield from _rows(f"agent's answer {{}} until the visitor's stream tells, {rate}/s", to_visitor)
            yield _cost(rate, spent, len(to_agent) + len(to_visitor))


def _took(one: Sent, heard: float) -> Took:
    # a stream may tell of it before its sender has the answer
    return Took((heard - one.at) * 1000, max(0.0, heard - one.accepted) * 1000)


def _rows(what: str, taken: Sequence[Took]) -> Iterator[Row]:
    """PF-04 begins once a message is accepted; whoever sends it waits from before."""
    for name, since in (("sent", [one.sent for one in taken]), ("accepted", [one.accepted for one in taken])):
        half, most = percentile(since, 0.5), percentile(since, 0.99)
        target = "p50 <= 20, p99 <= 100 ms" if name == "accepted" else ""
        yield Row(
            "CHT-11", f"{what.format(name)}: p50 (p99 {most:.0f} ms); {len(taken):,} messages, none lost, twice or out of order",
            half, "ms", target, (half <= 20 and most <= 100) if target else None, f"{min(since):.1f}..{max(since):.1f}",
        )  # fmt: skip


def _cost(rate: int, spent: dict[str, float], count: int) -> Row:
    parts = ", ".join(f"{name} {used / count:.1f}" for name, used in spent.items())
    what = f"processor time a message, {rate}/s, all streams fed ({parts})"
    return Row("CHT-11", what, sum(spent.values()) / count, "ms", "", None, "")


def _chat(stage: Stage, closing: ExitStack) -> Chat:
    with projected(stage):
        world = World(ports=stage.app.ports)
        world.now = clock()
        stage.settle()
        users = [world.user(f"Agent{number}") for number in range(AGENTS)]
        desk = ChatDesk(world)
        stage.settle()
    port = stage.settings.port
    pids = stage.start_all("api")
    # such a process takes its time to begin where others keep the machine busy
    assert any(ready([port]) for _ in range(3))
    sessions, agents = Sessions(stage.app.pool, stage.app.secrets), list[Headers]()
    for user in users:
        token, session = sessions.start(world.account, user, clock())
        agents.append({"Cookie": f"{COOKIE}={token}", CSRF: session.csrf})
    line, key = HTTPConnection("127.0.0.1", port), desk.now.chat.key
    talks = []
    for number in range(VISITORS):
        told = _asked(line, "POST", f"/w/{key}/session", {}, {})
        talks.append(Talk(f"visitor {number}", {"Authorization": f"Visitor {told['token']}"}))
    streams = Streams(port)
    chat = Chat(port, key, talks, agents, streams, pids)
    chat.visitors_say([(0.0, talk) for talk in talks])
    for number, headers in enumerate(agents):
        streams.add(f"agent {number}", "/api/v1/stream", headers, noted=not number)
    for talk in talks:
        streams.add(talk.name, f"/w/{key}/stream", talk.headers)
    thread = Thread(target=streams.run)
    thread.start()
    closing.callback(thread.join)
    closing.callback(streams.over.set)
    return chat


def _asked(line: HTTPConnection, method: str, path: str, headers: Headers, body: Any = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    line.request(
        method, path, data, {**headers, **({} if data is None else {"Content-Type": "application/json"})}
    )
    answer = line.getresponse()
    said = answer.read()
    assert answer.status < 300, f"{answer.status} {said[:300]!r}"
    return json.loads(said)
