"""The door for chats: which key leads where, the acceptance that precedes every answer, and taking in at once (CHT-01, RL-03).

What was accepted and could not be taken in here is taken in by the reactor, which goes through all that was accepted;
whoever comes second finds it done.
"""

import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from threading import Lock
from uuid import UUID

from api.memory import Memory
from api.visits import Now, Taken, Widget
from application.bus import Bus, Busy
from application.chatted import read
from application.claims import claim_id
from application.ingest import IngestMessage
from application.ports import Clock, Secrets, Unavailable
from domain.channel.aggregate import Channel
from domain.intake.aggregate import Intake
from domain.kernel.envelope import Envelope
from domain.kernel.ids import derived
from infrastructure.door import Door, Target
from infrastructure.events.log import Log
from infrastructure.projecting.reader import passing

OPEN = frozenset({"connected", "degraded", "paused"})
"""States of a channel in which something is taken; what comes while it is paused is kept and starts nothing."""
LONGEST_KEY = 40
KEPT, MOST_BEHIND = 10_000, 100
logger = logging.getLogger(__name__)


class ChatDoor:
    """Satisfies `api.visits.Visits`; channels are looked at anew after `seconds`, states after `state_seconds`."""

    def __init__(
        self,
        door: Door,
        bus: Bus,
        log: Log,
        secrets: Secrets,
        clock: Clock,
        state_of: Callable[[Widget, str], Now],
        *,
        seconds: float = 2.0,
        state_seconds: float = 3.0,
    ) -> None:
        """Accept through `door`, as mail is accepted, and take in through `bus`."""
        self._door, self._bus, self._log, self._secrets, self._clock = door, bus, log, secrets, clock
        self._state_of = state_of
        self._widgets: Memory[str, Widget] = Memory(seconds)
        self._states: Memory[tuple[UUID, str], Now] = Memory(state_seconds)
        self._behind: OrderedDict[UUID, deque[UUID]] = OrderedDict()
        self._lock = Lock()

    def look(self, key: str) -> Widget | None:
        """See `api.visits.Visits.look`."""
        return None if len(key) > LONGEST_KEY else self._widgets.get(key, lambda: self._look(key))

    def forget(self, key: str) -> None:
        """See `api.visits.Visits.forget`."""
        known = self._widgets.get(key, lambda: None)
        self._widgets.forget(key)
        if known is not None:
            self._states.forget((known.channel_id, ""))

    def _look(self, key: str) -> Widget | None:
        stream = claim_id(self._secrets.of_installation(), "chat", key)
        held = self._log.holders([stream]).get(stream)
        channel = None if held is None else self._log.fresh(Channel, held.holder_id)
        if channel is None or channel.state not in OPEN:
            return None
        return Widget(
            channel.account_id, channel.id, channel.inbox_id, channel.chat, channel.consent, channel.company_name,
            channel.state == "paused", channel.chat.greeting.heading == "owner" or channel.rule.target == "contact_owner",
            channel.version,
        )  # fmt: skip

    def conversation_of(self, widget: Widget, visitor_id: UUID) -> UUID | None:
        """See `api.visits.Visits.conversation_of`."""
        secret = self._secrets.of_account(widget.account_id)
        stream = claim_id(secret, "chat_thread", widget.channel_id.hex, visitor_id.hex)
        held = self._log.holders([stream]).get(stream)
        return None if held is None else held.holder_id

    def take(self, widget: Widget, visitor_id: UUID, intake_id: UUID, raw: bytes, peer_ip: str) -> Taken:
        """See `api.visits.Visits.take`."""
        target, left = Target(widget.account_id, widget.channel_id), self._left(visitor_id)
        if self._log.outcome_of(widget.account_id, intake_id) is None:
            if not left:
                position = self._door.talked(raw, read(raw), target, intake_id, peer_ip)
                return (
                    self._taken(intake_id, position)
                    if position
                    else self._behind_others(widget, visitor_id, [intake_id])
                )
            try:
                self._door.chatted(raw, target, intake_id, peer_ip)
            except BaseException:
                self._leave(visitor_id, left)
                raise
        return self._behind_others(widget, visitor_id, [*left, intake_id])

    def _behind_others(self, widget: Widget, visitor_id: UUID, waiting: Sequence[UUID]) -> Taken:
        taken = Taken()
        for number, one in enumerate(waiting):
            try:
                taken = self._ingest(widget.account_id, one)
            except Exception as error:  # noqa: BLE001 - it is accepted: whatever is in the way, the reactor goes on
                logger.warning("taken in later: %s", type(error).__name__, extra={"correlation": one})
                taken = Taken()
                if passing(error) or isinstance(error, Busy | Unavailable):
                    self._leave(visitor_id, waiting[number:])
                    break
        return taken

    def now(self, widget: Widget, visitor: str = "") -> Now:
        """See `api.visits.Visits.now`."""
        who = visitor if widget.by_owner else ""
        found = self._states.get((widget.channel_id, who), lambda: self._state_of(widget, who))
        assert found is not None  # noqa: S101 - it is always asked for
        return found

    def _ingest(self, account_id: UUID, intake_id: UUID) -> Taken:
        command_id = derived(intake_id, "ingest")
        env = Envelope(account_id, "system:ingest", self._clock(), intake_id, intake_id, command_id)
        return self._taken(intake_id, self._bus.dispatch(IngestMessage(intake_id), env).position)

    def _taken(self, intake_id: UUID, position: int) -> Taken:
        intake = self._log.load(Intake, intake_id)
        if intake is None:
            return Taken(position)
        self._log.keep([intake])
        return Taken(position, intake.conversation_id, intake.message_id)

    def _left(self, visitor_id: UUID) -> list[UUID]:
        with self._lock:
            return list(self._behind.pop(visitor_id, ()))

    def _leave(self, visitor_id: UUID, intakes: Sequence[UUID]) -> None:
        with self._lock:
            self._behind.setdefault(visitor_id, deque(maxlen=MOST_BEHIND)).extend(intakes)
            while len(self._behind) > KEPT:
                self._behind.popitem(last=False)
