"""Pages of Messenger: chosen by an administrator of theirs, what they say by themselves, whether they still let us (MSG-02..05)."""

from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from application.channel import OnChannel, editable
from application.claims import claim_again, claim_id, newest_claim, release
from application.ports import Claimant, Log
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channel.authorised import AUTHORISATION_LOST
from domain.channel.paged import ROLE_LOST
from domain.channel.steps import must_be_due
from domain.kernel.refusal import Refusal

HEALED = frozenset({AUTHORISATION_LOST, ROLE_LOST})
"""Why a channel is degraded, where being let in again mends it."""


class PageTaken(Refusal):
    """The page is connected already; whose it is there is said to nobody (MSG-04)."""

    code = "page_taken"

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "This page is connected already, here or in another account. Disconnect it there first, or choose another.",
            field="page_id",
        )


@dataclass(frozen=True, slots=True)
class BeginPageLogin(OnChannel):
    """Ask whether a page may be chosen now, before anybody is sent to Facebook; nothing is recorded."""


@dataclass(frozen=True, slots=True)
class ConnectPage(OnChannel):
    """Take a page's messages, as one of its administrators who signed in at Facebook lets us; the token is kept sealed."""

    page_id: str
    name: str
    tasks: tuple[str, ...]
    """Meta's words for what they may do on the page."""
    token: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckPageRole:
    """Say what Meta says now of what whoever connected the page may do there; nothing if it was let in anew since `authorised`."""

    PERMISSION: ClassVar[str] = ""

    channel_id: UUID
    tasks: tuple[str, ...]
    authorised: int
    """`authorised_at` of the channel when Meta was asked."""


@dataclass(frozen=True, slots=True)
class SetMessengerGreeting(OnChannel):
    """Set the greeting of the first conversation; empty: none (MSG-05)."""

    greeting: str = ""


def page_token_name(channel_id: UUID) -> str:
    """Return the name of the secret that a page's access token is."""
    return f"messenger:{channel_id}"


def begin_page_login(question: BeginPageLogin, unit: Unit) -> Channel:
    """Return the channel; raises as `connect_page` would."""
    channel = editable(question, unit)
    must_be_due("page", channel.steps, channel.done)
    return channel


def connect_page(command: ConnectPage, unit: Unit) -> None:
    """Claim the page, free the earlier one, keep the token, and heal what its loss had degraded. Raises `PageTaken`."""
    channel = editable(command, unit)
    earlier = channel.page.claim_id
    taken = claim_again(unit, "messenger_page", command.page_id, channel.id)
    if taken is None:
        raise PageTaken
    channel.connect_page(
        unit.env, page_id=command.page_id, name=command.name, tasks=command.tasks, claim_id=taken
    )
    if earlier not in (None, taken):
        release(unit, earlier, channel.id)
    unit.keep_secret(page_token_name(channel.id), command.token)
    heal(unit, channel)


def check_page_role(command: CheckPageRole, unit: Unit) -> None:
    """Record it; a lost role degrades a connected channel, one that is there again heals it (MSG-03)."""
    channel = unit.get(Channel, command.channel_id)
    if channel.disconnected or channel.next_step or channel.authorised_at != command.authorised:
        return
    if channel.check_role(unit.env, command.tasks):
        heal(unit, channel)
    else:
        channel.lose_authorisation(unit.env, ROLE_LOST, ROLE_LOST)


def set_messenger_greeting(command: SetMessengerGreeting, unit: Unit) -> None:
    """Set it."""
    editable(command, unit).set_messenger_greeting(unit.env, command.greeting)


def page_holder(log: Log, installation_secret: bytes, page_id: str) -> Claimant | None:
    """Return who has a page: the channel, and as `ref_id` its account; None where nobody has (MSG-04)."""
    return newest_claim(log, lambda number: claim_id(installation_secret, "messenger_page", page_id, number))[
        1
    ]


def heal(unit: Unit, channel: Channel) -> None:
    """Let a channel work again that was degraded because its provider did not let us in."""
    if channel.cause in HEALED:
        channel.restore(unit.env)
