"""Reactors answer every event once, in order, whatever fails; what keeps failing is put aside and can be replayed."""

from collections.abc import Iterator, Sequence
from threading import Event as Flag
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from application.bus import Busy, Command
from application.ports import Unavailable
from application.reactor import Happened, Reactor, Work, cause_of
from domain.contact.events import ContactCreated, ContactRenamed
from domain.kernel.refusal import NotFound
from infrastructure.embedded.processes import wait_until
from infrastructure.postgres.pool import connect
from infrastructure.reacting.dispatcher import ATTEMPTS, Dispatcher
from infrastructure.reacting.places import Places
from infrastructure.reacting.reaction import Reaction
from infrastructure.reacting.replay import replay_dead_letters
from tests.support.contacts import create, create_many, rename
from tests.support.office import OWN, PATIENCE, Desk, Office, react
from tests.support.store import opened_store


@pytest.fixture
def office(database: str) -> Iterator[Office]:
    with opened_store(database) as store:
        desk, places = Desk(store), Places(store.pool)
        queued: list[tuple[str, UUID, UUID, str]] = []
        dispatcher = Dispatcher(desk, places, lambda *work: queued.append(work), pause=0.001)
        yield Office(store, desk, places, dispatcher, queued)


def test_a_command_names_its_cause_and_the_first_cause(office: Office) -> None:
    made, position = create(office.store)
    opening = office.store.log.stream(made.id)[0]
    with office.open(OWN):
        assert office.reached(OWN, position)
    ((_, env),) = office.desk.seen
    assert env.correlation_id == opening.envelope.correlation_id
    assert (env.account_id, env.causation_id) == (opening.account_id, cause_of(opening))
    assert (env.actor, env.command_id) == ("system:own_on_created", OWN.command_id(position, 0))


def test_a_new_one_begins_now_and_its_place_passes_other_events(office: Office) -> None:
    now = Reactor("from_now", frozenset({ContactCreated}), react)
    _, before = create(office.store)
    with office.open(now):
        assert office.reached(now, before)
        ada, created = create(office.store)
        renamed = rename(office.store, ada, "Ada L.")
        assert office.reached(now, renamed)
    assert [contact for contact, _ in office.desk.seen] == [ada.id]
    bob = create(office.store)[0]
    with office.open(now):
        assert wait_until(lambda: len(office.desk.seen) == 2, PATIENCE)
    assert [contact for contact, _ in office.desk.seen] == [ada.id, bob.id]
    assert created < renamed


@pytest.mark.req("RL-01")
def test_ended_between_command_and_place_it_repeats_without_effect(office: Office) -> None:
    last = create_many(office.store, ["Ada"] * 30)
    reaction = Reaction(OWN, office.store.log, office.places, office.dispatcher, page=10)
    with pytest.MonkeyPatch.context() as patch:
        # the place cannot be saved: as if it ended there, three times
        patch.setattr(office.places, "save", _crash)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                reaction.step(None, Flag())
            reaction.resume(last)
    assert (len(office.desk.seen), office.owners()) == (30, 10)
    with office.open(OWN):
        assert office.reached(OWN, last)
    assert (len(office.desk.seen), office.owners()) == (60, 30)


def _crash(*_: object) -> None:
    raise ZeroDivisionError


@pytest.mark.req("RL-01")
def test_two_processes_share_the_reactors_and_one_takes_over(office: Office) -> None:
    other = Reactor("own_on_renamed", frozenset({ContactRenamed}), react, from_start=True)
    with office.open(OWN, other):
        with office.open(OWN, other):
            ada, _ = create(office.store)
            assert office.reached(OWN, rename(office.store, ada, "Ada L."))
        assert office.reached(other, create(office.store)[1])
    assert office.owners() == len(office.desk.seen) == 3


@pytest.mark.req("RL-03")
def test_a_database_that_went_away_is_waited_for(office: Office, database: str) -> None:
    with office.open(OWN):
        assert office.reached(OWN, create(office.store)[1])
        for _ in range(2):
            with psycopg.connect(database, autocommit=True) as db:
                db.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            with opened_store(database) as fresh:
                position = create(fresh)[1]
                assert wait_until(lambda: Places(fresh.pool).all()[OWN.name] >= position, PATIENCE)  # noqa: B023
    assert office.owners() == 3


def test_busy_and_absent_servers_are_waited_for_without_losing_order(office: Office) -> None:
    office.desk.failing = [
        Busy(),
        Unavailable(),
        *[Busy() for _ in range(ATTEMPTS)],
        psycopg.OperationalError(),
    ]
    contacts = [create(office.store)[0].id for _ in range(5)]
    with office.open(OWN):
        assert office.reached(OWN, office.store.log.last_position())
    assert [contact for contact, _ in office.desk.seen] == contacts
    assert office.places.dead_letters() == []


