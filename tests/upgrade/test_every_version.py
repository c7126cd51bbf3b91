"""What every released version left behind is read by this one, for ever (RL-08, AUD-05)."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from eventsourcing.utils import resolve_topic

from domain.catalogue import events
from domain.kernel.event import Opening, payload
from infrastructure.bootstrap import Application, bootstrap
from infrastructure.settings import Settings
from tests.support.installation import Installation
from tests.support.mails import a_mail
from tests.support.world import World

HERE = Path(__file__).parent
VERSIONS = sorted(path.name for path in HERE.iterdir() if (path / "history.backup").exists())


@dataclass(frozen=True)
class Left:
    """What a version left, restored by this one."""

    expected: dict[str, Any]
    there: Installation


@pytest.fixture
def left(request: pytest.FixtureRequest, empty_database: str, tmp_path: Path) -> Left:
    version, name = request.param
    folder = HERE / version
    there = Installation(empty_database, tmp_path / "state")
    (there.state / "keys").mkdir(parents=True)
    shutil.copy(folder / f"{name}.master.json", there.state / "keys" / "master.json")
    verify = () if name == "history" else ("--no-verify",)
    done = there.run(
        "restore", folder / f"{name}.backup", "--destroyed", folder / f"{name}.destroyed", *verify
    )
    assert done.exit_code == 0, done.output
    return Left(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")), there)


@pytest.fixture
def app(left: Left) -> Iterator[Application]:
    with left.there.opened() as opened:
        yield opened


HISTORIES = pytest.mark.parametrize(
    "left", [(version, "history") for version in VERSIONS], indirect=True, ids=VERSIONS
)
LOGS = pytest.mark.parametrize(
    "left", [(version, "events") for version in VERSIONS], indirect=True, ids=VERSIONS
)


def test_the_first_version_is_among_them() -> None:
    assert VERSIONS[0] == "0.1.0"


@LOGS
@pytest.mark.req("AUD-05")
def test_every_event_class_there_ever_was_reads_as_it_was_written(left: Left) -> None:
    known = events()
    settings = Settings(database_url=left.there.dsn, redis_url="redis://unused", state=left.there.state)
    with bootstrap(settings) as app:
        read = {recorded.event.TOPIC: recorded.event for recorded in app.log.read(0, 10_000)}
    assert set(left.expected) == set(read)
    assert set(left.expected) <= set(known)
    for topic, fields in left.expected.items():
        found = {name: repr(value) for name, value in payload(read[topic]).items()}
        assert {name: found.get(name) for name in fields} == fields, topic


@HISTORIES
@pytest.mark.req("RL-08", "AUD-05", "PRV-08")
def test_a_history_goes_on(left: Left, app: Application) -> None:
    log = app.log.read(0, 10_000)
    assert log[-1].position == app.log.last_position() >= left.expected["events"]
    streams = Counter(event.originator_id for _, event in log)
    openings = [event for _, event in log if isinstance(event, Opening)]
    assert {event.originator_id for event in openings} == set(streams)
    for opening in openings:
        loaded = app.log.fresh(resolve_topic(opening.OF), opening.originator_id)
        assert loaded is not None
        assert loaded.version == streams[opening.originator_id]
    the_erased_stay_erased(left, app)
    a_reply_comes_back_to_its_conversation(left, app)


def the_erased_stay_erased(left: Left, app: Application) -> None:
    with psycopg.connect(left.there.dsn) as db:
        tables = db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'views'").fetchall()
        content = "".join(
            str(db.execute(f"SELECT t::text FROM views.{name} AS t").fetchall()) for (name,) in tables
        )
    for word in left.expected["erased_words"]:
        assert word not in content.lower(), word
    assert left.expected["contact_name"] in content
    assert any(app.blobs.store.ids())


def a_reply_comes_back_to_its_conversation(left: Left, app: Application) -> None:
    expected = left.expected
    target = app.door.lookup(expected["hosted"])
    assert target is not None
    world = World(ports=app.ports, adopt=(UUID(expected["account"]), expected["domain"]))
    reply = a_mail(
        "It is here now!",
        sender=expected["address"],
        message_id="new1@customer.example",
        answers=expected["our_message_id"],
    )
    assert str(world.mailed(target.channel_id, reply)) == expected["conversation"]
    again = a_mail(
        "Do you know me?",
        sender=expected["erased_address"],
        message_id="new2@customer.example",
        answers="marmosets@customer.example",
    )
    assert str(world.mailed(target.channel_id, again)) != expected["erased_conversation"]
    assert app.positions.wait_for(app.log.last_position(), 30)
    with psycopg.connect(left.there.dsn) as db:
        contacts = db.execute(
            "SELECT DISTINCT contact_id::text FROM views.inbox_list WHERE contact_address = %s",
            (expected["erased_address"],),
        ).fetchall()
    assert len(contacts) == 1
    assert contacts != [(expected["erased_contact"],)]
