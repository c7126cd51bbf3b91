"""The mail that asks a customer how satisfied they are: sent by a worker, once, and recorded (CNV-10, EML-18)."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from application.asked import worded
from application.csat import RecordRatingMailed
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.channels.email import is_address
from domain.channels.email_rules import Origin
from domain.conversation.aggregate import Conversation
from domain.conversation.messages import MessageReceived
from domain.csat.policy import LATE
from domain.csat.rating import Csat, csat_id
from domain.csat.survey import Survey, survey_id
from domain.kernel.envelope import Envelope
from domain.kernel.ids import derived
from infrastructure.channels.email.compose import OutgoingMail
from infrastructure.channels.email.parsed import Person
from infrastructure.channels.email.relay import Outcome
from infrastructure.insisting import insisted
from infrastructure.rating_links import PATH, RatingLinks
from infrastructure.sending import Sender, TryAgain
from infrastructure.settings import Settings


@dataclass(frozen=True)
class RatingMails:
    """The worker's part. The mail says nothing of what the conversation was about, and its links nothing of anybody."""

    settings: Settings
    sender: Sender
    links: RatingLinks

    def __call__(self, account_id: UUID, conversation_id: UUID) -> None:
        """Send the mail, if the customer is to be asked and the log does not say how that ended.

        Raises:
            TryAgain: the relay said later, nobody knows whether it has it, or another worker has it in hand.

        """
        message_id = derived(conversation_id, "csat", "mail")
        with self.sender.alone(message_id) as alone:
            if not alone:
                raise TryAgain
            csat = self.sender.log.fresh(Csat, csat_id(conversation_id))
            if csat is not None and csat.asked is not None and not csat.told:
                self._send(account_id, conversation_id, message_id, csat)

    def _send(self, account_id: UUID, conversation_id: UUID, message_id: UUID, csat: Csat) -> None:
        mail = self._mail(account_id, conversation_id, message_id, csat)
        result, code = "refused", 0
        conversation = self.sender.log.fresh(Conversation, conversation_id)
        if mail is not None and conversation is not None and csat.asked is not None:
            # a provider is asked first each time: how an attempt before ended nobody wrote down
            begun = [csat.asked.timestamp]
            answer = self.sender.handing_over(account_id, mail, conversation.channel_id, begun)()
            if answer.uncertain or answer.outcome is Outcome.TEMPORARY:
                raise TryAgain
            result, code = "sent" if answer.outcome is Outcome.ACCEPTED else "refused", answer.code
        env = Envelope(account_id, "system:sender", self.sender.clock(), uuid4(), message_id, uuid4())
        insisted(self.sender.bus, RecordRatingMailed(conversation_id, result, code), env)

    def _mail(
        self, account_id: UUID, conversation_id: UUID, message_id: UUID, csat: Csat
    ) -> OutgoingMail | None:
        """Return the mail; None where it is too late, or the contact was forgotten meanwhile."""
        log, now, asked = self.sender.log, self.sender.clock(), csat.asked
        account, conversation = log.fresh(Account, account_id), log.fresh(Conversation, conversation_id)
        channel = conversation and log.fresh(Channel, conversation.channel_id)
        written = [one for one in log.stream(conversation_id) if isinstance(one, MessageReceived)]
        last = next((one for one in reversed(written) if not one.automatic), None)
        if not account or not conversation or not channel or not asked or last is None:
            return None
        if conversation.erased or last.erased or not is_address(last.sender) or now > asked.timestamp + LATE:
            return None
        survey = log.fresh(Survey, survey_id(asked.inbox_id))
        token = self.links.issue(account_id, conversation_id, csat.contact_id, now, asked.expires_at)
        url = f"{self.settings.base_url}{PATH}{token}"
        company = account.branding.name or account.name
        question = survey.asking.question if survey else ""
        subject, text = worded(account.language, company, question, url)
        return OutgoingMail(
            message_id=f"{message_id}@{self.settings.mail_domain}",
            sender=Person(channel.address or channel.sender, company),
            to=[Person(last.sender, last.sender_name)],
            subject=subject,
            text=text,
            date=asked.timestamp,
            # an answer to it is found to belong to the conversation, while it answers nothing itself (RFC 3834)
            references=[last.provider_id],
            origin=Origin.AUTOMATION,
        )
