"""What is around the conversations of a history of hypothesis: people, places, views and who is who."""

from typing import Any
from uuid import UUID

from domain.channel import events as channel
from domain.contact import events as contact
from domain.inbox import events as inbox
from domain.kernel.event import Event
from domain.routing import events as routing
from domain.team import events as team
from domain.token import events as token
from domain.user import events as user
from domain.view import events as view
from tests.support.histories import History


class Surroundings(History):
    """Two inboxes, two users, and what becomes of them and of contacts."""

    def __init__(self, name: str) -> None:
        """Set the places and people up."""
        super().__init__(name)
        self.inboxes = [self.add_inbox("Support"), self.add_inbox("Sales")]
        self.users = [self.add_user("Ann"), self.add_user("Bea")]
        self.channels = [self.add_channel(inbox_id) for inbox_id in self.inboxes]
        self.command()
        self.team_id = self.new_id("team")
        self.record(team.TeamCreated, self.team_id, name="First line")
        self.contacts: list[UUID] = []
        self.gone: set[UUID] = set()
        self.assignees: dict[UUID, UUID | None] = {}
        self.claims: list[tuple[UUID, UUID]] = []
        self.merged: dict[UUID, UUID] = {}
        self.views: list[UUID] = []

    def rename(self, which: int, text: str) -> None:
        """A contact gets a name, an owner or another address."""
        known = [each for each in self.contacts if each not in self.gone]
        if not known:
            return
        contact_id = known[which % len(known)]
        if which % 3 == 0:
            self.record(contact.ContactRenamed, contact_id, name=text)
        elif which % 3 == 1:
            self.record(contact.ContactOwnerSet, contact_id, owner_id=self.users[which % 2])
        else:
            claim_id = self.new_id("claim")
            self.record(contact.IdentityAdded, contact_id, kind="email", value=text, claim_id=claim_id)
            self.claims.append((contact_id, claim_id))

    def link(self, which: int, _: str) -> None:
        """Contacts are merged or taken apart; an identity goes, or comes first."""
        known = [each for each in self.contacts if each not in self.gone | self.merged.keys()]
        if which % 4 == 0 and self.claims:
            contact_id, claim_id = self.claims[which % len(self.claims)]
            if contact_id not in self.gone:
                self.record(contact.PrimaryIdentitySet, contact_id, claim_id=claim_id)
        elif which % 4 == 1 and self.claims:
            contact_id, claim_id = self.claims.pop(which % len(self.claims))
            if contact_id not in self.gone:
                self.record(contact.IdentityRemoved, contact_id, claim_id=claim_id)
        elif which % 4 == 2 and self.merged:
            merged = list(self.merged)[which % len(self.merged)]
            into = self.merged.pop(merged)
            self.record(contact.ContactUnmerged, merged, unmerged_from=into)
            self.record(contact.ContactReleased, into, released_id=merged)
        elif len(known) > 1:
            merged, into = known[which % len(known)], known[(which + 1) % len(known)]
            self.record(contact.ContactMerged, merged, merged_into=into)
            self.record(contact.ContactAbsorbed, into, absorbed_id=merged)
            self.merged[merged] = into

    def administer(self, which: int, _: str) -> None:
        """People, inboxes and channels change."""
        user_id, place = self.users[which % 2], which % 2
        if which % 5 == 0:
            self.record(user.AvailabilityChanged, user_id, available=which % 2 == 0, until=None)
            self.record(user.ProfileChanged, user_id, shown_name="Ann K.", about=f"Parcels {which}")
            self.record(
                inbox.InboxAccessSet, self.inboxes[place], everyone=False, user_ids=(user_id,), team_ids=()
            )
        elif which % 5 == 1:
            self.record(team.TeamMemberAdded, self.team_id, user_id=user_id, extra=False)
            self.record(user.RolesChanged, user_id, roles=("admin",), permissions=("audit_read",))
        elif which % 5 == 2:
            self.record(team.TeamMemberRemoved, self.team_id, user_id=user_id)
            self.record(channel.ChannelDegraded, self.channels[place], cause="relay_refused")
        elif which % 5 == 3:
            self.record(token.TokenIssued, self.new_id("token"), name="CI", scopes=("read",), expires_at=None)
            self.record(channel.ProviderChosen, self.channels[place], provider="other")
        else:
            held = tuple(
                {"conversation": str(each), "live": False}
                for each, who in self.assignees.items()
                if who == user_id
            )
            slots = self.new_id("slots")
            self.record(
                routing.SlotsOpened, slots, user_id=user_id, month="2026-04", held=held, last_taken_at=self.at
            )

    def arrange(self, which: int, text: str) -> None:
        """Somebody saves a view, changes one, removes one or brings one back."""
        look: dict[str, Any] = {
            "name": text, "shared": "everyone", "team_id": None, "place": which, "sort": "newest", "base": "open",
            "inbox_ids": tuple(self.inboxes[: which % 3]), "channel_ids": (), "assignee_ids": (), "tags": (text,),
            "priorities": (), "kinds": ("email",), "waiting": which % 2 == 0, "unread": which % 3 == 0,
        }  # fmt: skip
        if which % 4 == 0 or not self.views:
            self.views.append(self.new_id("view"))
            self.record(view.ViewCreated, self.views[-1], owner_id=self.users[which % 2], **look)
            return
        facts: tuple[type[Event], ...] = (view.ViewChanged, view.ViewRemoved, view.ViewRestored)
        fact = facts[which % 4 - 1]
        self.record(fact, self.views[which % len(self.views)], **(look if fact is view.ViewChanged else {}))
