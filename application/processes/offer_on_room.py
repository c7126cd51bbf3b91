"""What lets somebody take a conversation has the waiting ones offered, the oldest first (RTG-10).

An offer is work of the account, not a command for each conversation: however many people come back at once, one job a
reason waits in the queue, and it asks what waits when it begins. What a lost queue knew the worker's sweep finds again.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from application.bus import Command
from application.reactor import Happened, Reactor, Work, cause_of
from domain.account.policy import PAID_SEATS
from domain.channel.events import RoutingRuleSet
from domain.contact.events import ContactOwnerSet
from domain.inbox.events import InboxAccessSet
from domain.kernel.event import Event
from domain.routing.events import SlotReleased
from domain.team.events import TeamMemberAdded
from domain.user.events import AvailabilityChanged, CapacitySet, SeatAssigned, UserReactivated

OFFER = "offer"
TRIGGERS: Mapping[type[Event], str] = MappingProxyType({
    AvailabilityChanged: "available", SlotReleased: "slot_free", CapacitySet: "capacity", SeatAssigned: "seat",
    UserReactivated: "reactivated", TeamMemberAdded: "team", InboxAccessSet: "access", RoutingRuleSet: "rule",
    ContactOwnerSet: "owner",
})  # fmt: skip
"""Why a waiting conversation is offered, by what happened."""


def react(happened: Happened) -> Sequence[Command | Work]:
    """Have the account's waiting conversations offered, unless it takes somebody away rather than brings them."""
    event = happened.event
    match event:
        case AvailabilityChanged():
            brings, trigger = event.available, "hours" if _by_hours(event) else "available"
        case RoutingRuleSet():
            brings, trigger = event.enabled, TRIGGERS[type(event)]
        case SeatAssigned():
            brings, trigger = event.hub in PAID_SEATS, TRIGGERS[type(event)]
        case ContactOwnerSet():
            brings, trigger = event.owner_id is not None, TRIGGERS[type(event)]
        case _:
            brings, trigger = True, TRIGGERS[type(event)]
    return (Work(OFFER, cause_of(event), f"{trigger}.{event.account_id.hex}"),) if brings else ()


def _by_hours(event: AvailabilityChanged) -> bool:
    return getattr(event, "cause", "") == "working_hours"


reactor = Reactor("offer_on_room", frozenset(TRIGGERS), react)
