"""Mailboxes that their provider lets us into: authorised, lost, authorised again (EML-03, EML-06)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from application.channel import OnChannel, editable
from application.claims import AlreadyTaken, claim, release
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channel.authorised import AUTHORISATION_LOST
from domain.channel.steps import must_be_due
from domain.channels.kinds import kind_of


@dataclass(frozen=True, slots=True)
class AuthoriseMailbox(OnChannel):
    """Be let in: whose mailbox it is and what it may send from says the provider; the grant is kept sealed."""

    provider: str
    address: str
    aliases: Sequence[str]
    """Addresses it may send from."""
    cloud: str
    """The endpoint of the cloud it is in, where the provider has several (EML-05)."""
    grant: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class BeginAuthorisation(OnChannel):
    """Ask whether a channel may be authorised now, before anybody is sent to its provider; nothing is recorded."""


@dataclass(frozen=True, slots=True)
class LoseAuthorisation:
    """Show that the provider does not let us in any more, unless it does again since `authorised`."""

    PERMISSION: ClassVar[str] = ""

    channel_id: UUID
    reason: str
    authorised: int
    """The channel's version when the grant that was refused was given."""


@dataclass(frozen=True, slots=True)
class RecordLossTold:
    """Record that an administrator was told of a loss, and how that ended."""

    PERMISSION: ClassVar[str] = ""

    channel_id: UUID
    user_id: UUID
    loss: int
    result: str
    code: int


def grant_name(channel_id: UUID) -> str:
    """Return the name of the secret that a channel's grant is."""
    return f"mailbox:{channel_id}"


def begin_authorisation(command: BeginAuthorisation, unit: Unit) -> tuple[str, str]:
    """Return the provider to go to and the address known of the mailbox; raises as `authorise_mailbox` would."""
    channel = _due(command, unit)
    offered = unit.ports.limits.providers
    kind_of(channel.kind).check_provider(channel.provider, {}, offered)
    return channel.provider, channel.address


def authorise_mailbox(command: AuthoriseMailbox, unit: Unit) -> None:
    """Claim the mailbox's address, free the earlier one, keep the grant, and heal what its loss had degraded (EML-02)."""
    channel, kind = _due(command, unit), "mailbox"
    rules, limits = kind_of(channel.kind), unit.ports.limits
    rules.check_provider(command.provider, {"cloud": command.cloud}, limits.providers)
    address = rules.address(command.address, limits.mail_domain)
    aliases = tuple(dict.fromkeys([address, *map(rules.sender_address, command.aliases)]))
    taken, earlier = unit.claim_id(kind, address), channel.claim_id
    if not claim(unit, taken, kind, channel.id):
        raise AlreadyTaken(
            "This mailbox is in use in this account: it is a team address already, or somebody's personal one. Choose"
            " another, or free it there.",
            field="address",
        )
    channel.authorise(unit.env, provider=command.provider, address=address, claim_id=taken, aliases=aliases)
    if earlier not in (None, taken):
        release(unit, earlier, channel.id)
    unit.keep_secret(grant_name(channel.id), command.grant)
    if channel.cause == AUTHORISATION_LOST:
        channel.restore(unit.env)


def lose_authorisation(command: LoseAuthorisation, unit: Unit) -> None:
    """Record the loss of a connected channel; nothing where it was authorised again meanwhile, or is over."""
    channel = unit.get(Channel, command.channel_id)
    if channel.next_step or channel.disconnected or channel.authorised_at != command.authorised:
        return
    channel.lose_authorisation(unit.env, command.reason)


def record_loss_told(command: RecordLossTold, unit: Unit) -> None:
    """Record it."""
    channel = unit.get(Channel, command.channel_id)
    channel.tell_loss(
        unit.env, user_id=command.user_id, loss=command.loss, result=command.result, code=command.code
    )


def _due(command: OnChannel, unit: Unit) -> Channel:
    channel = editable(command, unit)
    must_be_due("authorisation", channel.steps, channel.done)
    return channel
