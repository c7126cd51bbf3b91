"""What read models answer for decisions: the port `application.ports.Facts`."""

from collections.abc import Callable, Collection, Container, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from application.contact_facts import ContactFacts
from application.ports import Clock, Conflict, Originals, RoutingInputs, Unreadable
from domain.call.events import RecordingKept
from domain.channel.aggregate import Channel
from domain.channels.email import normalise_address
from domain.contact import events as contact_events
from domain.conversation import messages
from domain.conversation.content import BY_PEOPLE
from domain.intake import events as intake_events
from infrastructure.candidates import candidate
from infrastructure.chat_facts import ViewChatFacts
from infrastructure.events.log import Log
from infrastructure.postgres.pool import Pool
from projections.call_list import queries as call_list
from projections.channel_list import queries as channel_list
from projections.people import queries as people
from projections.template_list import queries as template_list

PAGE = 5000
PATIENCE = 1.0


class ViewFacts(ViewChatFacts):
    """Facts from the read models, and for erasure from the log itself."""

    def __init__(
        self,
        views: Pool,
        log: Log,
        clock: Clock,
        originals: Originals,
        wait: Callable[[int, float, Collection[str]], object],
    ) -> None:
        """Ask `views`; `clock` says whether an availability "until" is over, `originals` who wrote what none took in.

        `wait(position, seconds, views)` waits for read models.
        """
        super().__init__(views, clock)
        self._log, self._originals = log, originals
        self._wait = wait

    def candidates(
        self, account_id: UUID, inbox_id: UUID, user_ids: Sequence[UUID], team_ids: Sequence[UUID]
    ) -> RoutingInputs:
        """See `application.ports.Facts.candidates`."""
        found = self._candidates(account_id, inbox_id, user_ids, team_ids)
        if len(found.candidates) < len(set(user_ids)) or (team_ids and not found.candidates):
            # whom a rule names is known to the log: the read model is behind, as just after a set-up
            self._wait(self._log.last_position(), PATIENCE, ("people",))
            found = self._candidates(account_id, inbox_id, user_ids, team_ids)
        return found

    def _candidates(
        self, account_id: UUID, inbox_id: UUID, user_ids: Sequence[UUID], team_ids: Sequence[UUID]
    ) -> RoutingInputs:
        now = self._clock()
        with self._views.connection() as db:
            rows = people.candidates(db, account_id, inbox_id, user_ids, team_ids)
            (position,) = db.execute("SELECT coalesce(min(position), 0) FROM positions WHERE name = 'people'").fetchone() or (0,)  # fmt: skip
        return RoutingInputs(int(str(position)), tuple(candidate(row, now) for row in rows))

    def following(self, account_id: UUID, conversation_id: UUID) -> Sequence[UUID]:
        """See `application.ports.Facts.following`."""
        self._wait(self._log.last_position(), PATIENCE, ("ticket_board",))
        with self._views.connection() as db:
            rows = db.execute(
                "SELECT ticket_id FROM ticket_board WHERE account_id = %s AND conversation_id = %s AND follows"
                " ORDER BY ticket_id LIMIT 1000",
                (account_id, conversation_id),
            ).fetchall()
        return [UUID(str(row[0])) for row in rows]

    def tickets(self, account_id: UUID, conversation_id: UUID) -> Sequence[UUID]:
        """See `application.ports.Facts.tickets`."""
        self._wait(self._log.last_position(), PATIENCE, ("ticket_board",))
        with self._views.connection() as db:
            rows = db.execute(
                "SELECT ticket_id FROM ticket_board WHERE account_id = %(account)s AND conversation_ids ? %(text)s"
                " AND (conversation_id = %(id)s OR ticket_id IN (SELECT ticket_id FROM ticket_board_links"
                " WHERE account_id = %(account)s AND object_id = %(id)s)) ORDER BY ticket_id LIMIT 1000",
                {"account": account_id, "id": conversation_id, "text": str(conversation_id)},
            ).fetchall()
        return [UUID(str(row[0])) for row in rows]

    def channels(self, account_id: UUID, kinds: Sequence[str]) -> Sequence[UUID]:
        """See `application.ports.Facts.channels`."""
        self._wait(self._log.last_position(), PATIENCE, ("channel_list",))
        with self._views.connection() as db:
            return channel_list.of_kinds(db, account_id, kinds)

    def templates(self, account_id: UUID, channel_id: UUID) -> Sequence[UUID]:
        """See `application.ports.Facts.templates`."""
        self._wait(self._log.last_position(), PATIENCE, ("template_list",))
        with self._views.connection() as db:
            return template_list.ids_of(db, account_id, channel_id)

    def held(
        self, account_id: UUID, channel_id: UUID, reason: str, since: datetime, most: int
    ) -> Sequence[UUID]:
        """See `application.ports.Facts.held`."""
        if not self._wait(self._log.last_position(), PATIENCE, ("channel_list",)):
            message = "the list of what came in is behind"
            raise Conflict(message)
        with self._views.connection() as db:
            return channel_list.held(db, account_id, channel_id, reason, since, most)

    def automatic_sends(self, account_id: UUID, contact_id: UUID, since: datetime) -> int:
        """See `application.ports.Facts.automatic_sends`."""
        with self._views.connection() as db:
            found = db.execute(
                "SELECT count(*) FROM (SELECT FROM thread t JOIN thread_messages m USING (account_id, conversation_id)"
                " WHERE t.account_id = %s AND t.contact_id = %s AND m.direction = 'out' AND m.origin <> ALL(%s)"
                " AND m.at >= %s LIMIT 1000) AS recent",
                (account_id, contact_id, list(BY_PEOPLE), since),
            ).fetchone()
        return 0 if found is None else int(str(found[0]))

    def callers(self, account_id: UUID, since: datetime, most: int) -> Sequence[UUID]:
        """See `application.ports.Facts.callers`."""
        self._wait(self._log.last_position(), PATIENCE, ("call_list",))
        with self._views.connection() as db:
            return call_list.callers(db, account_id, since, most)

    def mentions(
        self, account_id: UUID, contact_id: UUID, values: Sequence[str]
    ) -> Sequence[tuple[UUID, UUID | None]]:
        """See `application.ports.Facts.mentions`."""
        wanted = [f"%{_escaped(value)}%" for value in values]
        with self._views.connection() as db:
            rows = db.execute(
                "SELECT m.message_id, m.intake_id FROM thread_messages m"
                " LEFT JOIN thread_decisions a ON a.account_id = m.account_id AND a.message_id = m.message_id"
                " AND a.topic = 'conversation.message_attributed'"
                " WHERE m.account_id = %s AND m.contact_id <> %s AND concat_ws(' ', m.sender, m.sender_name, m.recipients,"
                " m.cc, m.bcc, m.subject, m.body, a.details ->> 'evidence') ILIKE ANY(%s) ORDER BY m.position",
                (account_id, contact_id, wanted),
            ).fetchall()
            # what people do not see of a form's submission is in no message
            rows += db.execute(
                "SELECT message_id, intake_id FROM form_submissions WHERE account_id = %s AND contact_id <> %s"
                " AND concat_ws(' ', page, given, files) ILIKE ANY(%s) ORDER BY position",
                (account_id, contact_id, wanted),
            ).fetchall()
            # what was said in calls, which stand in conversations under the same id
            rows += db.execute(
                "SELECT call_id, NULL FROM call_list WHERE account_id = %s AND contact_id <> %s"
                " AND transcript ILIKE ANY(%s) ORDER BY position",
                (account_id, contact_id, wanted),
            ).fetchall()
            # what customers said of us with a rating, which is known by its conversation
            rows += db.execute(
                "SELECT conversation_id, NULL FROM csat WHERE account_id = %s AND contact_id <> %s"
                " AND comment ILIKE ANY(%s) ORDER BY position",
                (account_id, contact_id, wanted),
            ).fetchall()
        return [
            (UUID(str(message)), None if intake is None else UUID(str(intake)))
            for message, intake in dict.fromkeys(rows)
        ]

    def contact(self, account_id: UUID, contact_id: UUID) -> ContactFacts | None:
        """See `application.ports.Facts.contact`."""
        with self._views.connection() as db:
            conversations = [
                UUID(str(row[0]))
                for row in db.execute(
                    "SELECT conversation_id FROM thread WHERE account_id = %s AND contact_id = %s ORDER BY 1",
                    (account_id, contact_id),
                )
            ]
            calls = [
                UUID(str(row[0]))
                for row in db.execute(
                    "SELECT call_id FROM call_list WHERE account_id = %s AND contact_id = %s ORDER BY 1",
                    (account_id, contact_id),
                )
            ]
        found = _Found()
        for recorded in self._log.streams([contact_id, *conversations, *calls]):
            found.take(recorded.event)
        if not found.exists:
            return None
        found.let_go(self._log.holders(list(found.removed)))
        for intake_id in (*self._repeats(found.messages), *self._unread(account_id, found.addresses)):
            for event in self._log.stream(intake_id):
                if isinstance(event, intake_events.MessageAccepted):
                    found.subjects.add(intake_id)
                    found.blobs.add(event.blob_id)
        return ContactFacts(
            names=tuple(sorted(found.names - {""})),
            addresses=tuple(sorted(found.addresses - {""})),
            claims=tuple(sorted(found.claims)),
            conversations=tuple(conversations),
            subjects=(contact_id, *sorted(found.subjects)),
            blobs=tuple(sorted(found.blobs)),
        )

    def _repeats(self, message_ids: set[UUID]) -> Iterator[UUID]:
        """Yield the intakes that only repeated one of these messages; reads the whole log's repeats, as rarely as people
        are erased.
        """
        topic, after = intake_events.DuplicateIgnored.TOPIC, 0
        while page := self._log.read(after, PAGE, (topic,)):
            after = page[-1].position
            for _, event in page:
                if isinstance(event, intake_events.DuplicateIgnored) and event.message_id in message_ids:
                    yield event.originator_id

    def _unread(self, account_id: UUID, addresses: set[str]) -> Iterator[UUID]:
        """Yield the intakes from these addresses that became no message."""
        with self._views.connection() as db:
            rows = db.execute(
                "SELECT intake_id FROM channel_list_intake WHERE account_id = %s", (account_id,)
            ).fetchall()
        for (intake_id,) in rows:
            for event in self._log.stream(UUID(str(intake_id))):
                if isinstance(event, intake_events.MessageAccepted) and self._is_from(event, addresses):
                    yield event.originator_id

    def _is_from(self, event: intake_events.MessageAccepted, addresses: set[str]) -> bool:
        """Whether one of the addresses sent or wrote it: those who forward put an address of theirs on the envelope."""
        if normalise_address(event.mail_from) in addresses:
            return True
        channel = self._log.fresh(Channel, event.channel_id)
        try:
            kind = channel.kind if channel else ""
            return (
                self._originals.read(kind, event.blob_id, event.originator_id, ()).sender.address in addresses
            )
        except Unreadable:
            return False


