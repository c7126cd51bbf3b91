"""The doorstep: while few mails come they are taken in as they are accepted, so that they are seen at once (PF-04)."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import cast
from uuid import UUID

from application.bus import Bus
from application.inbound import InboundMessage
from application.ingest import TakeInMessage
from application.intake import AcceptMessage
from application.ports import Unavailable
from domain.channel.aggregate import Channel
from domain.kernel.envelope import Envelope
from infrastructure.events.log import Log
from infrastructure.isolation.asking import Asked, Failed
from infrastructure.isolation.pool import BeyondBounds
from infrastructure.originals import Each, Reader
from infrastructure.projecting.gathering import Rate
from infrastructure.turns import Turns, Waiting

CALM = 0.85
"""Of the most that may come each second: so few must come for what was left to the reactor to be waited for."""
LOOK, PATIENCE, AGAIN = 0.005, 0.2, 1.0
"""Seconds between looks at how far the reactor is, for which a mail waits for it, and after which the next one does."""
SLOW, PAUSE = 0.5, 60.0
"""Seconds after which a mail took too long, as where the read models are away; for how long all is left to the reactor then."""
MAX_POSITION = 2**63 - 1
logger = logging.getLogger(__name__)


class _Mail(Waiting):
    def __init__(self, command: TakeInMessage, env: Envelope) -> None:
        super().__init__()
        self.command, self.env, self.taken = command, env, True


class Doorstep:
    """Accepts a mail and takes it in by one append, where that is soon done; else it leaves it to the reactor.

    What is left to the reactor keeps its place before what came later: until that was taken in, all else is left to it too.
    """

    def __init__(
        self,
        bus: Bus,
        log: Log,
        readers: Mapping[str, Reader],
        each: Each,
        place: Callable[[], int],
        *,
        most: int,
        size: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take in while at most `most` come each second, of up to `size` bytes; `place` is how far in the log the reactor is.

        `each` reads originals within bounds that somebody can wait for.
        """
        self._bus, self._log, self._readers, self._each, self._place = bus, log, readers, each, place
        self._most, self._size, self._clock = most, size, clock
        self._rate, self._open_at = Rate(clock), clock()
        self._left: tuple[int, UUID] | None = None
        self._counting, self._waiting = Lock(), Lock()
        self._turns: Turns[_Mail] = Turns(lambda queue: (queue, []), self._act)

    def take_in(self, raw: bytes, accepted: AcceptMessage, env: Envelope) -> bool:
        """Accept an original that lies in the blob store, and take it in; false where it is yet to be accepted.

        Raises:
            Unavailable: the log cannot be reached.

        """
        with self._counting:
            few = self._rate.add(1) <= (self._most * CALM if self._left else self._most)
        if len(raw) > self._size or not few or not self._is_open():
            return False
        began = self._clock()
        try:
            return self._taken(raw, accepted, env)
        finally:
            if self._clock() - began > SLOW:
                self._shut(PAUSE)

    def _taken(self, raw: bytes, accepted: AcceptMessage, env: Envelope) -> bool:
        message = self._read(raw, accepted.channel_id)
        if message is None:
            return False
        mail = _Mail(TakeInMessage(accepted, message), env)
        self._turns.take(mail)
        return mail.taken

    def leave(self, position: int, intake_id: UUID) -> None:
        """Learn that something was only accepted, at a position: what comes after it waits behind it."""
        with self._counting:
            self._left = max(self._left or (0, intake_id), (position, intake_id))

    def _is_open(self) -> bool:
        return self._clock() >= self._open_at and (self._left is None or self._caught_up())

    def _caught_up(self) -> bool:
        """Wait a little for the reactor to take in what was left to it; whether it has."""
        with self._waiting:
            until = self._clock() + PATIENCE
            while self._left and self._clock() >= self._open_at:
                left = self._left
                if self._is_in(*left):
                    with self._counting:
                        self._left = None if self._left == left else self._left
                elif self._clock() >= until:
                    self._shut(AGAIN)
                else:
                    time.sleep(LOOK)
            return self._left is None

    def _shut(self, seconds: float) -> None:
        self._open_at = max(self._open_at, self._clock() + seconds)

    def _is_in(self, position: int, intake_id: UUID) -> bool:
        # how it ended is the intake's second event; a reactor that has given it up has gone on
        _, version, _ = self._log.heads([intake_id], MAX_POSITION)[intake_id]
        return version > 1 or self._place() >= position

    def _read(self, raw: bytes, channel_id: UUID) -> InboundMessage | None:
        channel = self._log.load(Channel, channel_id)
        if channel is None:
            return None
        self._log.keep([channel])
        try:
            read = self._readers[channel.kind](raw, (channel.address, channel.hosted_address))
        except Exception:  # noqa: BLE001 - the reactor says what is wrong with it
            return None
        (found,) = self._each([read]) if isinstance(read, Asked) else (read,)
        if not isinstance(found, Failed):
            return cast("InboundMessage", found)
        logger.warning("read later: %s", found.error)
        if found.error == BeyondBounds.__name__:
            self._shut(PAUSE)
        return None

    def _act(self, mails: Sequence[_Mail]) -> None:
        if not self._bus.together([(one.command, one.env) for one in mails]):
            for one in mails:
                self._alone(one)

    def _alone(self, mail: _Mail) -> None:
        try:
            self._bus.dispatch(mail.command, mail.env)
        except Unavailable as error:
            mail.error = error
        except Exception as error:  # noqa: BLE001 - whatever is in the way of taking it in, it may still be accepted
            mail.taken = False
            ids = {"correlation": mail.command.accepted.intake_id}
            logger.warning("taken in later: %s", type(error).__name__, extra=ids)
