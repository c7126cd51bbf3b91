"""An account as a routing rule sees it at a moment: folded from its streams, by the aggregates themselves."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from domain.account.aggregate import Account
from domain.contact.aggregate import Contact
from domain.conversation.aggregate import Conversation
from domain.inbox.aggregate import Inbox
from domain.kernel.aggregate import Aggregate
from domain.kernel.event import Event, Opening
from domain.routing.facts import Candidate
from domain.simulation.loads import Loads
from domain.team.aggregate import Team
from domain.user.aggregate import User

KINDS = (Account, User, Team, Inbox, Contact, Conversation)
TOPICS = frozenset(kind.TOPIC for kind in KINDS)
A = TypeVar("A", bound=Aggregate)


class Population:
    """What is known of streams that were seen from their beginning; events of others are passed over."""

    def __init__(self) -> None:
        """Know nobody."""
        self._known: dict[UUID, Aggregate] = {}
        self._teams: dict[UUID, Team] = {}

    def take(self, event: Event) -> None:
        """Take in an event of a person, team, inbox, contact, conversation or of the account."""
        found = self._known.get(event.originator_id)
        if found is not None:
            found.evolve(event)
        elif isinstance(event, Opening) and event.OF in TOPICS:
            opened = event.mutate(None)
            self._known[event.originator_id] = opened
            if isinstance(opened, Team):
                self._teams[opened.id] = opened

    def find(self, cls: type[A], stream_id: UUID | None) -> A | None:
        """Return one thing as it is, None where it is not known."""
        found = None if stream_id is None else self._known.get(stream_id)
        return found if isinstance(found, cls) else None

    def candidates(
        self, inbox_id: UUID, user_ids: Iterable[UUID], team_ids: Iterable[UUID], loads: Loads, at: datetime
    ) -> tuple[Candidate, ...]:
        """Return the users named and the members of the teams, each once, as a rule would have been told of them."""
        extra = dict.fromkeys(user_ids, False)
        for team_id in team_ids:
            members = self._teams[team_id].members if team_id in self._teams else {}
            for user_id, beside in members.items():
                extra[user_id] = extra.get(user_id, True) and beside
        found = ((self.find(User, user_id), beside) for user_id, beside in sorted(extra.items()))
        return tuple(
            self._candidate(user, inbox_id, loads, at, extra=beside)
            for user, beside in found
            if user is not None
        )

    def _candidate(self, user: User, inbox_id: UUID, loads: Loads, at: datetime, *, extra: bool) -> Candidate:
        inbox = self.find(Inbox, inbox_id)
        teams = [team.id for team in self._teams.values() if user.id in team.members]
        held = loads.of(user.id)
        return Candidate(
            user_id=user.id,
            active=user.active,
            seats=user.seats,
            inbox_access=inbox is not None and inbox.admits(user.id, teams),
            available=user.is_available(at),
            open_count=len(held),
            live_count=sum(held.values()),
            total_limit=user.total_limit,
            live_limit=user.live_limit,
            last_turn_at=loads.turns.get(user.id),
            last_assigned_at=loads.taken_at.get(user.id),
            extra=extra,
        )

    def owner_of(self, contact_id: UUID, *, needs_cookie: bool) -> tuple[UUID | None, bool]:
        """Return who owns the contact, or whom it counts for, and whether it is tracked (RTG-03)."""
        contact = self.find(Contact, contact_id)
        while contact is not None and contact.merged_into is not None:
            contact = self.find(Contact, contact.merged_into)
        if contact is None:
            return None, False
        linked, cookies = [contact], False
        for one in linked:
            cookies |= bool(one.cookies)
            absorbed = (self.find(Contact, other) for other in sorted(one.absorbed))
            linked += [other for other in absorbed if other is not None]
        account = self.find(Account, contact.account_id)
        known = account is not None and account.owner_rules.identified and not needs_cookie
        return contact.owner_id, cookies or known
