"""The parts of a process that calls need, made of the application's."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from api.buckets import Paces
from application.limits import CallLimits
from application.ports import Secrets
from application.processes.call_on_call_begun import FETCH, HANG_UP, PLACE
from infrastructure.calling.accounts import TwilioAccounts
from infrastructure.calling.asking_after import ASK, AskingAfter
from infrastructure.calling.door import CallingDoor
from infrastructure.calling.looking_after import CHECK, FORGET, Checking, Forgetting, Lines
from infrastructure.calling.places import LinePlaces
from infrastructure.calling.placing import CallJobs
from infrastructure.calling.recordings import Fetching
from infrastructure.calling.twilio import twilio_at
from infrastructure.door import Door
from infrastructure.jobs.worker import Pending
from infrastructure.meta.kept import Kept
from infrastructure.meta.losing import Losing
from infrastructure.postgres.pool import Pool
from infrastructure.sealing import Seal
from infrastructure.sending import Sender
from infrastructure.settings import Settings

Enqueue = Callable[[str, UUID, UUID, str], bool]
TEN_MINUTES = 600


@dataclass(frozen=True)
class CallingParts:
    """What the API and the workers share."""

    settings: Settings
    pool: Pool
    secrets: Secrets
    door: Door
    lines: Lines
    places: LinePlaces
    jobs: CallJobs
    fetching: Fetching
    checking: Checking
    forgetting: Forgetting
    asking: AskingAfter

    def accounts(self, enqueue: Enqueue, paces: Paces, limits: CallLimits) -> TwilioAccounts:
        """Return what the API needs; `enqueue` lets a worker know of something, `paces` count what comes."""
        base_url, log = self.settings.base_url, self.lines.log

        def forget(account_id: UUID, channel_id: UUID) -> object:
            return enqueue(FORGET, account_id, channel_id, channel_id.hex)

        callers, taken = (
            paces(name, most / TEN_MINUTES, most)
            for name, most in (
                ("calling.caller", limits.caller_per_ten_minutes),
                ("calling.line", limits.line_per_ten_minutes),
            )
        )
        places, bus = self.places, self.jobs.bus
        door = CallingDoor(self.door, bus, log, self.secrets, places, base_url, forget, callers, taken)
        kept = Kept(self.pool, Seal(self.secrets.of_installation, "calling flows"))
        return TwilioAccounts(
            self.lines.twilio, kept, self.secrets, log, door, self.lines, places, forget, base_url
        )

    def kinds(self) -> Mapping[str, Callable[[UUID, UUID, str], None]]:
        """Return the worker's jobs by their names."""
        return {
            PLACE: self.jobs.place,
            HANG_UP: self.jobs.hang_up,
            FETCH: self.fetching,
            CHECK: self.checking,
            FORGET: self.forgetting,
            ASK: self.asking,
        }

    def due(self) -> Iterator[Pending]:
        """Yield what is to be done and of which no queue knows any more."""
        parts = (self.jobs, self.fetching, self.checking, self.forgetting, self.asking)
        return chain.from_iterable(part.due() for part in parts)


def calling_parts(
    settings: Settings, relays: Sender, pool: Pool, secrets: Secrets, door: Door
) -> CallingParts:
    """Return them; what `relays` has of the application they use."""
    log, bus, clock, places = relays.log, relays.bus, relays.clock, LinePlaces(pool)
    lines = Lines(twilio_at(settings.calling_url), secrets, log, Losing(bus, clock))
    jobs = CallJobs(lines, bus, pool, clock, settings.base_url, relays.alone)
    forgetting = Forgetting(lines, places, clock, settings.base_url)
    fetching = Fetching(lines, bus, relays.blobs, places, pool, clock, relays.alone, forgetting)
    checking = Checking(lines, places, clock, forgetting, settings.base_url)
    asking = AskingAfter(lines, bus, pool, clock, places)
    return CallingParts(
        settings, pool, secrets, door, lines, places, jobs, fetching, checking, forgetting, asking
    )
