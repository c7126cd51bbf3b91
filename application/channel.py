"""Channels: connected step by step, each step recorded; what they set stays editable (EML-06, ACC-03)."""

import base64
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.claims import AlreadyTaken, claim, claim_globally, release
from application.inbox import visible_inbox
from application.subscription import must_include
from application.unit import Unit
from application.visibility import visible
from domain.bot.aggregate import Bot, bot_id
from domain.bot.default import default_flow
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.inbox.aggregate import Inbox
from domain.kernel.refusal import InvalidInput, NotAllowed

CODE_BYTES = 10


@dataclass(frozen=True, slots=True)
class StartConnect:
    """Begin to connect a channel, to an inbox that is there or to a new one of this name (ACC-01)."""

    PERMISSION: ClassVar[str] = "account_access"

    kind: str
    inbox_id: UUID | None = None
    inbox_name: str = ""


@dataclass(frozen=True, slots=True)
class OnChannel(Change):
    """A change of a channel; its inbox must be the actor's to edit too (ACC-03)."""

    PERMISSION: ClassVar[str] = "account_access"

    channel_id: UUID


@dataclass(frozen=True, slots=True)
class ChooseProvider(OnChannel):
    """Say who hosts it; `settings` are what the person offered to connect with, and are not kept (EML-05)."""

    provider: str
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AcceptTerms(OnChannel):
    """Accept the terms for sharing the mailbox, in this text (EML-06)."""

    text_version: str
    text_hash: str
    language: str


@dataclass(frozen=True, slots=True)
class SetAddress(OnChannel):
    """Set the address people write to; the first time, a forwarding address is issued (EML-02, EML-04)."""

    address: str


@dataclass(frozen=True, slots=True)
class SetSenderDetails(OnChannel):
    """Set how our mail is signed (EML-07)."""

    from_name: str
    company_name: str
    from_address: str = ""


@dataclass(frozen=True, slots=True)
class Connect(OnChannel):
    """Finish connecting."""


def start_connect(command: StartConnect, unit: Unit) -> None:
    """Begin; the first stream is the channel's, then the new inbox's if one is made."""
    must_include(unit, command.kind)
    kind_of(command.kind)
    _must_edit_inboxes(unit)
    if (command.inbox_id is None) != bool(command.inbox_name.strip()):
        raise InvalidInput("Choose one inbox: one that is there, or a name for a new one.", field="inbox_id")
    inbox_id = command.inbox_id or unit.new_id("inbox")
    unit.add(Channel.start(unit.new_id("channel"), unit.env, kind=command.kind, inbox_id=inbox_id))
    if command.inbox_id is None:
        unit.add(Inbox.create(inbox_id, unit.env, name=command.inbox_name))
    else:
        visible_inbox(unit, inbox_id)


def choose_provider(command: ChooseProvider, unit: Unit) -> None:
    """Choose it, if the kind can be connected so; nothing of the settings is kept or repeated."""
    channel = editable(command, unit)
    offered = unit.ports.limits.providers
    kind_of(channel.kind).check_provider(command.provider, command.settings, offered)
    channel.choose_provider(unit.env, command.provider)


def accept_terms(command: AcceptTerms, unit: Unit) -> None:
    """Accept them; the envelope says who and when."""
    editable(command, unit).accept_terms(
        unit.env,
        text_version=command.text_version,
        text_hash=command.text_hash,
        language=command.language,
    )


def set_address(command: SetAddress, unit: Unit) -> None:
    """Claim the address, free the earlier one, and issue the forwarding address if there is none."""
    channel = editable(command, unit)
    domain = unit.ports.limits.mail_domain
    kind = kind_of(channel.kind)
    address = kind.address(command.address, domain)
    taken, earlier = unit.claim_id("mailbox", address), channel.claim_id
    if not claim(unit, taken, "mailbox", channel.id):
        raise AlreadyTaken(
            "This address is in use in this account: it is a team address already, or somebody's personal one. Choose"
            " another, or free it there.",
            field="address",
        )
    channel.set_address(unit.env, address, taken)
    if earlier not in (None, taken):
        release(unit, earlier, channel.id)
    if not channel.hosted_address:
        channel.issue_hosted_address(unit.env, hosted_for(unit, channel))


def hosted_for(unit: Unit, channel: Channel) -> str:
    """Return the address of ours that leads to the channel, whose claim it holds from here on (EML-04)."""
    if channel.hosted_address:
        return channel.hosted_address
    code = hosted_code(unit.ports.secrets.of_account(unit.env.account_id), channel.id)
    hosted = kind_of(channel.kind).issued_address(code, unit.ports.limits.mail_domain)
    claim_id = unit.global_claim_id("hosted_address", hosted)
    if not claim_globally(unit, claim_id, "hosted_address", channel.id):
        raise AlreadyTaken("No forwarding address could be issued. Begin a new channel.", field="address")
    return hosted


def hosted_code(secret: bytes, channel_id: UUID) -> str:
    """Return the code in a channel's forwarding address: 16 letters and digits nobody can guess from the channel."""
    digest = hmac.digest(secret, b"hosted_address\x1f" + channel_id.bytes, "sha256")
    return base64.b32encode(digest[:CODE_BYTES]).decode().lower()


def set_sender_details(command: SetSenderDetails, unit: Unit) -> None:
    """Set them."""
    channel = editable(command, unit)
    kind = kind_of(channel.kind)
    kind.check_from_name(channel.provider, command.from_name)
    channel.set_sender_details(
        unit.env,
        from_name=command.from_name,
        company_name=command.company_name,
        from_address=kind.sender_address(command.from_address),
    )


def connect(command: Connect, unit: Unit) -> None:
    """Connect it, if the subscription includes its kind still; a page begins with a chatflow (MSG-02)."""
    channel = editable(command, unit)
    must_include(unit, channel.kind)
    channel.connect(unit.env)
    if channel.page.page_id:
        _enable_chatflow(unit, channel)


def _enable_chatflow(unit: Unit, channel: Channel) -> None:
    """Switch the channel's chatflow on: the one that was drawn up while it was connected, or the default."""
    bot = unit.find(Bot, bot_id(channel.id))
    if bot is None:
        flow = default_flow(channel.page.name)
        bot = unit.add(Bot.make(unit.env, channel.id, channel.inbox_id, flow))
    bot.switch(unit.env, on=True)


def editable(command: OnChannel, unit: Unit) -> Channel:
    """Return the command's channel if the actor may edit its inbox (ACC-03). Raises `NotAllowed`, `NotFound`."""
    channel = visible(unit, "channel", unit.get(Channel, command.channel_id))
    _must_edit_inboxes(unit)
    return unchanged(channel, command)


def _must_edit_inboxes(unit: Unit) -> None:
    if not unit.standing.may("inbox_edit"):
        raise NotAllowed("inbox_edit")
