"""The live stream: resumable, nothing missed, only what the watcher may see; also over a real server (API-04)."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from application.inbox import CreateInbox, SetInboxAccess
from infrastructure.embedded.processes import wait_until
from tests.api.test_conversations import mail
from tests.support.api import Client, Served
from tests.support.ports import free_port
from tests.support.world import World

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 30.0


@dataclass(frozen=True)
class Seen:
    """A frame as a watcher reads it."""

    position: int
    kind: str
    data: dict[str, str]


def parsed(block: str) -> Seen | None:
    fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
    if "data" not in fields or "id" not in fields:
        return None
    return Seen(int(fields["id"]), fields["event"], json.loads(fields["data"]))


@contextmanager
def watching(client: Client, last: int | None = None) -> Iterator[Iterator[Seen]]:
    """The frames of a stream over Flask's own client; reading on waits for more."""
    client.served.caught_up()
    headers = client.headers | ({} if last is None else {"Last-Event-ID": str(last)})
    answer = client.served.app.test_client(use_cookies=False).get(
        "/api/v1/stream", headers=headers, buffered=False
    )
    assert answer.status_code == 200, answer.get_data(as_text=True)

    def frames() -> Iterator[Seen]:
        for chunk in answer.iter_encoded():
            for block in chunk.decode().split("\n\n"):
                seen = parsed(block)
                if seen is not None:
                    yield seen

    with closing(answer):
        yield frames()


def until(frames: Iterator[Seen], kind: str) -> list[Seen]:
    """Read on up to and with a frame of a kind."""
    found = []
    for frame in frames:
        found.append(frame)
        if frame.kind == kind:
            break
    return found


