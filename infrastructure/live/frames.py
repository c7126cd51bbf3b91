"""Stored events as live frames, read without opening anything sealed: ids only (API-04)."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import cast
from uuid import UUID

from api.live import Frame
from domain.conversation.handling_events import NoteWritten
from domain.conversation.placing_events import ConversationMoved
from domain.inbox.events import InboxCreated
from infrastructure.events.mapper import Parsed, SealingMapper
from infrastructure.events.recorder import OneTripRecorder, Row

QUIET = frozenset({"claim", "slots", "rotation", "token", "csat_turn", "bot_run"})
"""Streams that no page shows as they change."""
NAMED = (
    "conversation_id", "message_id", "contact_id", "ticket_id", "channel_id", "intake_id", "pipeline_id", "inbox_id",
    "user_id", "team_id", "assignee_id", "previous_id", "agent_id",
)  # fmt: skip
REMEMBERED = 100_000


class Places:
    """Which inbox a stream belongs to: what its opening or last move says, or that of the channel it names; remembered."""

    def __init__(self, recorder: OneTripRecorder, mapper: SealingMapper) -> None:
        """Read openings from `recorder`."""
        self._recorder, self._mapper = recorder, mapper
        self._known: OrderedDict[UUID, UUID | None] = OrderedDict()
        self._lock = Lock()

    def inboxes(self, stream_ids: Sequence[UUID]) -> Mapping[UUID, UUID | None]:
        """Return stream -> inbox, None for what belongs to none."""
        with self._lock:
            found = {stream: self._known[stream] for stream in stream_ids if stream in self._known}
        told = [
            self._mapper.parse(stream, event.originator_version, event.topic, event.state)
            for stream in set(stream_ids).difference(found)
            for event in self._recorder.select_events(stream)
            if event.originator_version == 1 or event.topic == ConversationMoved.TOPIC
        ]
        self.learn(told)
        return found | {half.made["originator_id"]: self._inbox(half) for half in told}

    def learn(self, told: Iterable[Parsed]) -> None:
        """Remember what these events say, openings and moves in their order."""
        self._remember({half.made["originator_id"]: self._inbox(half) for half in told})

    def _inbox(self, opening: Parsed) -> UUID | None:
        made = opening.made
        if opening.cls is InboxCreated:
            return cast("UUID", made["originator_id"])
        if "inbox_id" in made:
            return cast("UUID", made["inbox_id"])
        channel_id = made.get("channel_id")
        return self.inboxes([channel_id]).get(channel_id) if channel_id else None

    def _remember(self, found: Mapping[UUID, UUID | None]) -> None:
        with self._lock:
            self._known.update(found)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)


class Frames:
    """Reads frames out of the log."""

    def __init__(self, recorder: OneTripRecorder, mapper: SealingMapper, places: Places) -> None:
        """Read from `recorder`."""
        self._recorder, self._mapper, self._places = recorder, mapper, places

    def between(self, after: int, up_to: int, limit: int) -> tuple[list[Frame], int]:
        """Return a page of frames after a position up to another, and the position the page reaches."""
        rows = self._recorder.page(after, limit, up_to)
        reached = rows[-1][0] if len(rows) == limit else up_to
        return list(self._made(rows)), reached

    def _made(self, rows: Sequence[Row]) -> Iterable[Frame]:
        parsed = [
            (position, topic, self._mapper.parse(stream, version, topic, state))
            for position, stream, version, topic, state in rows
            if topic.partition(".")[0] not in QUIET
        ]
        self._places.learn(
            half
            for _, _, half in parsed
            if half.made["originator_version"] == 1 or half.cls is ConversationMoved
        )
        inboxes = self._places.inboxes([half.made["originator_id"] for _, _, half in parsed])
        return [
            self._frame(position, topic, half, inbox_id)
            for position, topic, half in parsed
            for inbox_id in _told(half, inboxes)
        ]

    def _frame(self, position: int, topic: str, half: Parsed, inbox_id: UUID | None) -> Frame:
        made = half.made
        stream: UUID = made["originator_id"]
        ids = {name: str(made[name]) for name in NAMED if made.get(name) is not None}
        ids[f"{topic.partition('.')[0]}_id"] = str(stream)
        if half.cls is NoteWritten:
            ids["mentions"] = ",".join(map(str, made["mentions"]))
        if inbox_id is not None:
            ids["inbox_id"] = str(inbox_id)
        return Frame(position, made["envelope"].account_id, topic, inbox_id, ids)


def _told(half: Parsed, inboxes: Mapping[UUID, UUID | None]) -> tuple[UUID | None, ...]:
    """Return the inboxes whose watchers learn of an event: of a move also those from where it goes."""
    if half.cls is ConversationMoved:
        return half.made["from_inbox_id"], half.made["inbox_id"]
    return (inboxes.get(half.made["originator_id"]),)
