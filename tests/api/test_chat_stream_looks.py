"""A visitor's stream before their first message: it waits for a sign, and asks the database by itself only where none can come (CHT-11)."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import pytest

from api import chat_stream
from api.app import create_app
from api.presence import NobodyVisits
from infrastructure.embedded import Postgres
from infrastructure.embedded.processes import wait_until
from tests.api.test_chat_stream import until, watching
from tests.support import servers
from tests.support.api import Served, served
from tests.support.chats import ChatDesk
from tests.support.chatters import Chatter

PATIENCE = 60.0
VISITORS, HEARTBEATS = 15, 30


@pytest.fixture(scope="module")
def live(postgres_server: Postgres, migrated_template: str) -> Iterator[Served]:
    """The API with a Redis that it hears."""
    with (
        servers.database_from(postgres_server, migrated_template) as dsn,
        servers.temporary_state() as state,
        servers.running_valkey() as valkey,
        served(dsn, state, redis_url=valkey.url) as one,
        closing(one.services.live.watch_only()),
    ):
        assert wait_until(lambda: one.services.visitors.hears, PATIENCE)
        yield one


@dataclass
class Counted:
    """The chats' door, and for whom it was asked where they are."""

    door: Any
    asked: list[UUID] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.door, name)

    def conversation_of(self, widget: Any, visitor_id: UUID) -> UUID | None:
        self.asked.append(visitor_id)
        found: UUID | None = self.door.conversation_of(widget, visitor_id)
        return found


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heartbeats come soon, and looks without any sign never."""
    monkeypatch.setattr(chat_stream, "HEARTBEAT", 3.0)
    monkeypatch.setattr(chat_stream, "SELDOM", 1e6)


@pytest.mark.req("CHT-11", "RL-01")
def test_who_has_not_written_costs_nothing_while_they_wait(live: Served) -> None:
    counted = Counted(live.services.visits)
    services = replace(live.services, visits=counted)
    chatter = Chatter(replace(live, services=services, app=create_app(services)), ChatDesk(live.world()))
    chatter.come()
    answer = chatter.get("/stream", buffered=False)
    with closing(answer):
        said = answer.iter_encoded()
        assert [next(said) for _ in range(4)][2:] == [b": here\n\n"] * 2
    assert len(counted.asked) == 1


@pytest.mark.req("CHT-11", "RL-03")
def test_a_first_message_that_is_taken_in_later_is_looked_out_for(live: Served) -> None:
    desk = ChatDesk(live.world())
    chatter = Chatter(live, desk)
    visitor = UUID(hex=chatter.come()["visitor"])
    with watching(chatter) as frames:
        until(frames, "news")
        live.services.visitors.wrote(desk.world.account, desk.world.inbox, visitor)
        until(frames, "news")
        desk.say("Taken in by another process", visitor)
        until(frames, "news")
    assert chatter.texts() == ["Taken in by another process"]


@pytest.mark.req("CHT-11", "RL-01")
def test_where_no_sign_is_heard_it_looks_itself(live: Served) -> None:
    desk, services = ChatDesk(live.world()), replace(live.services, visitors=NobodyVisits())
    chatter = Chatter(replace(live, services=services, app=create_app(services)), desk)
    visitor = UUID(hex=chatter.come()["visitor"])
    with watching(chatter) as frames:
        until(frames, "news")
        desk.say("Is anybody there?", visitor)
        until(frames, "news")
    assert chatter.texts() == ["Is anybody there?"]


@pytest.mark.req("CHT-11", "ACC-10")
def test_agents_are_not_told_of_what_is_in_no_conversation_yet(live: Served) -> None:
    desk = ChatDesk(live.world())
    chatter = Chatter(live, desk)
    visitor = UUID(hex=chatter.come()["visitor"])
    live.caught_up()
    answer = live.app.test_client(use_cookies=False).get(
        "/api/v1/stream", headers=live.client(desk.world).headers, buffered=False
    )
    heard = b""
    with closing(answer):
        said = answer.iter_encoded()
        heard += next(said)
        live.services.visitors.wrote(desk.world.account, desk.world.inbox, visitor)
        chatter.write("Hello?")
        while b"event: visitor" not in heard:
            heard += next(said)
    assert b'"wrote"' not in heard


@pytest.mark.req("CHT-11")
def test_a_first_message_is_told_however_it_meets_the_stream_that_begins(live: Served) -> None:
    desk = ChatDesk(live.world())

    def learns(tab: Chatter) -> list[str]:
        answer = tab.get("/stream", buffered=False)
        texts: list[str] = []
        with closing(answer):
            for _, said in zip(range(HEARTBEATS), answer.iter_encoded(), strict=False):
                if not texts and b"event: news" in said:
                    told = json.loads(tab.get("/messages").data)
                    texts = [one["text"] for one in told["items"]]
                if texts:
                    break
        return texts

    with ThreadPoolExecutor(2) as threads:
        for number in range(VISITORS):
            chatter = Chatter(live, desk)
            chatter.come()
            other_tab = threads.submit(learns, Chatter(live, desk, token=chatter.token))
            chatter.write(f"First {number}")
            assert other_tab.result() == [f"First {number}"]
