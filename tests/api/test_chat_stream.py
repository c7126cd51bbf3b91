"""A visitor's stream: it says that there is news, for whom it is, and only to them; presence and typing both ways (CHT-11)."""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
import redis

from api.app import create_app
from api.chat_limits import ChatLimits
from infrastructure.embedded import Postgres
from infrastructure.embedded.processes import wait_until
from infrastructure.live.presence import CHANNEL
from infrastructure.serving import api_services
from tests.support import servers
from tests.support.api import SETTINGS, Client, Served, served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter, conversation

PATIENCE = 60.0
PAGE = "www.shop.example/a"
Frame = tuple[str, str | None, dict[str, Any]]


@pytest.fixture(scope="module")
def processes(postgres_server: Postgres, migrated_template: str) -> Iterator[tuple[Served, Served]]:
    """The API twice, as two processes would serve it, with one Redis between them."""
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        servers.running_valkey() as valkey,
        served(dsn, state, redis_url=valkey.url) as one,
        ExitStack() as ending,
    ):
        services = api_services(one.application, ending, SETTINGS)
        other = Served(one.application, services, create_app(services))
        for process in (one, other):
            ending.callback(process.services.live.watch(uuid4(), None, 1).close)
        with redis.Redis.from_url(valkey.url) as client:
            assert wait_until(lambda: client.pubsub_numsub(CHANNEL)[0][1] == 2, PATIENCE)
        yield one, other


@pytest.fixture
def desk(processes: tuple[Served, Served]) -> ChatDesk:
    return ChatDesk(processes[0].world())


@contextmanager
def watching(chatter: Chatter, **headers: str) -> Iterator[Iterator[Frame]]:
    """The frames of a stream: kind, id and data; reading on waits for more."""
    chatter.api.caught_up()
    answer = chatter.get("/stream", headers=headers, buffered=False)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.content_type.startswith("text/event-stream")

    def frames() -> Iterator[Frame]:
        for chunk in answer.iter_encoded():
            for block in chunk.decode().split("\n\n"):
                fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
                if "event" in fields:
                    yield fields["event"], fields.get("id"), json.loads(fields["data"])

    with closing(answer):
        yield frames()


def until(frames: Iterator[Frame], kind: str) -> Frame:
    return next(frame for frame in frames if frame[0] == kind)


def answered(agent: Client, about: Any, text: str) -> None:
    assert agent.post(f"/conversations/{about}/messages", {"text": text}).status_code == 201


def say(agent: Client, about: Any, doing: str) -> None:
    assert agent.post(f"/conversations/{about}/presence", {"doing": doing}).status_code == 204


@pytest.mark.req("CHT-11", "API-04")
def test_an_answer_is_news_at_once_and_says_nothing_itself(
    processes: tuple[Served, Served], desk: ChatDesk
) -> None:
    one, other = processes
    chatter = Chatter(other, desk)
    chatter.come()
    about = conversation(chatter.write("Hello?"))
    with watching(chatter) as frames:
        assert until(frames, "news")[2] == {}
        answered(one.client(desk.world), about, "Secret words")
        texts = ["Hello?"]
        while texts == ["Hello?"]:
            # the first news may be of what was there before: it is told again rather than missed
            _, position, data = until(frames, "news")
            assert data == {}
            items = json.loads(chatter.get(f"/messages?after={int(position or 0) - 1}").data)["items"]
            texts = [message["text"] for message in items[-1:]]
        assert texts == ["Secret words"]


@pytest.mark.req("CHT-11", "SE-01", "ACC-10")
def test_only_what_is_theirs_wakes_a_stream(processes: tuple[Served, Served], desk: ChatDesk) -> None:
    one, _ = processes
    agent, chatter, neighbour = one.client(desk.world), Chatter(one, desk), Chatter(one, desk)
    for somebody in (chatter, neighbour):
        somebody.come()
    mine, theirs = (conversation(somebody.write("Hello?")) for somebody in (chatter, neighbour))
    with watching(chatter) as frames:
        until(frames, "news")
        answered(agent, theirs, "Not for you")
        say(agent, theirs, "typing")
        assert agent.post(f"/conversations/{mine}/notes", {"text": "Careful"}).status_code == 201
        say(agent, mine, "typing")
        kind, place, data = next(frames)
        assert (kind, place) == ("typing", None)
        assert set(data) == {"name"}


@pytest.mark.req("CHT-11")
def test_agents_know_at_once_on_which_page_somebody_wrote(
    processes: tuple[Served, Served], desk: ChatDesk
) -> None:
    one, other = processes
    agent, chatter = one.client(desk.world), Chatter(other, desk)
    chatter.come()

    def is_known() -> bool:
        # again, as a Redis that is slow for a moment is not waited for
        about = conversation(chatter.write("Hello?", page={"url": "https://www.shop.example/a?q=1"}))
        there = agent.read(f"/conversations/{about}/presence")["visitor"]
        return bool(there) and there["page"] == PAGE

    assert wait_until(is_known, PATIENCE, 0.5)


