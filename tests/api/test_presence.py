"""Who is viewing and who is typing: told to those who see the inbox, forgotten in seconds, stored nowhere (CNV-04)."""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from uuid import UUID, uuid4

import pytest
import redis

from api.app import create_app
from api.live import Frame
from application.inbox import CreateInbox, SetInboxAccess
from infrastructure.embedded import Postgres
from infrastructure.embedded.processes import wait_until
from infrastructure.live.presence import CHANNEL, RedisPresence
from infrastructure.serving import api_services
from tests.api.test_conversations import mail
from tests.support import servers
from tests.support.api import SETTINGS, Client, Served, served

PATIENCE = 20.0
WATCHERS = 1000


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


@contextmanager
def watching(client: Client) -> Iterator[Iterator[dict[str, str]]]:
    """The frames of a stream, each with its `event`, its ids and, if it has one, its `id`."""
    client.served.caught_up()
    answer = client.served.app.test_client(use_cookies=False).get(
        "/api/v1/stream", headers=client.headers, buffered=False
    )
    assert answer.status_code == 200

    def frames() -> Iterator[dict[str, str]]:
        for chunk in answer.iter_encoded():
            for block in chunk.decode().split("\n\n"):
                fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
                if "event" in fields:
                    yield {**fields, **json.loads(fields["data"])}

    with closing(answer):
        yield frames()


def told(frames: Iterator[dict[str, str]]) -> dict[str, str]:
    """Return the next frame of who is there; a stream also tells what happened just before it began."""
    return next(frame for frame in frames if frame["event"] == "presence")


def say(client: Client, conversation: UUID, doing: str) -> int:
    return client.post(f"/conversations/{conversation}/presence", {"doing": doing}).status_code


def there(client: Client, conversation: UUID) -> dict[str, str]:
    items = client.read(f"/conversations/{conversation}/presence")["items"]
    return {item["user_id"]: item["doing"] for item in items}


@pytest.mark.req("CNV-04", "API-04")
def test_a_colleague_at_another_process_sees_who_types_and_who_left(processes: tuple[Served, Served]) -> None:
    one, other = processes
    world = one.world()
    ann = world.user("Ann")
    conversation = world.mailed(world.channel(), mail())
    writer, reader = one.client(world, ann), other.client(world)
    with watching(reader) as frames:
        assert say(writer, conversation, "viewing") == 204
        first = told(frames)
        assert first["doing"] == "viewing"
        assert "id" not in first
        ids = {name: first[name] for name in ("user_id", "conversation_id", "inbox_id")}
        assert ids == {
            "user_id": str(ann), "conversation_id": str(conversation), "inbox_id": str(world.inbox),
        }  # fmt: skip
        before = one.application.log.last_position()
        assert say(writer, conversation, "typing") == 204
        assert told(frames)["doing"] == "typing"
        assert there(reader, conversation) == {str(ann): "typing"}
        assert say(writer, conversation, "left") == 204
        assert told(frames)["doing"] == "left"
    assert there(reader, conversation) == {}
    assert one.application.log.last_position() == before


@pytest.mark.req("CNV-04", "ACC-10", "SE-01")
def test_who_does_not_see_the_inbox_learns_nothing(processes: tuple[Served, Served]) -> None:
    one, _ = processes
    world, elsewhere = one.world(), one.world()
    bo, hidden = world.user("Bo"), world.make(CreateInbox("Board"))
    world.do(SetInboxAccess(hidden, everyone=False, user_ids=(world.admin,)))
    secret = world.mailed(world.channel(address="board", inbox=hidden), mail())
    shown = world.mailed(world.channel(), mail())
    stranger, boss = one.client(world, bo), one.client(world)
    for foreign in (stranger, one.client(elsewhere)):
        assert say(foreign, secret, "viewing") == 404
        assert foreign.get(f"/conversations/{secret}/presence").status_code == 404
    with watching(stranger) as frames:
        assert say(boss, secret, "typing") == 204
        assert say(boss, shown, "typing") == 204
        assert told(frames)["conversation_id"] == str(shown)


@pytest.mark.req("CNV-04")
def test_who_says_too_much_is_told_to_wait_and_a_machine_is_nowhere(processes: tuple[Served, Served]) -> None:
    one, _ = processes
    world = one.world()
    conversation = world.mailed(world.channel(), mail())
    client = one.client(world)
    said = [say(client, conversation, "typing") for _ in range(30)]
    # leaving, coming back and writing in two windows at once is nobody's fault
    assert said[:20] == [204] * 20
    assert said[-1] == 429
    assert say(client, conversation, "dancing") == 422
    issued = client.post("/tokens", {"name": "robot", "scopes": ["conversation_read"]})
    assert say(one.machine(issued.json["token"]), conversation, "viewing") == 403


@pytest.mark.req("CNV-04")
def test_it_is_forgotten_in_seconds_by_itself(redis_url: str) -> None:
    now = [1_000.0]
    account, inbox, conversation, ann, bo = (uuid4() for _ in range(5))
    with closing(RedisPresence(redis_url, lambda: now[0])) as presence:
        presence.note(account, inbox, conversation, ann, "typing")
        presence.note(account, inbox, conversation, bo, "viewing")
        assert presence.of(account, conversation) == {ann: "typing", bo: "viewing"}
        now[0] += 6.5
        assert presence.of(account, conversation) == {ann: "viewing", bo: "viewing"}
        assert presence.of(uuid4(), conversation) == {}
        now[0] += 24
        assert presence.of(account, conversation) == {}
        with redis.Redis.from_url(redis_url) as client:
            (key,) = client.keys("postroom:presence:*")
            assert 0 < client.ttl(key) <= 30


@pytest.mark.req("CNV-04", "RL-02")
def test_a_lost_redis_costs_presence_and_nothing_else(api: Served) -> None:
    world = api.world()
    channel = world.channel()
    conversation = world.mailed(channel, mail())
    client = api.client(world)
    with watching(client) as frames:
        assert say(client, conversation, "typing") == 204
        assert there(client, conversation) == {}
        world.mailed(channel, mail())
        assert next(frames)["event"] != "presence"


@pytest.mark.req("CNV-04", "API-04")
def test_a_thousand_idle_streams_share_one_thread_and_one_connection(
    processes: tuple[Served, Served], redis_url: str
) -> None:
    heard: list[Frame] = []
    with closing(RedisPresence(redis_url)) as presence, redis.Redis.from_url(redis_url) as client:
        # other tests of this process may have one that follows, too
        others = client.pubsub_numsub(CHANNEL)[0][1]
        presence.follow(heard.append)
        assert wait_until(lambda: client.pubsub_numsub(CHANNEL)[0][1] > others, PATIENCE)
        threads, connections = threading.active_count(), len(client.client_list())
        for _ in range(WATCHERS):
            presence.follow(heard.append)
        commands = client.info("stats")["total_commands_processed"]
        assert (threading.active_count(), len(client.client_list())) == (threads, connections)
        ann = uuid4()
        presence.note(uuid4(), uuid4(), uuid4(), ann, "typing")
        assert wait_until(lambda: len(heard) == 1, PATIENCE)
        assert heard[0].ids["user_id"] == str(ann)
        # what this test asked itself, and one note: nothing for each watcher
        assert client.info("stats")["total_commands_processed"] - commands < 20
    hub = processes[0].services.live
    account = uuid4()
    watches = [hub.watch(account, None, 1) for _ in range(WATCHERS)]
    busy = threading.active_count()
    for watch in watches:
        watch.close()
    assert threading.active_count() == busy
