"""Arranges a demo account: people, seats, a team, inboxes, connected channels, the relay, a token."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from application.account import OpenAccount
from application.bus import Command
from application.channel import (
    AcceptTerms,
    ChooseProvider,
    Connect,
    SetAddress,
    SetSenderDetails,
    StartConnect,
)
from application.channel_automation import SetRoutingRule, SetTicketAutomation
from application.inbox import RenameInbox
from application.team import AddTeamMember, CreateTeam
from application.token import IssueToken
from application.user import AssignSeat, InviteUser, SetCapacity
from application.user_self import SetAvailability, SetPassword
from infrastructure.demo.company import Person, Place
from infrastructure.demo.crew import OPERATOR, Crew

BEFORE = timedelta(days=35)
"""How long before now the people came; the first mail follows some days later."""
SCOPES = ("conversation_read", "conversation_write", "ticket_write", "contact_write")
TERMS_VERSION = "demo-1"
TERMS = "I may share this mailbox with my colleagues, and its mail may be kept here. This is a demo: nobody is bound by it."
Keyed = tuple[str, Command]


def arrange(crew: Crew, now: datetime, password_hash: str, token_hash: bytes) -> None:
    """Carry out all of it that was not carried out before."""
    company, admin = crew.company, crew.company.people[0]
    opening = OpenAccount(
        company.name, company.created_on, "Europe/Warsaw", "en", crew.address(admin.key), admin.name
    )
    crew.arrange("open", opening, crew.opened_at, OPERATOR)
    steps = [*_people(crew), *_places(crew), ("token", IssueToken("Demo", SCOPES, None, token_hash))]
    for number, (key, command) in enumerate(steps):
        crew.arrange(key, command, now - BEFORE + timedelta(minutes=number))
    for person in company.people:
        crew.arrange(
            f"password:{person.key}",
            SetPassword(crew.user(person.key), password_hash),
            now - BEFORE,
            crew.actor(person.key),
        )


def _people(crew: Crew) -> Iterator[Keyed]:
    company = crew.company
    for person in company.people:
        yield from _person(crew, person)
    if company.team:
        yield "team", CreateTeam(company.team_name)
    for key in company.team:
        yield f"member:{key}", AddTeamMember(crew.team(), crew.user(key))


def _person(crew: Crew, person: Person) -> Iterator[Keyed]:
    key, user = person.key, crew.user(person.key)
    if key != crew.admin:
        yield f"invite:{key}", InviteUser(crew.address(key), person.name, person.roles)
    for hub in person.seats:
        yield f"seat:{key}:{hub}", AssignSeat(user, hub)
    if person.total is not None:
        yield f"capacity:{key}", SetCapacity(user, live=None, total=person.total)
    if person.available:
        yield f"available:{key}", SetAvailability(user, available=True)


def _places(crew: Crew) -> Iterator[Keyed]:
    first = crew.company.places[0]
    yield f"rename:{first.key}", RenameInbox(crew.inbox(first.key), first.inbox)
    for place in crew.company.places:
        yield from _channel(crew, place)


def _channel(crew: Crew, place: Place) -> Iterator[Keyed]:
    key, channel, first = place.key, crew.channel(place.key), crew.company.places[0]
    users = tuple(crew.user(one) for one in place.rule)
    teams = (crew.team(),) if place.team_rule else ()
    known = crew.inbox(key) if place is first else None
    yield f"start:{key}", StartConnect("email", known, "" if known else place.inbox)
    yield f"provider:{key}", ChooseProvider(channel, "other")
    yield (
        f"terms:{key}",
        AcceptTerms(channel, TERMS_VERSION, hashlib.sha256(TERMS.encode()).hexdigest(), "en"),
    )
    yield f"address:{key}", SetAddress(channel, crew.address(key))
    yield f"sender:{key}", SetSenderDetails(channel, "agent_and_company", crew.company.name)
    yield f"rule:{key}", SetRoutingRule(channel, enabled=bool(users or teams), user_ids=users, team_ids=teams)
    pipeline = crew.pipeline() if place.tickets else None
    yield f"tickets:{key}", SetTicketAutomation(channel, enabled=place.tickets, pipeline_id=pipeline)
    yield f"connect:{key}", Connect(channel)
