"""What happens to a policy of promises, and to the promises of a conversation."""

from datetime import datetime
from uuid import UUID

from domain.kernel.event import Event, Opening


class SlaPolicyCreated(Opening):
    """Customers of these inboxes (none named: of all) are promised so much, by a schedule's hours or around the clock.

    A target is (priority, minutes to the first reply, to each next reply, to the resolution), None being no promise;
    `warn_minutes` is how long before its end a promise is warned of, by the clock. Where channels are named, only what came
    by one of them is promised anything.
    """

    TOPIC = "sla_policy.created"
    OF = "sla_policy"

    name: str
    schedule_id: UUID | None
    inbox_ids: tuple[UUID, ...]
    targets: tuple[tuple[str, int | None, int | None, int | None], ...]
    warn_minutes: int
    channel_ids: tuple[UUID, ...] = ()


class SlaPolicyChanged(Event):
    """They are promised this now; what is promised already is reckoned anew."""

    TOPIC = "sla_policy.changed"

    name: str
    schedule_id: UUID | None
    inbox_ids: tuple[UUID, ...]
    targets: tuple[tuple[str, int | None, int | None, int | None], ...]
    warn_minutes: int
    channel_ids: tuple[UUID, ...] = ()


class SlaPolicyArchived(Event):
    """Nothing is promised by it any more."""

    TOPIC = "sla_policy.archived"


class SlaPolicyRestored(Event):
    """It promises again."""

    TOPIC = "sla_policy.restored"


class SlaPromised(Opening):
    """A conversation came under a policy for the first time."""

    TOPIC = "promise.made"
    OF = "promise"

    conversation_id: UUID
    inbox_id: UUID


class SlaReckoned(Event):
    """What is promised now, by which version of which policy; None: nothing, or nothing while the clock stands.

    `reply_goal` is first_reply or next_reply, `since` what it counts from. `basis` is what was known when it was reckoned.
    """

    TOPIC = "promise.reckoned"

    inbox_id: UUID
    policy_id: UUID | None
    policy_version: int
    basis: str
    reply_goal: str
    reply_since: datetime | None
    reply_due: datetime | None
    resolution_since: datetime | None
    resolution_due: datetime | None
    warn_minutes: int
    running: bool


class SlaWarned(Event):
    """A promise, first_reply, next_reply or resolution, will be broken soon."""

    TOPIC = "promise.warned"

    goal: str
    due: datetime


class SlaBreached(Event):
    """A promise was broken: it was due then and not kept."""

    TOPIC = "promise.breached"

    goal: str
    due: datetime


class SlaMet(Event):
    """A promise was kept in time: it was due at `due` and kept at `kept`."""

    TOPIC = "promise.met"

    goal: str
    due: datetime
    kept: datetime
