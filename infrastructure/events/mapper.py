"""Events to stored bytes and back: typed JSON, then a NUL and the sealed personal fields, if any.

The sealed part is AES-256-GCM under the data subject's key; its place in the log is authenticated with it, so that a
box moved to another event does not open.
"""

import os
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from cryptography.exceptions import InvalidTag
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, MapperDeserialisationError, StoredEvent
from eventsourcing.utils import resolve_topic

from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from infrastructure.events.codec import decode_into, dumps, encoded, loads, shape_of, uuid_of
from infrastructure.events.keyring import Fresh, Keyring
from infrastructure.events.master import NONCE

_new, _set = object.__new__, object.__setattr__


class SealingMapper(Mapper[UUID]):
    """The library's mapper, typed by annotations and sealing personal fields per data subject (PRV-08, AUD-05)."""

    def __init__(self, keyring: Keyring) -> None:
        """Seal with the keys of `keyring`."""
        super().__init__(JSONTranscoder())
        self.keyring = keyring
        self._last: tuple[list[Any], Envelope | None] = ([], None)
        self._head: tuple[Envelope | None, datetime | None, bytes] = (None, None, b"")

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Return the event as it is stored, its subject's key being there already or stored at once."""
        return self.seal(cast("Event", domain_event), Fresh())

    def seal(self, event: Event, fresh: Fresh) -> StoredEvent:
        """Return the event as it is stored; keys it needs and lacks are made into `fresh`."""
        cls = type(event)
        shape, version = shape_of(cls), getattr(cls, "class_version", 1)
        end = b"}" if version == 1 else b',"v":%d}' % version
        data = self._head_of(event.envelope, event.timestamp) + dumps(encoded(event, shape.plain)) + end
        if shape.sealed:
            subject: UUID = getattr(event, cls.SUBJECT)
            new = event.originator_version == 1 and subject == event.originator_id
            cipher = self.keyring.for_sealing(subject, fresh, surely_new=new)
            nonce = os.urandom(NONCE)
            box = dumps(encoded(event, shape.sealed))
            place = _place(event.originator_id, event.originator_version, cls.TOPIC)
            data += b"\0" + nonce + cipher.encrypt(nonce, box, place)
        return StoredEvent(event.originator_id, event.originator_version, cls.TOPIC, data)

    def _head_of(self, env: Envelope, at: datetime) -> bytes:
        """Return what stored events begin with: those of one command follow each other and share it."""
        last_env, last_at, head = self._head
        if env is not last_env or at is not last_at:
            ids = _hex(env.causation_id), _hex(env.command_id)
            told = dumps([env.account_id.hex, env.actor, env.correlation_id.hex, *ids])
            head = b'{"t":%b,"e":%b,"f":' % (dumps(at.isoformat()), told)
            self._head = (env, at, head)
        return head

    def to_domain_event(self, stored_event: StoredEvent) -> Event:
        """Return the event; personal fields of an erased subject read as erased."""
        where = cast("UUID", stored_event.originator_id), stored_event.originator_version, stored_event.topic
        return self.open(self.parse(*where, stored_event.state))

    def parse(self, originator_id: UUID, version: int, topic: str, data: bytes) -> "Parsed":
        """Read the plain part of a stored event and whose key the rest needs, if any.

        Raises:
            MapperDeserialisationError: the bytes are not what this mapper writes.

        """
        try:
            cls: type[Event] = resolve_topic(topic)
            text, _, box = data.partition(b"\0")
            state = loads(text)
            made: dict[str, Any] = {"originator_id": originator_id, "originator_version": version}
            made["timestamp"] = at = datetime.fromisoformat(state["t"])
            made["envelope"] = self._envelope(state["e"], at)
            shape = shape_of(cls)
            made.update(shape.defaults)
            decode_into(made, _upcast(cls, state), shape.plain)
            subject = made[cls.SUBJECT] if shape.sealed else None
        except Exception as error:
            message = (
                f"event {topic}, version {version} of {originator_id}, is unreadable: {type(error).__name__}"
            )
            raise MapperDeserialisationError(message) from error
        return Parsed(cls, made, box, subject)

    def _envelope(self, told: list[Any], at: datetime) -> Envelope:
        """Return the envelope; events of one command follow each other and share it."""
        last_told, last = self._last
        if last is not None and told == last_told and at == last.at:
            return last
        account, actor, correlation, causation, command = told
        made = Envelope(uuid_of(account), actor, at, uuid_of(correlation), _uuid(causation), _uuid(command))
        self._last = (told, made)
        return made

    def open(self, parsed: "Parsed") -> Event:
        """Return the event, its sealed part opened; where its subject's key is destroyed it reads as erased.

        Raises:
            MapperDeserialisationError: the sealed part was changed or moved.

        """
        cls, made = parsed.cls, parsed.made
        if parsed.subject is not None:
            shape = shape_of(cls)
            cipher = self.keyring.for_reading(parsed.subject) if parsed.box else None
            if cipher is None:
                made.update(shape.erased, erased=True)
            else:
                place = _place(made["originator_id"], made["originator_version"], cls.TOPIC)
                try:
                    opened = cipher.decrypt(parsed.box[:NONCE], parsed.box[NONCE:], place)
                except InvalidTag as error:
                    message = (
                        f"the sealed part of {cls.TOPIC} of {made['originator_id']} was changed or moved"
                    )
                    raise MapperDeserialisationError(message) from error
                decode_into(made, loads(opened), shape.sealed)
        event = _new(cls)
        _set(event, "__dict__", made)
        return event


class Parsed(NamedTuple):
    """A stored event half read: all but its sealed part, and whose key that needs."""

    cls: type[Event]
    made: dict[str, Any]
    box: bytes
    subject: UUID | None


def _upcast(cls: type[Event], state: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = state["f"]
    for version in range(state.get("v", 1), getattr(cls, "class_version", 1)):
        getattr(cls, f"upcast_v{version}_v{version + 1}")(fields)
    return fields


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def _uuid(value: str | None) -> UUID | None:
    return None if value is None else uuid_of(value)


def _place(originator_id: UUID, version: int, topic: str) -> bytes:
    return originator_id.bytes + version.to_bytes(8, "big") + topic.encode()