@pytest.mark.req("CHT-11", "CNV-04")
def test_typing_and_being_there_go_both_ways_across_processes(
    processes: tuple[Served, Served], desk: ChatDesk
) -> None:
    one, other = processes
    agent, chatter = one.client(desk.world), Chatter(other, desk)
    chatter.come()
    about = conversation(chatter.write("Hello?"))
    heard: list[str] = []
    answer = one.app.test_client(use_cookies=False).get(
        "/api/v1/stream", headers=agent.headers, buffered=False
    )

    def listen() -> None:
        for chunk in answer.iter_encoded():
            heard.append(chunk.decode())
            if '"doing":"left"' in chunk.decode():
                return

    def shown() -> dict[str, Any] | None:
        found: dict[str, Any] | None = agent.read(f"/conversations/{about}/presence")["visitor"]
        return found

    def said(path: str, body: dict[str, Any], doing: str | None) -> bool:
        # again, as a widget does: a Redis that is slow for a moment is not waited for
        assert chatter.post(path, body).status_code == 204
        there = shown()
        return there is None if doing is None else there is not None and there["doing"] == doing

    listening = threading.Thread(target=listen)
    listening.start()
    page = {"page": {"url": "https://www.shop.example/a?q=1"}}
    assert wait_until(lambda: said("/here", page, "here") and (shown() or {})["page"] == PAGE, PATIENCE, 0.5)
    assert wait_until(lambda: said("/typing", {}, "typing"), PATIENCE, 0.5)
    assert wait_until(lambda: said("/here", {"left": True}, None) and not listening.is_alive(), PATIENCE, 0.5)
    answer.close()
    told = "".join(heard)
    assert '"doing":"typing"' in told
    assert "shop.example" not in told


@pytest.mark.req("CHT-11")
def test_a_tab_that_waits_learns_of_the_first_message_of_another(
    processes: tuple[Served, Served], desk: ChatDesk
) -> None:
    one, other = processes
    chatter = Chatter(one, desk)
    chatter.come()
    tab = Chatter(other, desk, token=chatter.token)
    with watching(tab) as frames:
        until(frames, "news")
        about = conversation(chatter.write("Hello?"))
        until(frames, "news")
        answered(one.client(desk.world), about, "Hi")
        until(frames, "news")
        assert tab.texts() == ["Hello?", "Hi"]


@pytest.mark.req("CHT-11", "API-04")
def test_who_comes_back_is_told_only_where_something_was_missed(
    processes: tuple[Served, Served], desk: ChatDesk
) -> None:
    one, _ = processes
    chatter, agent = Chatter(one, desk), one.client(desk.world)
    chatter.come()
    about = conversation(chatter.write("Hello?"))
    position = chatter.read()["position"]
    with watching(chatter, **{"Last-Event-ID": str(10**12)}) as frames:
        say(agent, about, "typing")
        assert next(frames)[0] == "typing"
    answered(agent, about, "While you were away")
    with watching(chatter, **{"Last-Event-ID": str(position)}) as frames:
        assert next(frames)[0] == "news"
    assert [one["text"] for one in chatter.read(f"?after={position}")["items"]] == ["While you were away"]
    assert chatter.get("/stream", headers={"Last-Event-ID": "x"}).status_code == 400


@pytest.mark.req("CHT-11")
def test_closing_and_opening_again_are_told(processes: tuple[Served, Served], desk: ChatDesk) -> None:
    one, _ = processes
    chatter, agent = Chatter(one, desk), one.client(desk.world)
    chatter.come()
    about = conversation(chatter.write("Hello?"))
    with watching(chatter) as frames:
        until(frames, "news")
        assert agent.post(f"/conversations/{about}/close").status_code == 200
        assert until(frames, "state")[2]["closed"] is True
        assert agent.post(f"/conversations/{about}/reopen").status_code == 200
        assert until(frames, "state")[2]["closed"] is False


@pytest.mark.req("API-04", "CHT-11")
def test_nobody_takes_more_streams_than_they_may(processes: tuple[Served, Served], desk: ChatDesk) -> None:
    one, _ = processes
    settings = replace(one.services.settings, stream_limit=4, chat_limits=ChatLimits(streams_each=1))
    services = replace(one.services, settings=settings)
    api = Served(one.application, services, create_app(services))
    visitors = [Chatter(api, desk) for _ in range(3)]
    for visitor in visitors:
        visitor.come()
    with watching(visitors[0]), watching(visitors[1]):
        again = visitors[0].get("/stream")
        assert (again.status_code, json.loads(again.data)["code"]) == (429, "too_many_of_your_streams")
        full = visitors[2].get("/stream")
        assert (full.status_code, json.loads(full.data)["code"]) == (503, "too_many_streams")
    with watching(visitors[2]) as frames:
        assert next(frames)[0] == "news"


@pytest.mark.req("API-04", "CHT-11", "SE-03")
def test_nor_does_a_network(processes: tuple[Served, Served], desk: ChatDesk) -> None:
    one, _ = processes
    settings = replace(one.services.settings, chat_limits=ChatLimits(network_streams=2))
    services = replace(one.services, settings=settings)
    api = Served(one.application, services, create_app(services))
    visitors = [Chatter(api, desk) for _ in range(4)]
    for visitor in visitors[:3]:
        visitor.address = "10.250.0.7"
    for visitor in visitors:
        visitor.come()
    with watching(visitors[0]):
        with watching(visitors[1]):
            full = visitors[2].get("/stream")
            told = json.loads(full.data)
            assert (full.status_code, told["code"]) == (429, "too_many_of_your_streams")
            assert told["detail"].startswith("Your network has 2 streams")
            with watching(visitors[3]):
                pass
        with watching(visitors[2]) as frames:
            assert next(frames)[0] == "news"
