"""Asking Twilio after calls of whose end nobody told us: it tells for some seconds only, and we may be away for longer (CAL-02, RL-03).

Without that a call would stay on for hours, whoever is in it would not be rung, and a message that was left would lie at Twilio.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from application.bus import Bus, Busy, Command
from application.call_reports import NoteDialled, NoteEnded, NoteRecording
from application.ports import Clock
from application.ringing import CallPlan, LookAtCall, look_at_call
from domain.call.aggregate import INBOUND, Call
from domain.call.outcome import COMPLETED, Dialled, Ended
from domain.call.recording import CALL, VOICEMAIL
from domain.kernel.envelope import Envelope
from domain.kernel.refusal import Refusal
from infrastructure.calling.door import SETTLES
from infrastructure.calling.looking_after import Lines
from infrastructure.calling.places import LinePlaces
from infrastructure.calling.placing import ACTOR
from infrastructure.calling.recordings import RECORDINGS
from infrastructure.calling.twilio import CallThere, Credentials
from infrastructure.jobs.worker import Pending
from infrastructure.mailboxes.port import MailboxError, Refused
from infrastructure.postgres.pool import Pool
from projections.call_list import queries as calls

ASK = "calling_ask"
FIRST = timedelta(minutes=1)
"""So long after it began a call is asked after, and then with pauses of a quarter of its age, no shorter than this."""
QUARTER, MOST = 4, 1_000
FROM_TONE = "RecordVerb"
"""What Twilio calls the source of a message after the tone."""
logger = logging.getLogger(__name__)


class NotYet(Exception):
    """Something of the call is still going on there."""


@dataclass
class AskingAfter:
    """The worker's part; when a call is asked after next is remembered by each process, and no matter if forgotten."""

    lines: Lines
    bus: Bus
    pool: Pool
    clock: Clock
    places: LinePlaces
    _next: dict[UUID, datetime] = field(default_factory=dict)

    def due(self) -> Iterator[Pending]:
        """Yield the calls to ask after now."""
        now = self.clock()
        with self.pool.connection() as db:
            on = calls.still_on(db, now - FIRST, limit=MOST)
        self._next = {one.call_id: self._next.get(one.call_id, now) for one in on}
        for one in on:
            if self._next[one.call_id] <= now:
                self._next[one.call_id] = now + max(FIRST, (now - one.began_at) / QUARTER)
                yield Pending(ASK, one.account_id, one.call_id, one.call_id.hex)

    def __call__(self, account_id: UUID, call_id: UUID, _key: str) -> None:
        """Ask after one call; of one that is over there, note what was recorded and how it ended."""
        call = self.lines.log.fresh(Call, call_id)
        if call is None or call.account_id != account_id or call.state == "ended":
            return
        plan, found = self.bus.ask(LookAtCall(call.id), self._env(call), look_at_call), None
        if plan.sid:
            found = self.lines.of(account_id, call.channel_id)
        try:
            if found is None:
                self._given_up(call)
            else:
                self._asked(found[1], call, plan)
        except NotYet:
            return
        except Refused:
            # there is no such call there, or it is shown to us no more
            self._given_up(call)
        except MailboxError as error:
            logger.warning("a call cannot be asked after now: %s", type(error).__name__)

    def _asked(self, account: Credentials, call: Call, plan: CallPlan) -> None:
        whole = self._over(self.lines.twilio.call(account, plan.sid))
        legs = [self._over(one) for one in self.lines.twilio.legs(account, plan.sid)]
        for one in (whole, *legs):
            self._note_recordings(account, call, one)
        if legs and plan.direction != INBOUND:
            self._do(NoteDialled(call.id, Dialled(legs[0].ended, legs[0].seconds)), call)
        self._do(NoteEnded(call.id, Ended(whole.ended, whole.seconds, "", whole.over_at)), call)
        logger.info("a call was found to be over", extra={"account": call.account_id, "call": call.id})

    def _over(self, leg: CallThere) -> CallThere:
        if not leg.ended:
            raise NotYet
        return leg

    def _note_recordings(self, account: Credentials, call: Call, leg: CallThere) -> None:
        for one in self.lines.twilio.recordings(account, leg.sid):
            if one.status != COMPLETED:
                raise NotYet
            kind = VOICEMAIL if one.source == FROM_TONE else CALL
            try:
                self._do(NoteRecording(call.id, one.sid, one.seconds, kind), call)
            except Busy:
                raise
            except Refusal:
                # such as of somebody who was forgotten meanwhile
                self.places.leave(call.account_id, call.channel_id, RECORDINGS, one.sid)
            else:
                line = (call.account_id, call.channel_id)
                self.places.await_settled(line, RECORDINGS, one.sid, call.id, self.clock() + SETTLES)

    def _given_up(self, call: Call) -> None:
        """Note that a call is over that nobody can be asked after, once no call lasts for so long."""
        if not call.is_on(self.clock()):
            with suppress(Refusal):
                self._do(NoteEnded(call.id, Ended(COMPLETED)), call)

    def _do(self, command: Command, call: Call) -> None:
        self.bus.dispatch(command, self._env(call))

    def _env(self, call: Call) -> Envelope:
        return Envelope(call.account_id, ACTOR, self.clock(), call.id, None, uuid4())