@pytest.mark.req("API-04")
def test_a_frame_leaves_when_the_read_models_show_it(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    client = api.client(world)
    with watching(client, api.caught_up()) as frames:
        conversation = world.mailed(channel, mail())
        seen = until(frames, "conversation.message_received")
        assert seen[-1].data["conversation_id"] == str(conversation)
        assert seen[-1].data["inbox_id"] == str(world.inbox)
        shown = client.get(f"/conversations/{conversation}", Postroom_Position=str(seen[-1].position))
        assert len(shown.json["messages"]) == 1
    assert "customer.example" not in str([frame.data for frame in seen])


@pytest.mark.req("API-04", "CNV-02")
def test_a_note_says_whom_it_calls_and_nothing_of_what_it_says(api: Served) -> None:
    world = api.world()
    ann, bo = world.user("Ann"), world.user("Bo")
    conversation = world.mailed(world.channel(), mail())
    client = api.client(world)
    with watching(client, api.caught_up()) as frames:
        body = {"text": "@Ann @Bo look", "mentions": [str(ann), str(bo)]}
        assert client.post(f"/conversations/{conversation}/notes", body).status_code == 201
        note = until(frames, "conversation.note_written")[-1]
    assert note.data["mentions"].split(",") == [str(ann), str(bo)]
    assert "look" not in str(note.data)


@pytest.mark.req("API-04")
def test_who_comes_back_gets_exactly_what_was_missed(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    client, start = api.client(world), api.caught_up()
    for _ in range(3):
        world.mailed(channel, mail())
    world.mail(channel, b"From: <>\r\n\r\n")
    end = api.caught_up()
    with watching(client, start) as frames:
        whole = [next(frames) for _ in range(9)]
        last = whole[-1].position
    positions = [frame.position for frame in whole]
    assert positions == sorted(set(positions))
    with watching(client, positions[3]) as frames:
        assert [next(frames) for _ in range(5)] == whole[4:]
    assert last <= end


@pytest.mark.req("API-04", "ACC-10", "SE-01")
def test_nobody_learns_of_other_inboxes_or_accounts(api: Served) -> None:
    world, other = api.world(), api.world()
    ann, hidden = world.user("Ann"), world.make(CreateInbox("Board"))
    world.do(SetInboxAccess(hidden, everyone=False))
    secret = world.channel(address="board", inbox=hidden)
    open_channel, foreign = world.channel(), other.channel()
    with watching(api.client(world, ann), api.caught_up()) as frames:
        world.mailed(secret, mail())
        other.mailed(foreign, mail())
        shown = world.mailed(open_channel, mail())
        seen = until(frames, "conversation.message_received")
    assert {frame.data.get("inbox_id", str(world.inbox)) for frame in seen} == {str(world.inbox)}
    assert seen[-1].data["conversation_id"] == str(shown)


@pytest.mark.req("API-04")
def test_streams_are_capped_and_a_closed_one_gives_its_seat_back(api: Served) -> None:
    services = replace(api.services, settings=replace(api.services.settings, stream_limit=1))
    small = Served(api.application, services, create_app(services))
    world = api.world()
    client = small.client(world)
    with watching(client):
        refused = client.get("/stream")
        assert (refused.status_code, refused.json["code"]) == (503, "too_many_streams")
        assert refused.headers["Retry-After"] == "5"
    with watching(client):
        pass


@pytest.mark.req("API-04")
def test_no_caller_takes_the_streams_of_all(api: Served) -> None:
    services = replace(api.services, settings=replace(api.services.settings, streams_each=2))
    small = Served(api.application, services, create_app(services))
    world = api.world()
    greedy, ann = small.client(world), small.client(world, world.user("Ann"))
    with watching(greedy):
        with watching(greedy):
            refused = small.client(world).get("/stream")
            assert (refused.status_code, refused.json["code"]) == (429, "too_many_of_your_streams")
            assert int(refused.headers["Retry-After"]) > 0
            with watching(ann):
                pass
        with watching(greedy):
            pass


@pytest.mark.req("API-04")
def test_who_was_away_for_too_long_is_told_to_read_anew(api: Served) -> None:
    services = replace(api.services, settings=replace(api.services.settings, stream_reach=3))
    near = Served(api.application, services, create_app(services))
    world = api.world()
    channel = world.channel()
    start = api.caught_up()
    world.mailed(channel, mail())
    end = api.caught_up()
    with watching(api.client(world), start) as frames:
        # the hub, which both share, hears of positions a moment after the views
        told = until(frames, "conversation.message_received")[-1]
    assert told.position - start > 3
    with watching(near.client(world), start) as frames:
        first = next(frames)
        assert (first.kind, first.data) == ("reset", {})
        assert start + 3 < first.position <= end
        shown = world.mailed(channel, mail())
        seen = until(frames, "conversation.message_received")
    assert seen[-1].data["conversation_id"] == str(shown)
    assert all(frame.position > first.position for frame in seen)
    with watching(api.client(world), first.position) as frames:
        assert [next(frames) for _ in seen] == seen


class Server:
    """`postroom api` in a process of its own."""

    def __init__(self, served: Served, port: int) -> None:
        settings = replace(served.application.settings, port=port, redis_url="redis://127.0.0.1:1/0")
        environment = {**os.environ, **settings.to_env(), "PYTHONPATH": str(CHECKOUT)}
        command = [sys.executable, "-m", "infrastructure.cli", "api"]
        self.port = port
        self.process = subprocess.Popen(
            command, cwd=CHECKOUT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def healthy(self) -> bool:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)) as connection:
                connection.request("GET", "/health")
                with closing(connection.getresponse()) as answer:
                    return answer.status == 200
        except OSError:
            return False

    @contextmanager
    def stream(self, client: Client, last: int) -> Iterator[Iterator[Seen]]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", "/api/v1/stream", headers=client.headers | {"Last-Event-ID": str(last)})
            with closing(connection.getresponse()) as answer:
                assert answer.status == 200
                yield frames_of(answer)


def frames_of(answer: Any) -> Iterator[Seen]:
    block: list[str] = []
    while line := answer.readline():
        if line.strip():
            block.append(line.decode())
            continue
        seen = parsed("".join(block))
        block = []
        if seen is not None:
            yield seen


@pytest.fixture
def server(api: Served) -> Iterator[Server]:
    running = Server(api, free_port())
    try:
        assert wait_until(running.healthy, PATIENCE)
        yield running
    finally:
        running.process.terminate()
        running.process.wait()


@pytest.mark.req("API-04", "API-07")
def test_over_a_real_server_a_stream_resumes_and_ends_when_it_stops(api: Served, server: Server) -> None:
    world: World = api.world()
    channel = world.channel()
    client, start = api.client(world), api.caught_up()
    with server.stream(client, start) as frames:
        first = world.mailed(channel, mail())
        seen = until(frames, "conversation.message_received")
        assert seen[-1].data["conversation_id"] == str(first)

    missed = world.mailed(channel, mail())
    with server.stream(client, seen[-1].position) as frames:
        rest = until(frames, "conversation.message_received")
        assert rest[-1].data["conversation_id"] == str(missed)
        assert all(frame.position > seen[-1].position for frame in rest)
        server.process.terminate()
        assert all(frame.position > rest[-1].position for frame in frames)
    assert server.process.wait(PATIENCE) == 0
