"""A small company in the middle of its day, for read models to show."""

from typing import Any
from uuid import UUID

from domain.contact import events as contact
from tests.support import mail
from tests.support.histories import History
from tests.support.viewing import digest


class Scene(History):
    """One inbox with a channel, Ann who answers, and contacts who write."""

    def __init__(self, name: str = "one") -> None:
        """Set places and people up."""
        super().__init__(name)
        self.inbox_id = self.add_inbox()
        self.inboxes = (self.inbox_id,)
        self.ann = self.add_user("Ann")
        self.channel_id = self.add_channel(self.inbox_id)
        self._where: dict[UUID, tuple[UUID, UUID, UUID]] = {}

    def writes(
        self, name: str, text: str = "Hello", subject: str = "Help", *, assignee: UUID | None = None
    ) -> UUID:
        """Let somebody unknown write; the new conversation's id."""
        self.command()
        contact_id = self.add_contact(name, f"{name.lower()}@example.org")
        where = self.inbox_id, self.channel_id, contact_id
        conversation_id = self.add_conversation(*where, subject=subject)
        self._where[conversation_id] = where
        mail.receive(self, conversation_id, *where, text=text, subject=subject, outcome="started")
        mail.assign(self, conversation_id, self.inbox_id, self.channel_id, assignee)
        return conversation_id

    def writes_again(
        self, conversation_id: UUID, text: str = "Are you there?", automatic: str = "", **others: Any
    ) -> UUID:
        """Another message of the same person; its id."""
        self.command()
        return mail.receive(
            self, conversation_id, *self._where[conversation_id], text=text, automatic=automatic, **others
        )

    def is_answered(self, conversation_id: UUID, text: str = "Dear Jo", origin: str = "human") -> UUID:
        """Ann answers, or something does so by itself; the message's id."""
        author = self.ann if origin == "human" else None
        self.command(f"user:{author}" if author else "system")
        return mail.post(
            self, conversation_id, *self._where[conversation_id], text=text, author_id=author, origin=origin
        )

    def is_ticketed(self, conversation_id: UUID, name: str = "Help") -> UUID:
        """A ticket is made; its id."""
        self.command()
        return mail.open_ticket(self, conversation_id, *self._where[conversation_id], name=name)

    def contact_of(self, conversation_id: UUID) -> UUID:
        """Return whose conversation it is."""
        return self._where[conversation_id][2]

    def forgets(self, conversation_id: UUID, *mentions: UUID, words: tuple[str, ...] = ()) -> None:
        """Erase the contact, mentioned in other people's messages by these words."""
        self.command()
        contact_id = self.contact_of(conversation_id)
        self.record(contact.ErasureRequested, contact_id, released_claims=())
        self.command()
        self.record(
            contact.ContactErased, contact_id, subjects=(contact_id,), conversations=(conversation_id,),
            mentions=mentions, masks=tuple(map(digest, words)), kept_originals=(),
        )  # fmt: skip
