"""Numbers in WhatsApp: chosen, verified, registered, and by which words people opt in and out (WAB-01, WAB-03)."""

import json
from dataclasses import dataclass, field
from uuid import UUID

from application.channel import OnChannel, editable
from application.claims import claim, claim_again, claim_id, newest_claim, release
from application.messenger import heal
from application.ports import Claimant, Log
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channel.keywords import OPT_IN, OPT_OUT, Keywords
from domain.channel.steps import must_be_due
from domain.channels.whatsapp_kind import NUMBER_TAKEN
from domain.kernel.refusal import Refusal


class NumberTaken(Refusal):
    """The number is connected already; whose it is there is said to nobody (WAB-01)."""

    code = NUMBER_TAKEN

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__(
            "This number is connected already, here or in another account. Disconnect it there first, or choose another.",
            field="phone_number_id",
        )


class TooManyNumbers(Refusal):
    """The account has as many numbers as it may (WAB-01)."""

    code = "too_many_numbers"

    def __init__(self, most: int) -> None:
        """Say how to go on."""
        super().__init__(
            f"An account connects at most {most} numbers in WhatsApp. Disconnect one first.",
            field="phone_number_id",
        )


@dataclass(frozen=True, slots=True)
class BeginNumber(OnChannel):
    """Ask whether a number may be chosen now, before Meta is asked anything; nothing is recorded."""


@dataclass(frozen=True, slots=True)
class LookForTemplates(OnChannel):
    """Ask whether Meta may be asked for a number's templates; nothing is recorded."""


@dataclass(frozen=True, slots=True)
class ConnectNumber(OnChannel):
    """Take a number's messages; the token is kept sealed, with the PIN that is there."""

    waba_id: str
    phone_number_id: str
    display_number: str
    verified_name: str
    verified: bool
    """Meta says that the number is the company's."""
    token: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoteCodeRequested(OnChannel):
    """Meta was asked to send a code; `method` is sms or voice."""

    method: str
    language: str


@dataclass(frozen=True, slots=True)
class NoteVerified(OnChannel):
    """Meta took the code."""


@dataclass(frozen=True, slots=True)
class NoteRegistered(OnChannel):
    """Meta registered the number under this PIN, which is kept sealed."""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SetKeywords(OnChannel):
    """Set by which words people opt in and out (WAB-03)."""

    opt_in: tuple[str, ...] = OPT_IN
    opt_out: tuple[str, ...] = OPT_OUT
    opt_in_reply: str = ""
    opt_out_reply: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """What lets us in at Meta."""

    token: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)


def access_name(channel_id: UUID) -> str:
    """Return the name of the secret that a number's access is."""
    return f"whatsapp:{channel_id}"


def sealed(access: Access) -> bytes:
    """Return access as the secret holds it."""
    return json.dumps({"token": access.token, "pin": access.pin}).encode("ascii")


def opened(secret: bytes | None) -> Access:
    """Return the access that a secret holds, empty where there is none."""
    return Access() if secret is None else Access(**json.loads(secret))


def begin_number(question: BeginNumber, unit: Unit) -> Channel:
    """Return the channel; raises as `connect_number` would."""
    channel = editable(question, unit)
    must_be_due("number", channel.steps, channel.done)
    return channel


def look_for_templates(question: LookForTemplates, unit: Unit) -> Channel:
    """Return the channel. Raises `NotANumber` before a number is chosen."""
    channel = editable(question, unit)
    channel.must_have_number()
    return channel


def connect_number(command: ConnectNumber, unit: Unit) -> None:
    """Claim the number and a place for it, free the earlier ones, keep the token, and heal what its loss had degraded.

    Raises `NumberTaken`, `TooManyNumbers`.
    """
    channel = editable(command, unit)
    earlier = channel.number
    taken = claim_again(unit, "whatsapp_number", command.phone_number_id, channel.id)
    if taken is None:
        raise NumberTaken
    channel.choose_number(
        unit.env,
        waba_id=command.waba_id,
        phone_number_id=command.phone_number_id,
        display_number=command.display_number,
        verified_name=command.verified_name,
        verified=command.verified,
        claim_id=taken,
        place_id=earlier.place_id or _place(unit, channel),
    )
    if earlier.claim_id not in (None, taken):
        release(unit, earlier.claim_id, channel.id)
    pin = _access(unit, channel).pin if earlier.claim_id == taken else ""
    unit.keep_secret(access_name(channel.id), sealed(Access(command.token.decode(), pin)))
    heal(unit, channel)


def note_code_requested(command: NoteCodeRequested, unit: Unit) -> None:
    """Record it."""
    editable(command, unit).request_code(unit.env, command.method, command.language)


def note_verified(command: NoteVerified, unit: Unit) -> None:
    """Record it."""
    editable(command, unit).verify_number(unit.env)


def note_registered(command: NoteRegistered, unit: Unit) -> None:
    """Record it, and keep the PIN."""
    channel = editable(command, unit)
    channel.register_number(unit.env, command.pin)
    unit.keep_secret(access_name(channel.id), sealed(Access(_access(unit, channel).token, command.pin)))


def set_keywords(command: SetKeywords, unit: Unit) -> None:
    """Set them."""
    words = Keywords(command.opt_in, command.opt_out, command.opt_in_reply, command.opt_out_reply)
    editable(command, unit).set_keywords(unit.env, words)


def number_holder(log: Log, installation_secret: bytes, phone_number_id: str) -> Claimant | None:
    """Return who has a number: the channel, and as `ref_id` its account; None where nobody has (WAB-01)."""
    return newest_claim(
        log, lambda number: claim_id(installation_secret, "whatsapp_number", phone_number_id, number)
    )[1]


def _place(unit: Unit, channel: Channel) -> UUID:
    """Return one of the account's places for numbers, which the channel has from here on: two that take one at once collide."""
    most = unit.ports.limits.whatsapp_numbers
    for number in range(most):
        place = unit.claim_id("whatsapp_place", str(number))
        if claim(unit, place, "whatsapp_place", channel.id):
            return place
    raise TooManyNumbers(most)


def _access(unit: Unit, channel: Channel) -> Access:
    return opened(unit.ports.secrets.get(unit.env.account_id, access_name(channel.id)))
