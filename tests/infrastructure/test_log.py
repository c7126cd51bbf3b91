"""The log: what is appended comes back, sealed by subject, in order, once, and can be forgotten."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest
from eventsourcing.persistence import MapperDeserialisationError, StoredEvent

from application.ports import Conflict
from domain.contact.aggregate import Contact
from domain.kernel.envelope import Envelope
from domain.kernel.refusal import NotFound
from infrastructure.events.master import from_file, rotate_file
from tests.support.store import Store, opened_store

ACCOUNT = uuid4()
SECRET_NAME = "Zofia Brzęczyszczykiewicz"


def env(command_id: UUID | None = None) -> Envelope:
    return Envelope(ACCOUNT, "system:test", datetime.now(UTC), uuid4(), uuid4(), command_id)


def contact(name: str = SECRET_NAME) -> Contact:
    return Contact.create(uuid4(), env(), name=name, source="email")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with opened_store(database) as opened:
        yield opened


def raw(store: Store) -> bytes:
    with psycopg.connect(store.dsn) as db:
        return b"".join(state for (state,) in db.execute("SELECT state FROM stored_events"))


def test_events_come_back_as_they_were(store: Store) -> None:
    made = contact()
    written = list(made.pending_events)
    position = store.log.append(ACCOUNT, None, [made], {}).position
    (recorded,) = store.log.read(0, 10)
    assert recorded.position == position == store.log.last_position()
    assert [recorded.event] == written
    with opened_store(store.dsn) as elsewhere:
        assert elsewhere.log.stream(made.id) == written


@pytest.mark.req("PRV-08", "SE-06")
def test_personal_fields_are_sealed_and_forgotten_with_their_key(store: Store) -> None:
    made = contact()
    store.log.append(ACCOUNT, None, [made], {})
    assert SECRET_NAME.encode() not in raw(store)
    store.keyring.destroy([made.id])
    (recorded,) = store.log.read(0, 10)
    assert recorded.event.erased
    assert recorded.event.name == "[erased]"  # type: ignore[attr-defined]
    with opened_store(store.dsn) as elsewhere:
        assert elsewhere.log.load(Contact, made.id) is not None


@pytest.mark.req("PRV-08")
def test_nothing_more_is_sealed_for_an_erased_subject(store: Store) -> None:
    made = contact()
    store.log.append(ACCOUNT, None, [made], {})
    store.keyring.destroy([made.id])
    made.rename(env(), name="again")
    with pytest.raises(NotFound, match="no such contact"):
        store.log.append(ACCOUNT, None, [made], {})


@pytest.mark.req("SE-08")
def test_a_sealed_part_moved_to_another_event_does_not_open(store: Store) -> None:
    made = contact()
    store.log.append(ACCOUNT, None, [made], {})
    ((_, stream, version, topic, state),) = store.recorder.page(0, 10)
    with pytest.raises(MapperDeserialisationError, match="changed or moved"):
        store.log.mapper.to_domain_event(StoredEvent(stream, version + 1, topic, state))


def test_events_cannot_be_changed_or_removed(store: Store) -> None:
    store.log.append(ACCOUNT, None, [contact()], {})
    for statement in (
        "UPDATE stored_events SET topic = 'x'",
        "DELETE FROM stored_events",
        "TRUNCATE stored_events",
    ):
        with (
            psycopg.connect(store.dsn) as db,
            pytest.raises(psycopg.errors.IntegrityError, match="immutable"),
        ):
            db.execute(statement)


@pytest.mark.req("API-01")
def test_a_command_is_recorded_once(store: Store) -> None:
    command = uuid4()
    first = contact()
    outcome = store.log.append(ACCOUNT, command, [first], {})
    with pytest.raises(Conflict):
        store.log.append(ACCOUNT, command, [contact()], {})
    assert store.log.outcome_of(ACCOUNT, command) == outcome
    assert outcome.streams == (first.id,)
    assert store.log.outcome_of(uuid4(), command) is None
    assert len(store.log.read(0, 10)) == 1


def test_a_decision_on_what_is_no_longer_so_is_not_recorded(store: Store) -> None:
    read = contact()
    store.log.append(ACCOUNT, None, [read], {})
    version = read.version
    loaded = store.log.load(Contact, read.id)
    assert loaded is not None
    loaded.rename(env(), name="Other")
    store.log.append(ACCOUNT, None, [loaded], {})
    with pytest.raises(Conflict):
        store.log.append(ACCOUNT, None, [contact()], {read.id: version})
    with pytest.raises(Conflict):
        store.log.append(ACCOUNT, None, [contact()], {read.id: 0})
    store.log.append(ACCOUNT, None, [contact()], {read.id: version + 1, uuid4(): 0})


def test_of_many_writers_of_one_stream_each_version_has_one(store: Store) -> None:
    made = contact()
    store.log.append(ACCOUNT, None, [made], {})

    def rename(number: int) -> int:
        attempts = 0
        while True:
            attempts += 1
            mine = store.log.mapped(Contact, store.recorder.streams([made.id]))
            assert mine is not None
            mine.rename(env(), name=str(number))
            try:
                store.log.append(ACCOUNT, None, [mine], {})
            except Conflict:
                continue
            return attempts

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(rename, range(24)))
    events = store.log.stream(made.id)
    assert [event.originator_version for event in events] == list(range(1, 26))
    assert {event.name for event in events[1:]} == {str(n) for n in range(24)}  # type: ignore[attr-defined]


@pytest.mark.req("SE-06")
def test_the_master_key_can_be_rotated(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("keys") / "master.json"
    store.keyring.master = from_file(path)
    made = contact()
    store.log.append(ACCOUNT, None, [made], {})
    running = from_file(path)
    store.keyring.master = rotate_file(path)
    assert store.keyring.rewrap() == 1
    assert store.keyring.rewrap() == 0
    with opened_store(store.dsn) as elsewhere:
        elsewhere.keyring.master = running
        assert not elsewhere.log.stream(made.id)[0].erased
        assert running.current == "2"
    only_new = from_file(path)
    only_new.path = None
    del only_new.ciphers["1"]
    store.keyring.master = only_new
    store.keyring.forget([made.id])
    (recorded,) = store.log.read(0, 10)
    assert recorded.event.name == SECRET_NAME  # type: ignore[attr-defined]
    assert path.stat().st_mode & 0o077 == 0


def test_an_aggregate_is_never_shared(store: Store) -> None:
    made = contact()
    store.log.append(ACCOUNT, None, [made], {})
    one, two = store.log.load(Contact, made.id), store.log.load(Contact, made.id)
    assert one is made
    assert two is not None
    assert two is not one


@pytest.mark.req("PRV-08")
def test_another_process_forgets_a_destroyed_key_within_seconds(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = contact()
    store.log.append(ACCOUNT, None, [made], {})
    with opened_store(store.dsn) as elsewhere:
        assert not elsewhere.log.stream(made.id)[0].erased
        store.keyring.destroy([made.id])
        now = time.monotonic()
        monkeypatch.setattr(time, "monotonic", lambda: now + 11)
        assert elsewhere.log.stream(made.id)[0].erased
        assert store.log.stream(made.id)[0].erased
