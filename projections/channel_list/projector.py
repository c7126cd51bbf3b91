"""How events change the channel list. Channels' addresses are the company's, and originals are kept by id only."""

from collections.abc import Sequence

from domain.channel.chat_events import (
    ChatCodeMailed,
    ChatGreetingSet,
    ChatHoursSet,
    ChatIdentityRotated,
    ChatIdentitySet,
    ChatKeyIssued,
    ChatLookSet,
    ChatPlacesSet,
)
from domain.channel.consent_events import ConsentSet, ConsentWordsSet
from domain.channel.events import (
    AddressSet,
    AuthorisationLost,
    ChannelAuthorised,
    ChannelConnected,
    ChannelConnectStarted,
    ChannelDegraded,
    ChannelDisconnected,
    ChannelPaused,
    ChannelRestored,
    ChannelResumed,
    ChannelVerified,
    FormChosen,
    ForwardingSet,
    HeldReplayed,
    HostedAddressIssued,
    LossTold,
    ProviderChosen,
    RoutingRuleSet,
    SenderDetailsSet,
    SignatureSet,
    TermsAccepted,
    TicketAutomationSet,
)
from domain.channel.messenger_events import MessengerGreetingSet, PageConnected, PageRoleChecked
from domain.kernel.event import Event, payload
from projections.channel_list import intake, line, number
from projections.channel_list.fold import Fold
from projections.channel_list.rows import ChannelRow, done
from projections.common.db import Db
from projections.common.handlers import Finish, Handlers
from projections.common.projector import View
from projections.common.recorded import Recorded

Step = (
    ProviderChosen | TermsAccepted | AddressSet | ChannelAuthorised | HostedAddressIssued | SenderDetailsSet
    | RoutingRuleSet | TicketAutomationSet | ChannelConnected
)  # fmt: skip
Change = (
    SignatureSet | ForwardingSet | ChannelVerified | ChannelPaused | ChannelResumed | ChannelDegraded | ChannelRestored
    | ChannelDisconnected | ConsentSet | ConsentWordsSet | AuthorisationLost | LossTold | HeldReplayed
)  # fmt: skip

SETTINGS: dict[type[Event], str] = {
    SenderDetailsSet: "sender",
    RoutingRuleSet: "rule",
    TicketAutomationSet: "ticket_automation",
}
"""Kept whole, under this name."""
CHAT: dict[type[Event], str] = {
    ChatLookSet: "look",
    ChatGreetingSet: "greeting",
    ChatHoursSet: "hours",
}
"""What of a chat, likewise."""
UNDONE = ("authorised", "address_set", "hosted_address_issued")
"""What another provider asks for anew."""


class ChannelList(View):
    """Channels with their state, and originals that have not become messages."""

    name = "channel_list"
    version = 12
    tables = ("channel_list", "channel_list_intake")

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply events."""
        return on.fold(Fold, batch, db)


on: Handlers[Fold] = Handlers()
intake.register(on)
number.register(on)
line.register(on)


@on
def connecting(fold: Fold, position: int, event: ChannelConnectStarted) -> None:
    """Somebody began to connect it."""
    row = ChannelRow(
        event.account_id, event.originator_id, event.inbox_id, event.kind, event.timestamp,
        version=event.originator_version, position=position,
    )  # fmt: skip
    fold.channels.add(row)


@on
def step(fold: Fold, position: int, event: Step) -> None:
    """A step was done, or what it set was edited later."""
    row = done(fold.channel(position, event), event)
    match event:
        case ProviderChosen():
            if event.provider != row.provider:
                row.steps = [each for each in row.steps if each not in UNDONE]
            row.provider = event.provider
        case TermsAccepted():
            row.terms = {
                **payload(event),
                "accepted_by": event.envelope.actor,
                "accepted_at": event.timestamp.isoformat(),
            }
        case AddressSet():
            row.address = event.address
        case HostedAddressIssued():
            row.hosted_address = event.hosted_address
        case ChannelConnected():
            row.connected = True
        case SenderDetailsSet() | RoutingRuleSet() | TicketAutomationSet():
            setattr(row, SETTINGS[type(event)], payload(event))


@on
def form_chosen(fold: Fold, position: int, event: FormChosen) -> None:
    """It takes what is sent by this form."""
    done(fold.channel(position, event), event).form_id = event.form_id


@on
def chat_step(fold: Fold, position: int, event: ChatLookSet | ChatGreetingSet | ChatHoursSet) -> None:
    """A step of connecting a chat was done, or what it set was edited later."""
    row = done(fold.channel(position, event), event)
    row.chat = {**(row.chat or {}), CHAT[type(event)]: payload(event)}


@on
def chat_set(
    fold: Fold,
    position: int,
    event: ChatKeyIssued | ChatPlacesSet | ChatIdentitySet | ChatIdentityRotated | ChatCodeMailed,
) -> None:
    """Something of a chat that may be set at any time, or is issued."""
    row = fold.channel(position, event)
    chat = row.chat or {}
    match event:
        case ChatKeyIssued():
            row.chat = {**chat, "key": event.key}
        case ChatPlacesSet():
            row.chat = {**chat, "places": payload(event)}
        case ChatIdentitySet() | ChatIdentityRotated():
            row.chat = {**chat, "identity": {**chat.get("identity", {}), **payload(event)}}


@on
def page(fold: Fold, position: int, event: PageConnected | PageRoleChecked | MessengerGreetingSet) -> None:
    """Which page it is, what whoever connected it may do there, what it says by itself (MSG-02..05)."""
    row = fold.channel(position, event)
    match event:
        case PageConnected():
            done(row, event)
            about = {"page_id": event.page_id, "page_name": event.name, "role_ok": True}
        case PageRoleChecked():
            about = {"role_ok": event.ok}
        case MessengerGreetingSet():
            done(row, event)
            row.messenger = {**(row.messenger or {}), "greeting": event.greeting}
            return
    checked = {"tasks": list(event.tasks), "role_checked_at": event.timestamp.isoformat()}
    row.messenger = {**(row.messenger or {}), **about, **checked}


@on
def changed(fold: Fold, position: int, event: Change) -> None:
    """It works otherwise than before (ACC-09), or is only at another version, by which its next change is asked for."""
    row = fold.channel(position, event)
    match event:
        case SignatureSet():
            row.signature = payload(event)
        case ChannelVerified():
            row.verified_at = event.timestamp
        case ForwardingSet():
            row.forwarded_to = event.forwarded_to
        case ChannelPaused():
            row.paused = True
        case ChannelResumed():
            row.paused = False
        case ChannelDegraded():
            row.cause = event.cause
        case ChannelRestored():
            row.cause = ""
        case ChannelDisconnected():
            row.disconnected = True
