"""The same world on the real log: what in memory is a version is there a key, and races are real."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Barrier
from uuid import UUID

import pytest

from application.account import SetLimits
from application.bus import Command
from application.channel import SetAddress
from application.claims import AlreadyTaken
from application.contact import RenameContact
from application.inbox import RenameInbox
from application.pipeline import ChangeStages
from application.ports import Outcome
from application.team import AddTeamMember
from application.ticket import OpenTicket, TicketLimitReached
from application.ticket_changes import RenameTicket
from application.unit import Ports
from application.user import SetCapacity
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.kernel.refusal import Refusal, VersionMismatch
from domain.pipeline.aggregate import DEFAULT
from domain.team.aggregate import Team
from domain.ticket.events import TicketOpened
from infrastructure.events.master import from_secrets
from infrastructure.secrets import Secrets
from tests.support.folded import Folded
from tests.support.mails import a_mail
from tests.support.memory_ports import memory_ports
from tests.support.store import MASTER, opened_store
from tests.support.world import World

WRITERS = 6


@pytest.fixture
def ports(database: str) -> Iterator[Ports]:
    with opened_store(database) as store:
        folded = Folded(store.log)
        yield replace(
            memory_ports(),
            log=store.log,
            secrets=Secrets(store.pool, from_secrets(MASTER), store.log),
            access=folded,
            facts=folded,
        )


def raced(writers: int, act: Callable[[int], Outcome]) -> list[Outcome | Refusal]:
    """Let several threads do the same at the same time; a refusal is an answer like any other."""
    barrier = Barrier(writers)

    def one(number: int) -> Outcome | Refusal:
        barrier.wait()
        try:
            return act(number)
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(writers) as threads:
        return list(threads.map(one, range(writers)))


@pytest.mark.req("EML-15", "TKT-01", "RL-04")
def test_a_mail_becomes_an_assigned_conversation_with_a_ticket(ports: Ports) -> None:
    world = World(ports=ports)
    ann = world.user("Ann")
    conversation = world.get(Conversation, world.mailed(world.channel(users=(ann,), tickets=True), a_mail()))
    assert conversation.assignee_id == ann
    assert world.get(Contact, conversation.contact_id).tickets == 1


@pytest.mark.req("EML-02")
def test_of_channels_that_race_for_an_address_one_has_it(ports: Ports) -> None:
    world = World(ports=ports)
    channels = [world.connecting(upto="address") for _ in range(WRITERS)]
    address = world.address("help")
    answers = raced(WRITERS, lambda n: world.do(SetAddress(channels[n], address)))
    assert sum(isinstance(answer, AlreadyTaken) for answer in answers) == WRITERS - 1


@pytest.mark.req("TKT-03")
def test_of_tickets_that_race_for_the_last_place_one_has_it(ports: Ports) -> None:
    world = World(ports=ports)
    world.do(SetLimits(1))
    conversation = world.conversation(world.channel())
    command = OpenTicket(conversation, "Race", world.pipeline, "new")
    answers = raced(WRITERS, lambda _: world.do(command, by=world.admin))
    assert sum(isinstance(answer, TicketLimitReached) for answer in answers) == WRITERS - 1
    (ticket,) = [answer.streams[0] for answer in answers if isinstance(answer, Outcome)]
    assert len(world.happened(ticket, TicketOpened)) == 1


def test_of_changes_that_race_none_is_lost(ports: Ports) -> None:
    world = World(ports=ports)
    users: list[UUID] = [world.user(f"user{number}") for number in range(WRITERS)]
    team = world.team("Night")
    raced(WRITERS, lambda n: world.do(AddTeamMember(team, users[n])))
    assert world.get(Team, team).members == dict.fromkeys(users, False)


Change = Callable[[int, int | None], Command]


def changes(world: World) -> dict[UUID, Change]:
    """Return what several people may change at once: a thing of each kind, and a change that differs by its number."""
    ann = world.user("Ann")
    conversation = world.mailed(world.channel(users=(ann,), tickets=True), a_mail())
    contact = world.get(Conversation, conversation).contact_id
    ticket = world.do(OpenTicket(conversation, "Race", world.pipeline, "new"), by=world.admin).streams[0]
    return {
        contact: lambda n, seen: RenameContact(contact, f"Name {n}", seen),
        ticket: lambda n, seen: RenameTicket(ticket, name=f"Ticket {n}", expected_version=seen),
        world.inbox: lambda n, seen: RenameInbox(
            inbox_id=world.inbox, name=f"Inbox {n}", expected_version=seen
        ),
        ann: lambda n, seen: SetCapacity(user_id=ann, live=n, total=n, expected_version=seen),
        world.pipeline: lambda n, seen: renamed_stages(world.pipeline, n, seen),
    }


def renamed_stages(pipeline: UUID, number: int, seen: int | None) -> Command:
    stages = ({**DEFAULT[0], "name": f"New {number}"}, *DEFAULT[1:])
    return ChangeStages(pipeline_id=pipeline, stages=stages, expected_version=seen)


def carried_out(world: World, change: Change, seen: int | None, number: int) -> Outcome:
    return world.do(change(number, seen), by=world.admin)


@pytest.mark.req("RL-07")
def test_of_writers_at_one_thing_each_change_is_kept_or_refused(ports: Ports) -> None:
    world = World(ports=ports)
    for thing, change in changes(world).items():
        before = len(ports.log.stream(thing))
        answers = raced(WRITERS, partial(carried_out, world, change, None))
        done = [answer for answer in answers if isinstance(answer, Outcome)]
        assert len(done) == WRITERS, answers
        assert len({answer.position for answer in done}) == WRITERS
        events = ports.log.stream(thing)
        assert len(events) == before + WRITERS
        assert [event.originator_version for event in events] == list(range(1, len(events) + 1))


@pytest.mark.req("RL-07")
def test_of_writers_who_saw_the_same_only_the_first_writes(ports: Ports) -> None:
    world = World(ports=ports)
    for thing, change in changes(world).items():
        seen = len(ports.log.stream(thing))
        answers = raced(WRITERS, partial(carried_out, world, change, seen))
        assert sum(isinstance(answer, VersionMismatch) for answer in answers) == WRITERS - 1, answers
        assert len(ports.log.stream(thing)) == seen + 1
