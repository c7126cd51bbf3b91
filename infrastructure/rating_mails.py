"""The mail that asks a customer how satisfied they are: sent by a worker, once, and recorded (CNV-10, EML-18).

The visitor of a chat who is there, or who left no address, is asked in the chat; who wrote by a platform with windows, by a
message there.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID, uuid4

from application.asked import worded
from application.bus import Command
from application.chat_mails import address_of
from application.csat import RecordRatingMailed
from application.csat_chat import AskInChat
from application.unit import Unit
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.channels.email import is_address
from domain.channels.email_rules import Origin
from domain.channels.kinds import kind_of
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessageReceived
from domain.csat.events import CsatAsked
from domain.csat.policy import LATE
from domain.csat.rating import Csat, csat_id, question_id
from domain.csat.survey import Survey, survey_id
from domain.kernel.envelope import Envelope
from infrastructure.channels.email.compose import OutgoingMail
from infrastructure.channels.email.parsed import Person
from infrastructure.channels.email.relay import Outcome
from infrastructure.chat_mails import There
from infrastructure.insisting import insisted
from infrastructure.rating_links import PATH, RatingLinks
from infrastructure.sending import Sender, TryAgain
from infrastructure.settings import Settings


class Reached(NamedTuple):
    """Where a customer is mailed; their last message, and its Message-ID, empty where it was no mail."""

    person: Person
    message_id: UUID
    provider_id: str


@dataclass(frozen=True)
class RatingMails:
    """The worker's part. The mail says nothing of what the conversation was about, and its links nothing of anybody."""

    settings: Settings
    sender: Sender
    links: RatingLinks
    visitors: There

    def __call__(self, account_id: UUID, conversation_id: UUID) -> None:
        """Ask, if the customer is to be asked and the log does not say how that ended.

        Raises:
            TryAgain: the relay said later, nobody knows whether it has it, or another worker has it in hand.

        """
        with self.sender.alone(question_id(conversation_id)) as alone:
            if not alone:
                raise TryAgain
            csat = self.sender.log.fresh(Csat, csat_id(conversation_id))
            if csat is not None and csat.asked is not None and not csat.told:
                self._send(account_id, conversation_id, csat)

    def _send(self, account_id: UUID, conversation_id: UUID, csat: Csat) -> None:
        conversation = self.sender.log.fresh(Conversation, conversation_id)
        if conversation is None or csat.asked is None:
            return
        to = None if conversation.erased else self._reached(account_id, conversation)
        message_id = question_id(conversation_id)
        if self._is_asked_there(account_id, conversation, to):
            of = account_id, conversation_id, csat.contact_id
            self.links.issue_in_chat(*of, csat.asked.timestamp, csat.asked.expires_at)
            self._record(account_id, AskInChat(conversation_id), message_id)
            return
        mail, result, code = self._mail(account_id, conversation, csat, csat.asked, to), "refused", 0
        if mail is not None:
            # a provider is asked first each time: how an attempt before ended nobody wrote down
            begun = [csat.asked.timestamp]
            answer = self.sender.handing_over(account_id, mail, conversation.channel_id, begun)()
            if answer.uncertain or answer.outcome is Outcome.TEMPORARY:
                raise TryAgain
            result, code = "sent" if answer.outcome is Outcome.ACCEPTED else "refused", answer.code
        told = RecordRatingMailed(conversation_id, result, code)
        if mail is not None and to is not None and result == "sent" and not mail.references:
            told = replace(told, mail_id=mail.message_id, after=to.message_id)
        self._record(account_id, told, message_id)

    def _record(self, account_id: UUID, told: Command, cause: UUID) -> None:
        env = Envelope(account_id, "system:sender", self.sender.clock(), uuid4(), cause, uuid4())
        insisted(self.sender.bus, told, env)

    def _is_asked_there(self, account_id: UUID, conversation: Conversation, to: Reached | None) -> bool:
        """Whether the question stands where they wrote: in a chat who is there reads it now, who left no address later."""
        kind = kind_of(conversation.channel_kind)
        if not kind.outlet:
            return kind.standing(None, self.sender.clock()) is not None
        return to is None or self.visitors.of(account_id, conversation.id) is not None

    def _reached(self, account_id: UUID, conversation: Conversation) -> Reached | None:
        """Return where the customer is mailed: from where they wrote last, or the address a visitor left; None: nowhere."""
        log = self.sender.log
        written = [one for one in log.stream(conversation.id) if isinstance(one, MessageReceived)]
        last = next((one for one in reversed(written) if not one.automatic), None)
        if last is None or last.erased:
            return None
        if is_address(last.sender):
            return Reached(Person(last.sender, last.sender_name), last.message_id, last.provider_id)
        if not kind_of(conversation.channel_kind).outlet:
            return None
        env = Envelope(account_id, "system:sender", self.sender.clock(), uuid4())
        email = address_of(Unit(env, self.sender.bus.ports), conversation)
        return Reached(Person(email, last.sender_name), last.message_id, "") if email else None

    def _mail(
        self, account_id: UUID, conversation: Conversation, csat: Csat, asked: CsatAsked, to: Reached | None
    ) -> OutgoingMail | None:
        """Return the mail; None where it is too late, or the contact was forgotten meanwhile."""
        log, now = self.sender.log, self.sender.clock()
        account, channel = log.fresh(Account, account_id), log.fresh(Channel, conversation.channel_id)
        if account is None or channel is None or to is None or now > asked.timestamp + LATE:
            return None
        survey = log.fresh(Survey, survey_id(asked.inbox_id))
        token = self.links.issue(account_id, conversation.id, csat.contact_id, now, asked.expires_at)
        url = f"{self.settings.base_url}{PATH}{token}"
        company = account.branding.name or account.name
        question = survey.asking.question if survey else ""
        subject, text = worded(account.language, company, question, url)
        sender = channel.address or channel.sender
        return OutgoingMail(
            message_id=f"{question_id(conversation.id)}@{self.settings.mail_domain}",
            sender=Person(sender, company),
            to=[to.person],
            subject=subject,
            text=text,
            date=asked.timestamp,
            # an answer to it is found to belong to the conversation, while it answers nothing itself (RFC 3834)
            references=[to.provider_id] if to.provider_id else [],
            origin=Origin.AUTOMATION,
            reply_to=None
            if to.provider_id or channel.hosted_address == sender
            else Person(channel.hosted_address),
        )
