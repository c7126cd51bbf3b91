"""Mails to contacts' owners who were away when a message came: sent by a worker, once, and recorded (RTG-04)."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from application.telling import RecordOwnerTold
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.channels.email_rules import Origin
from domain.conversation.events import AssignmentDecided, OwnerTold
from domain.conversation.messages import MessageReceived
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.ids import derived
from infrastructure.channels.email.compose import OutgoingMail
from infrastructure.channels.email.parsed import Person
from infrastructure.channels.email.relay import Outcome
from infrastructure.insisting import insisted
from infrastructure.postgres.pool import Pool
from infrastructure.sending import Sender, TryAgain
from infrastructure.settings import Settings
from projections.people import queries as people

LATE = timedelta(days=1)
"""After that the owner has seen it, or the mail says nothing new."""
TEXT_AT_MOST = 5000
ENGLISH = """\
Hello,

a contact you look after wrote while you were away. {whose}

Read and answer it here:

{url}
"""
POLISH = """\
Dzień dobry,

kontakt, którym się opiekujesz, napisał pod Twoją nieobecność. {whose}

Przeczytaj i odpowiedz tutaj:

{url}
"""
WORDS = {
    "en": (
        "A contact of yours wrote",
        ENGLISH,
        ("Nobody has the conversation yet.", "The conversation is yours."),
    ),
    "pl": (
        "Napisał Twój kontakt",
        POLISH,
        ("Nikt jeszcze nie ma tej rozmowy.", "Rozmowa jest Twoja."),
    ),
}
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class OwnerMails:
    """The worker's part. The mail names nobody; it holds the message's subject and text only if the account wants that."""

    settings: Settings
    sender: Sender
    views: Pool

    def __call__(self, account_id: UUID, conversation_id: UUID, key: str) -> None:
        """Tell the owner, unless the log says how that ended; `key` ends with the version of the decision.

        Raises:
            TryAgain: the relay said later, nobody knows whether it has it, or another worker has it in hand.

        """
        version = int(key.rpartition(".")[2])
        message_id = derived(conversation_id, "owner_told", str(version))
        with self.sender.alone(message_id) as alone:
            if not alone:
                raise TryAgain
            events = self.sender.log.stream(conversation_id)
            if not any(isinstance(one, OwnerTold) and one.decision == version for one in events):
                self._tell(account_id, message_id, events[:version])

    def _tell(self, account_id: UUID, message_id: UUID, events: list[Event]) -> None:
        decision = events[-1]
        if not isinstance(decision, AssignmentDecided):
            return
        owner_id = next(UUID(str(one["user"])) for one in decision.considered if one["owner"])
        mail = self._mail(account_id, owner_id, message_id, events, decision)
        result, code = "refused", 0
        if mail is not None:
            # a provider is asked first each time: how an attempt before ended nobody wrote down
            begun = [decision.timestamp]
            answer = self.sender.handing_over(account_id, mail, decision.channel_id, begun)()
            if answer.uncertain or answer.outcome is Outcome.TEMPORARY:
                raise TryAgain
            result, code = "sent" if answer.outcome is Outcome.ACCEPTED else "refused", answer.code
        told = RecordOwnerTold(decision.originator_id, owner_id, decision.originator_version, result, code)
        env = Envelope(
            account_id,
            "system:sender",
            self.sender.clock(),
            decision.envelope.correlation_id,
            message_id,
            uuid4(),
        )
        insisted(self.sender.bus, told, env)

    def _mail(
        self,
        account_id: UUID,
        owner_id: UUID,
        message_id: UUID,
        events: list[Event],
        decision: AssignmentDecided,
    ) -> OutgoingMail | None:
        """Return the mail; None where it is too late, or the owner may not sign in any more."""
        account = self.sender.log.fresh(Account, account_id)
        channel = self.sender.log.fresh(Channel, decision.channel_id)
        with self.views.connection() as db:
            owner = people.user(db, account_id, owner_id)
        late = self.sender.clock() - decision.timestamp > LATE
        if account is None or channel is None or owner is None or not owner.active or late:
            return None
        subject, text, whose = WORDS.get(account.language, WORDS["en"])
        url = f"{self.settings.base_url}/inbox/open/{decision.originator_id}"
        text = text.format(whose=whose[decision.assignee_id is not None], url=url)
        if account.owner_rules.mail_text:
            text += _message(events)
        return OutgoingMail(
            message_id=f"{message_id}@{self.settings.mail_domain}",
            sender=Person(channel.address or channel.sender, "Postroom"),
            to=[Person(owner.email, owner.name)],
            subject=subject,
            text=text,
            date=decision.timestamp,
            origin=Origin.AUTOMATION,
        )


def _message(events: list[Event]) -> str:
    """Return what the mail is about: the newest message that came in; nothing of one that was forgotten."""
    came = [one for one in events if isinstance(one, MessageReceived)]
    if not came or came[-1].erased:
        return ""
    return f"\n---\n{came[-1].subject}\n\n{(came[-1].reply or came[-1].text)[:TEXT_AT_MOST]}\n"
