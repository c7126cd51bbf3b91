"""The door for Twilio's requests: believed by the signature of the channel's own account, taken in before they are answered.

What `POSTROOM_BASE_URL` says is the address that Twilio signs, whatever a proxy in front of us makes of it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from threading import Lock
from uuid import UUID

from api.buckets import Pace
from api.calling import NotGenuine, Request
from api.memory import Memory
from application import called
from application.bus import Bus
from application.calling import line_secret, opened
from application.ports import Secrets
from domain.channel.aggregate import Channel
from domain.kernel.ids import derived
from infrastructure.calling import twiml
from infrastructure.calling.addresses import HOOKS, INSIST, STEPS, Addresses
from infrastructure.calling.forms import Form
from infrastructure.calling.places import LinePlaces
from infrastructure.calling.refusals import OfAnotherNumber, TooManyCome
from infrastructure.calling.signature import genuine, is_signature
from infrastructure.calling.steps import Steps
from infrastructure.calling.words import words
from infrastructure.door import Door, Target
from infrastructure.events.log import Log

OPEN = frozenset({"connected", "degraded", "paused"})
"""States of a channel in which calls are taken in; of those that come while it is paused it is kept that they did."""
STRIPES, REMEMBERED = 64, 2.0
SETTLES = timedelta(days=1)
"""After that it is looked whether a recording was fetched, should nobody have said so."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """A line that is connected, and the token that its account signs by."""

    target: Target
    number: str
    language: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What there is by an id: that it is no line is remembered, too."""

    line: Known | None


@dataclass
class CallingDoor:
    """Carries requests out; `forget` lets a worker have something deleted at Twilio."""

    door: Door
    bus: Bus
    log: Log
    secrets: Secrets
    places: LinePlaces
    base_url: str
    forget: Callable[[UUID, UUID], object]
    callers: Pace
    """Limits the calls that come from one number to one line."""
    taken: Pace
    """Limits the calls that come to one line."""
    _lines: Memory[UUID, Found] = field(default_factory=lambda: Memory(REMEMBERED))
    _alone: list[Lock] = field(default_factory=lambda: [Lock() for _ in range(STRIPES)])
    """Of two threads with the same call the second finds what the first made: they share the key that seals it."""

    def believe(self, request: Request) -> Callable[[datetime], str]:
        """See `api.calling.Calling.believe`."""
        if request.step not in STEPS or not is_signature(request.signature):
            raise NotGenuine
        found = self._lines.get(request.channel_id, partial(self._known, request.channel_id))
        known = found.line if found else None
        if known is None or not self._signed(known, request):
            raise NotGenuine
        return partial(self._answer, known, request)

    def _answer(self, known: Known, request: Request, at: datetime) -> str:
        form, target = dict(request.posted), known.target
        steps = Steps(
            self.bus,
            target,
            at,
            Addresses(self.base_url, target.channel_id),
            _flat(request.query),
            form,
            lambda: self._admit(known, form),
            lambda: self._take_in(known, form, at),
            partial(self._forget, target),
            partial(self._recorded, target, at),
        )
        verbs = steps.carried_out(request.step)
        logger.info("heard of a call", extra={"step": request.step, "account": target.account_id})
        return sorry(known.language) if verbs is None else twiml.document(*verbs)

    def _take_in(self, known: Known, form: Form, at: datetime) -> None:
        """Make a call durable and take it in; where only that is impossible now, it is one that was missed.

        Raises `OfAnotherNumber`, `TooManyCome`.
        """
        intake_id = _intake_of(known, form)
        with self._alone[intake_id.int % STRIPES]:
            if self._admit(known, form):
                raw = called.packed(known.number, form, at)
                self.door.talked(raw, called.read(raw), known.target, intake_id, "", by="calling")

    def _admit(self, known: Known, form: Form) -> bool:
        """Whether a call is new here; one that is, and too much, or of another number, is refused before anything is kept.

        Raises `OfAnotherNumber`, `TooManyCome`.
        """
        line = known.target.channel_id.hex
        if form.get("To") != known.number:
            raise OfAnotherNumber
        if self.log.outcome_of(known.target.account_id, _intake_of(known, form)) is not None:
            return False
        # those who withhold their number are many people, and count for the line alone
        number = called.caller_of(form)
        wait = self.callers.take(f"{line} {number}", (self.taken, line)) if number else self.taken.take(line)
        if wait:
            raise TooManyCome
        return True

    def _signed(self, known: Known, request: Request) -> bool:
        plain = f"{self.base_url}{HOOKS}/{request.channel_id}/{request.step}"
        url = f"{plain}?{request.query}" if request.query else plain
        # what follows the # is never sent, and whether it is signed is documented nowhere
        return any(
            genuine(known.token, one, request.posted, request.signature) for one in (url, url + INSIST)
        )

    def _known(self, channel_id: UUID) -> Found:
        channel = self.log.fresh(Channel, channel_id)
        if channel is None or channel.state not in OPEN or not channel.line.number:
            return Found(None)
        token = opened(self.secrets.get(channel.account_id, line_secret(channel_id)))
        target = Target(channel.account_id, channel.id)
        return Found(Known(target, channel.line.number, channel.voice.language, token))

    def _forget(self, target: Target, kind: str, sid: str) -> None:
        if sid:
            self.places.leave(target.account_id, target.channel_id, kind, sid)
            self.forget(target.account_id, target.channel_id)

    def _recorded(self, target: Target, at: datetime, call_id: UUID, sid: str) -> None:
        line = (target.account_id, target.channel_id)
        self.places.await_settled(line, "Recordings", sid, call_id, at + SETTLES)


def sorry(language: str) -> str:
    """Return the document of a call that cannot be taken."""
    return twiml.document(twiml.say(words(language)["sorry"], language), twiml.hang_up())


def _intake_of(known: Known, form: Form) -> UUID:
    return derived(known.target.channel_id, "calling", form["CallSid"])


def _flat(query: str) -> dict[str, str]:
    pairs = (one.partition("=") for one in query.split("&"))
    return {name: value for name, _, value in pairs}
