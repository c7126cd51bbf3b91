"""Placing calls, and ending them: the log is asked first, Twilio then, and what came of it is noted (CAL-01).

Twilio takes no key by which a repeat would be known. Of a call that may have been placed without our knowing it is looked
up whether it was, and told by its own callbacks besides; what nobody could place in time is not placed later, when nobody
waits for it any more.
"""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID, uuid4

from application.bus import Bus, Command
from application.call_reports import NoteEnded, NotePlaced
from application.ports import Clock
from application.processes.call_on_call_begun import HANG_UP, PLACE
from application.ringing import CallPlan, LookAtCall, look_at_call
from domain.call.aggregate import OUTBOUND, Call
from domain.call.outcome import Ended
from domain.kernel.envelope import Envelope
from infrastructure.calling.addresses import AGENT, Addresses
from infrastructure.calling.looking_after import Lines
from infrastructure.calling.twilio import Credentials, Placing
from infrastructure.jobs.worker import Pending
from infrastructure.mailboxes.port import AuthorizationLost, MailboxError, Refused, TokenRefused
from infrastructure.postgres.pool import Pool
from infrastructure.sending import TryAgain

LATE = timedelta(minutes=2)
"""After that nobody waits for a call that was asked for."""
SETTLES = timedelta(seconds=5)
"""From then on an earlier attempt may have placed it."""
SLACK = timedelta(seconds=5)
"""By so much Twilio's clock may be behind."""
ACTOR = "system:calling"
DUE = """
SELECT account_id, call_id, hanging_up FROM call_list
WHERE state <> 'ended' AND (hanging_up OR direction = 'outbound' AND NOT placed) LIMIT %s
"""
MOST = 1_000
logger = logging.getLogger(__name__)


class Alone(Protocol):
    """Lets one worker at a time do something."""

    def __call__(self, object_id: UUID, /) -> AbstractContextManager[bool]:
        """Return whether nobody else has it in hand."""


@dataclass(frozen=True)
class CallJobs:
    """The worker's parts."""

    lines: Lines
    bus: Bus
    pool: Pool
    clock: Clock
    base_url: str
    alone: Alone

    def due(self) -> Iterator[Pending]:
        """Yield the calls that are to be placed or ended and are not."""
        with self.pool.connection() as db:
            rows: list[Any] = db.execute(DUE, (MOST,)).fetchall()
        for account_id, call_id, ends in rows:
            yield Pending(HANG_UP if ends else PLACE, account_id, call_id, call_id.hex)

    def place(self, account_id: UUID, call_id: UUID, _key: str) -> None:
        """Place a call that was asked for, once.

        Raises:
            TryAgain: Twilio cannot be asked now, or another worker has it in hand.

        """
        with self.alone(call_id) as alone:
            if not alone:
                raise TryAgain
            call = self.lines.log.fresh(Call, call_id)
            if call is not None and call.account_id == account_id and self._to_be_placed(call):
                self._place(call)

    def hang_up(self, account_id: UUID, call_id: UUID, _key: str) -> None:
        """End a call that somebody wants to end. Raises `TryAgain`."""
        call = self.lines.log.fresh(Call, call_id)
        if call is None or call.account_id != account_id or call.state == "ended":
            return
        plan = self._plan(call)
        found = self.lines.of(account_id, call.channel_id)
        if not plan.sid or found is None:
            # nobody rings yet: whoever places it finds that it is not wanted any more
            return
        try:
            self.lines.twilio.hang_up(found[1], plan.sid)
        except MailboxError as error:
            logger.warning("a call cannot be ended now: %s", type(error).__name__)
            raise TryAgain from None

    def _to_be_placed(self, call: Call) -> bool:
        if call.direction != OUTBOUND or call.placed or call.state == "ended":
            return False
        if call.hanging_up:
            self._end(call, "canceled")
            return False
        return True

    def _place(self, call: Call) -> None:
        plan, found = self._plan(call), self.lines.of(call.account_id, call.channel_id)
        phone = next((one.phone for one in plan.agents if one.user_id == call.agent_id), "")
        if found is None or found[0].disconnected or not phone or not plan.number:
            self._end(call, "failed", "not_connected" if phone and plan.number else "phone_needed")
            return
        channel, credentials = found
        age = self.clock() - call.created_on
        try:
            sid = self._placed_before(credentials, phone, plan, call.created_on) if age > SETTLES else ""
            if not sid and age > LATE:
                self._end(call, "failed", "provider_away")
                return
            sid = sid or self.lines.twilio.place(credentials, self._placing(call, plan, phone))
        except (AuthorizationLost, TokenRefused) as lost:
            self.lines.losing(channel, str(lost))
            self._end(call, "failed", "token_refused")
        except Refused as refused:
            self._end(call, "failed", str(refused))
        except MailboxError as error:
            logger.warning("a call cannot be placed now: %s", type(error).__name__)
            if age > LATE:
                self._end(call, "failed", "provider_away")
                return
            raise TryAgain(SETTLES.total_seconds()) from None
        else:
            self._do(NotePlaced(call.id, sid), call)
            # whoever ended it meanwhile found nothing to be ended
            self._end_if_wanted(call)

    def _end_if_wanted(self, call: Call) -> None:
        """End a call that somebody wanted to end before it was placed."""
        now = self.lines.log.fresh(Call, call.id)
        if now is not None and now.hanging_up:
            self.hang_up(call.account_id, call.id, call.id.hex)

    def _placed_before(self, credentials: Credentials, phone: str, plan: CallPlan, since: datetime) -> str:
        """Return the sid of a call that an attempt before this one placed; empty where none did."""
        found = self.lines.twilio.placed(credentials, phone, plan.line.number)
        return next((one.sid for one in found if one.began and one.began >= since - SLACK), "")

    def _placing(self, call: Call, plan: CallPlan, phone: str) -> Placing:
        at, agent = Addresses(self.base_url, call.channel_id), {"side": AGENT, "agent": str(call.agent_id)}
        return Placing(
            to=phone,
            caller=plan.line.number,
            url=at.of("outbound", call.id, **agent),
            status=at.of("status", call.id, side=AGENT),
            seconds=plan.voice.ring_seconds,
        )

    def _plan(self, call: Call) -> CallPlan:
        return self.bus.ask(LookAtCall(call.id), self._env(call), look_at_call)

    def _end(self, call: Call, status: str, code: str = "") -> None:
        self._do(NoteEnded(call.id, Ended(status, 0, code, self.clock())), call)

    def _do(self, command: Command, call: Call) -> None:
        self.bus.dispatch(command, self._env(call))

    def _env(self, call: Call) -> Envelope:
        return Envelope(call.account_id, ACTOR, self.clock(), call.id, None, uuid4())
