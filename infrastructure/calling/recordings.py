"""Fetching what Twilio recorded, sealed under the contact, and having it deleted there (CAL-02, PRV-08).

What was recorded without consent, or of somebody who is forgotten, is deleted there unfetched.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from application.bus import Bus, Command
from application.call_reports import DropRecording, KeepRecording
from application.ports import Blobs, Clock
from application.processes.call_on_call_begun import FETCH
from domain.call.aggregate import Call
from domain.call.events import RecordingMade
from domain.kernel.envelope import Envelope
from domain.kernel.refusal import Refusal
from infrastructure.calling.looking_after import Lines
from infrastructure.calling.places import LinePlaces
from infrastructure.calling.placing import ACTOR, Alone
from infrastructure.events.keyring import SubjectErased
from infrastructure.jobs.worker import Pending
from infrastructure.mailboxes.port import MailboxError, Refused, TooLarge
from infrastructure.postgres.pool import Pool
from infrastructure.sending import TryAgain

CONTENT_TYPE, RECORDINGS = "audio/mpeg", "Recordings"
LARGEST = 60_000_000
"""Bytes; a call of four hours, the longest there is, is about that in MP3."""
DUE = "SELECT account_id, call_id, recording_id FROM call_list_recordings WHERE state = 'made' LIMIT %s"
MOST = 1_000
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fetching:
    """The worker's part; `forget` lets a worker know that something is to be deleted."""

    lines: Lines
    bus: Bus
    blobs: Blobs
    places: LinePlaces
    pool: Pool
    clock: Clock
    alone: Alone
    forget: Callable[[UUID, UUID, str], None]

    def due(self) -> Iterator[Pending]:
        """Yield the recordings that are neither here nor dropped."""
        with self.pool.connection() as db:
            rows: list[Any] = db.execute(DUE, (MOST,)).fetchall()
        for account_id, call_id, recording_id in rows:
            yield Pending(FETCH, account_id, call_id, recording_id.hex)

    def __call__(self, account_id: UUID, call_id: UUID, key: str) -> None:
        """Fetch one recording, or drop it.

        Raises:
            TryAgain: Twilio cannot be asked now, or another worker has it in hand.

        """
        recording_id = UUID(key)
        with self.alone(recording_id) as alone:
            if not alone:
                raise TryAgain
            call = self.lines.log.fresh(Call, call_id)
            made = self._made(call_id, recording_id)
            if call is not None and call.account_id == account_id and made is not None:
                self._settle(call, made)

    def _settle(self, call: Call, made: RecordingMade) -> None:
        if not call.recordings[made.recording_id].settled:
            why = "erased" if made.erased else "" if made.agreed else "no_consent"
            if why:
                self._do(DropRecording(call.id, made.recording_id, why), call)
            else:
                self._fetch(call, made)
        if made.erased:
            # by which id Twilio knows it was noted when it was made: here it cannot be read any more
            self.places.settled(call.channel_id, call.id)
        else:
            self.places.leave(call.account_id, call.channel_id, RECORDINGS, made.recording_sid)
        self.forget(call.account_id, call.channel_id, call.channel_id.hex)

    def _fetch(self, call: Call, made: RecordingMade) -> None:
        found = self.lines.of(call.account_id, call.channel_id)
        if found is None:
            self._do(DropRecording(call.id, made.recording_id, "gone"), call)
            return
        try:
            data = self.lines.twilio.recording(found[1], made.recording_sid)
        except Refused as refused:
            if str(refused) != "not_found":
                raise TryAgain from None
            self._do(DropRecording(call.id, made.recording_id, "gone"), call)
            return
        except TooLarge:
            self._do(DropRecording(call.id, made.recording_id, "too_large"), call)
            return
        except MailboxError as error:
            logger.warning("a recording cannot be fetched now: %s", type(error).__name__)
            raise TryAgain from None
        if len(data) > LARGEST:
            self._do(DropRecording(call.id, made.recording_id, "too_large"), call)
            return
        self._keep(call, made, data)

    def _keep(self, call: Call, made: RecordingMade, data: bytes) -> None:
        blob_id = uuid4()
        try:
            self.blobs.put(blob_id, made.contact_id, data)
            self._do(KeepRecording(call.id, made.recording_id, blob_id, CONTENT_TYPE, len(data)), call)
        except (Refusal, SubjectErased, LookupError):
            # they were forgotten meanwhile
            self.blobs.delete([blob_id])
            self._do(DropRecording(call.id, made.recording_id, "erased"), call)

    def _made(self, call_id: UUID, recording_id: UUID) -> RecordingMade | None:
        found = (one for one in self.lines.log.stream(call_id) if isinstance(one, RecordingMade))
        return next((one for one in found if one.recording_id == recording_id), None)

    def _do(self, command: Command, call: Call) -> None:
        self.bus.dispatch(command, Envelope(call.account_id, ACTOR, self.clock(), call.id, None, uuid4()))