class _Found:
    """What a person's own streams say about them."""

    def __init__(self) -> None:
        self.exists = False
        self.names: set[str] = set()
        self.addresses: set[str] = set()
        self.claims: set[UUID] = set()
        self.removed: dict[UUID, str] = {}
        self.subjects: set[UUID] = set()
        self.blobs: set[UUID] = set()
        self.messages: set[UUID] = set()
        self._values: dict[UUID, str] = {}

    def let_go(self, held: Container[UUID]) -> None:
        """Forget the addresses that were removed and are somebody else's now: theirs are not to be masked."""
        for claim_id, value in self.removed.items():
            if claim_id in held:
                self.addresses.discard(value)
                self.claims.discard(claim_id)

    def take(self, event: object) -> None:
        match event:
            case contact_events.ContactCreated():
                self.exists = True
                self.names.add(event.name)
            case contact_events.ContactRenamed():
                self.names.add(event.name)
            case contact_events.IdentityAdded():
                self.addresses.add(event.value)
                self.claims.add(event.claim_id)
                self._values[event.claim_id] = event.value
                self.removed.pop(event.claim_id, None)
            case contact_events.IdentityRemoved():
                self.removed[event.claim_id] = self._values[event.claim_id]
            case messages.MessageReceived():
                # somebody else may have joined in, a colleague or an agent: they are not the one to be forgotten
                if event.sender in self.addresses or not (event.sender or self.addresses):
                    self.names.add(event.sender_name)
                self.subjects.add(event.intake_id)
                self.blobs.add(event.blob_id)
                self.messages.add(event.message_id)
            case messages.MessagePosted():
                self.blobs.update(UUID(str(file["blob"])) for file in event.attachments)
            case RecordingKept():
                self.blobs.add(event.blob_id)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
