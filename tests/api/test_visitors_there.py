"""Visitors who are there: told to agents and to other tabs, gone by itself, without anything personal in Redis (CHT-11)."""

import threading
from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest
import redis

from api.live import Frame
from infrastructure.embedded.processes import wait_until
from infrastructure.live.narrow import KEPT, Narrow
from infrastructure.live.presence import CHANNEL, RedisPresence
from infrastructure.live.visitors import KEPT_SECONDS, RedisVisitors

PATIENCE = 20.0
ACCOUNT, INBOX, CHAT, VISITOR = (uuid4() for _ in range(4))
PAGE = "https://www.shop.example/orders/ann-lee?mail=ann@customer.example#x"
pytestmark = pytest.mark.req("CHT-11")


@pytest.fixture
def now() -> list[float]:
    return [1_000_000.0]


@pytest.fixture
def presence(redis_url: str, now: list[float]) -> Iterator[RedisPresence]:
    with closing(RedisPresence(redis_url, lambda: now[0])) as made:
        yield made


def frame(**ids: str) -> Frame:
    return Frame(1, ACCOUNT, "conversation.message_sent", INBOX, ids)


def test_they_are_there_typing_on_a_page_and_then_not(presence: RedisPresence, now: list[float]) -> None:
    visitors = RedisVisitors(presence, lambda: b"s" * 32)
    assert visitors.of(ACCOUNT, CHAT) is None
    visitors.note(ACCOUNT, INBOX, CHAT, VISITOR, "here", PAGE)
    began = now[0]
    now[0] += 2
    visitors.note(ACCOUNT, INBOX, CHAT, VISITOR, "typing")
    there = visitors.of(ACCOUNT, CHAT)
    assert there is not None
    assert (there.doing, there.since.timestamp(), there.page) == (
        "typing",
        began,
        "www.shop.example/orders/ann-lee",
    )
    now[0] += 6.5
    again = visitors.of(ACCOUNT, CHAT)
    assert again is not None
    assert again.doing == "here"
    assert visitors.of(uuid4(), CHAT) is visitors.of(ACCOUNT, uuid4()) is None
    visitors.note(ACCOUNT, INBOX, CHAT, VISITOR, "left")
    assert visitors.of(ACCOUNT, CHAT) is None


@pytest.mark.req("PRV-08", "SE-06")
def test_nobody_reads_where_they_are_out_of_redis_and_it_goes_by_itself(
    presence: RedisPresence, redis_url: str
) -> None:
    chat = uuid4()
    RedisVisitors(presence, lambda: b"s" * 32).note(ACCOUNT, INBOX, chat, VISITOR, "here", PAGE)
    with redis.Redis.from_url(redis_url) as client:
        (key,) = client.keys(f"postroom:visitor:*{chat.hex}")
        kept = str(client.hgetall(key))
        assert "shop" not in kept
        assert "ann" not in kept
        assert 0 < client.ttl(key) <= KEPT_SECONDS
    there = RedisVisitors(presence, lambda: b"t" * 32).of(ACCOUNT, chat)
    assert there is not None
    assert there.page is None


@pytest.mark.parametrize(
    "page", ["javascript:alert(1)", "http://[broken", "ann@customer.example", "data:text/html,x"]
)
def test_what_is_no_address_of_a_page_is_not_kept(presence: RedisPresence, page: str) -> None:
    visitors, chat = RedisVisitors(presence, lambda: b"s" * 32), uuid4()
    visitors.note(ACCOUNT, INBOX, chat, VISITOR, "here", page)
    there = visitors.of(ACCOUNT, chat)
    assert there is not None
    assert not there.page


def test_all_processes_hear_of_it_as_a_frame_of_ids(presence: RedisPresence, redis_url: str) -> None:
    heard: list[Frame] = []
    presence.follow(heard.append)
    with redis.Redis.from_url(redis_url) as client:
        assert wait_until(lambda: client.pubsub_numsub(CHANNEL)[0][1] >= 1, PATIENCE)
    visitors = RedisVisitors(presence, lambda: b"s" * 32)
    assert wait_until(lambda: visitors.hears, PATIENCE)
    visitors.note(ACCOUNT, INBOX, CHAT, VISITOR, "here", PAGE)
    assert wait_until(lambda: any(one.ids["conversation_id"] == str(CHAT) for one in heard), PATIENCE)
    told = next(one for one in heard if one.ids["conversation_id"] == str(CHAT))
    assert (told.kind, told.position, told.inbox_id, told.account_id) == ("visitor", 0, INBOX, ACCOUNT)
    assert told.ids == {
        "conversation_id": str(CHAT), "inbox_id": str(INBOX), "visitor_id": str(VISITOR), "doing": "here",
    }  # fmt: skip


def test_without_redis_nobody_seems_to_be_there() -> None:
    with closing(RedisPresence("redis://127.0.0.1:1/0")) as away:
        visitors = RedisVisitors(away, lambda: b"s" * 32)
        visitors.note(ACCOUNT, INBOX, CHAT, VISITOR, "here")
        assert visitors.of(ACCOUNT, CHAT) is None
        away.follow(lambda frame: pytest.fail(frame.kind))
        assert not visitors.hears


def test_a_watch_wakes_for_its_own_only() -> None:
    narrow, other = Narrow(), uuid4()
    mine, theirs = narrow.watch([CHAT]), narrow.watch([other])
    mine.also(VISITOR)
    narrow.tell(
        [frame(conversation_id=str(CHAT)), frame(conversation_id=str(uuid4())), frame(contact_id=str(CHAT))]
    )
    narrow.tell([frame(visitor_id=str(VISITOR), conversation_id=str(CHAT))])
    assert len(mine.next(0)) == 2
    assert mine.next(0) == theirs.next(0) == []
    narrow.tell([frame(conversation_id=str(other))] * (KEPT + 5))
    assert len(theirs.next(0)) == KEPT
    mine.close()
    narrow.tell([frame(conversation_id=str(CHAT))])
    assert mine.next(0) == []


def test_a_watch_that_waits_is_woken_and_ends_with_the_process() -> None:
    narrow = Narrow()
    watch = narrow.watch([CHAT])
    found: list[list[Frame]] = []
    waiting = threading.Thread(target=lambda: found.extend(watch.next(PATIENCE) for _ in range(2)))
    waiting.start()
    narrow.tell([frame(conversation_id=str(CHAT))])
    assert wait_until(lambda: len(found) == 1, PATIENCE)
    narrow.close()
    waiting.join(PATIENCE)
    assert [len(one) for one in found] == [1, 0]