def test_a_refusal_is_an_outcome(office: Office) -> None:
    office.desk.failing = [NotFound("contact")]
    create(office.store)
    with office.open(OWN):
        assert office.reached(OWN, create(office.store)[1])
    assert office.places.dead_letters() == []
    assert office.dispatcher.counts == {(OWN.name, "refused"): 1, (OWN.name, "commands"): 1}


@pytest.mark.req("RL-05")
def test_what_keeps_failing_is_put_aside_and_replayed_after_a_fix(office: Office) -> None:
    office.desk.failing = [ValueError("secret") for _ in range(ATTEMPTS)]
    first, second = create(office.store), create(office.store)
    with office.open(OWN):
        assert office.reached(OWN, second[1])
    assert [contact for contact, _ in office.desk.seen] == [second[0].id]
    (letter,) = office.places.dead_letters()
    assert letter == (OWN.name, first[1], 0, "ValueError", ATTEMPTS)
    office.desk.failing = [KeyError("x")]
    (letter,) = replay_dead_letters(office.store.log, [OWN], office.places, office.dispatcher)
    assert letter == (OWN.name, first[1], 0, "KeyError", ATTEMPTS + 1)
    assert replay_dead_letters(office.store.log, [OWN], office.places, office.dispatcher) == []
    assert office.owners() == 2


@pytest.mark.req("RL-05")
def test_an_event_it_fails_at_or_cannot_read_is_put_aside(office: Office) -> None:
    def fragile(happened: Happened) -> Sequence[Command | Work]:
        if broken and isinstance(happened.event, ContactRenamed) and happened.event.name == "poison":
            raise LookupError
        return react(happened)

    broken = True
    reactor = Reactor("fragile", frozenset({ContactRenamed}), fragile, from_start=True)
    ada, _ = create(office.store)
    poisoned = rename(office.store, ada, "poison")
    with psycopg.connect(office.store.dsn) as db:
        ((unreadable,),) = db.execute(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state)"
            " VALUES (%s, 1, 'contact.renamed', 'nonsense') RETURNING notification_id",
            (uuid4(),),
        ).fetchall()
    last = rename(office.store, ada, "fine")
    with office.open(reactor):
        assert office.reached(reactor, last)
    assert [letter[1:4] for letter in office.places.dead_letters()] == [
        (poisoned, -1, "LookupError"),
        (unreadable, -1, "JSONDecodeError"),
    ]
    broken = False
    (left,) = replay_dead_letters(office.store.log, [reactor], office.places, office.dispatcher)
    assert left.position == unreadable
    assert office.owners() == 2


def test_work_for_the_outside_is_queued(office: Office) -> None:
    def ask(happened: Happened) -> Sequence[Command | Work]:
        return (Work("send", happened.event.originator_id, "key"),)

    reactor = Reactor("ask", frozenset({ContactCreated}), ask, from_start=True)
    made, position = create(office.store)
    with office.open(reactor):
        assert office.reached(reactor, position)
    assert office.queued == [("send", made.account_id, made.id, "key")]


@pytest.mark.req("PF-02")
def test_where_nothing_is_to_be_done_nobody_is_asked_and_no_line_is_written(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    idle = Reactor("idle", frozenset({ContactCreated}), lambda _: (), from_start=True)
    position = create_many(office.store, ("Ada", "Bob", "Cy"))
    with caplog.at_level("INFO"), office.open(idle):
        assert office.reached(idle, position)
    assert office.desk.batches == []
    assert "carried out" not in caplog.messages


def test_several_workers_keep_the_order_of_a_partition(office: Office) -> None:
    reactor = Reactor(
        "parallel", frozenset({ContactCreated, ContactRenamed}), react, from_start=True, workers=4
    )
    contacts = [create(office.store)[0] for _ in range(6)]
    expected: dict[UUID, list[UUID]] = {}
    for recorded in office.store.log.read(0, 100):
        expected.setdefault(recorded.event.originator_id, []).append(reactor.command_id(recorded.position, 0))
    for number in range(5):
        for contact in contacts:
            position = rename(office.store, contact, f"Ada {number}")
            expected[contact.id].append(reactor.command_id(position, 0))
    with office.open(reactor):
        assert office.reached(reactor, position)
    found: dict[UUID, list[Any]] = {}
    for contact_id, env in office.desk.seen:
        found.setdefault(contact_id, []).append(env.command_id)
    assert found == expected


def test_nothing_is_reacted_to_twice_when_places_are_read_again(office: Office) -> None:
    with office.open(OWN):
        assert office.reached(OWN, create(office.store)[1])
    with office.open(OWN), connect(office.store.dsn) as db:
        locks = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        assert wait_until(lambda: bool(db.execute(locks).fetchall()), PATIENCE)
        assert office.reached(OWN, create(office.store)[1])
    assert len(office.desk.seen) == 2
