"""Asks Facebook what somebody who wrote to a page is called, once their message is in (MSG-01, MSG-10).

Nothing is asked before a message was taken in: where people have to agree first, nobody is named before they did. What
Facebook does not tell now is asked again at their next message.
"""

import logging
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from api.memory import Memory
from application.bus import Bus
from application.contact import RenameContact
from application.messenger import page_holder, page_token_name
from application.ports import Clock, Secrets
from domain.contact.aggregate import Contact
from domain.contact.events import ContactCreated, ContactRenamed, IdentityAdded
from domain.kernel.envelope import Envelope
from infrastructure.events.log import Log
from infrastructure.mailboxes.port import MailboxError
from infrastructure.messenger.graph import Graph
from infrastructure.messenger.tokens import page_token

KNOWN_BY = "page_scoped_id"
AGAIN = 3_600.0
"""Seconds for which somebody to whom Facebook gives no name is not asked for again."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Naming:
    """The worker's part."""

    graph: Graph | None
    secrets: Secrets
    log: Log
    bus: Bus
    clock: Clock
    _asked: Memory[UUID, str] = field(default_factory=lambda: Memory(AGAIN))

    def __call__(self, account_id: UUID, contact_id: UUID, _key: str) -> None:
        """Name one contact, if nobody did yet."""
        contact = self.log.fresh(Contact, contact_id)
        if self.graph is None or contact is None or contact.account_id != account_id or contact.erased:
            return
        history = self.log.stream(contact_id)
        names = [one.name for one in history if isinstance(one, ContactCreated | ContactRenamed)]
        known = [one.value for one in history if isinstance(one, IdentityAdded) and one.kind == KNOWN_BY]
        if not any(names) and known:
            graph, value = self.graph, known[-1]
            self._asked.get(contact_id, lambda: self._named(graph, contact, value))

    def _named(self, graph: Graph, contact: Contact, value: str) -> str | None:
        """Name a contact as Facebook does; empty where it has no name for them, None where it cannot be asked now."""
        page_id, _, psid = value.partition(":")
        held = page_holder(self.log, self.secrets.of_installation(), page_id)
        if held is None or held.ref_id != contact.account_id or held.holder_id is None:
            return None
        token = page_token(self.secrets.get(contact.account_id, page_token_name(held.holder_id)))
        try:
            name = graph.name_of(psid, token)
        except MailboxError as error:
            logger.warning("a name cannot be asked for: %s", type(error).__name__)
            return None
        if name:
            env = Envelope(contact.account_id, "system:messenger", self.clock(), uuid4(), None, uuid4())
            self.bus.dispatch(RenameContact(contact.id, name), env)
        return name
