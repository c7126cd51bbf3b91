"""Mails with what was said in chats: sent by a worker, once, and recorded (CHT-11, CHT-12)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, Protocol
from uuid import UUID, uuid4

from application.chat_mails import RecordChatMailed, address_of
from application.unit import Unit
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.channels.email import outgoing_message_id
from domain.channels.email_rules import Origin
from domain.conversation.aggregate import Conversation
from domain.conversation.delivery import State
from domain.conversation.mailing_events import TranscriptRequested
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.csat.rating import question_id
from domain.kernel.envelope import Envelope
from domain.kernel.ids import derived
from domain.schedule.zones import local
from infrastructure.channels.email.compose import OutgoingMail
from infrastructure.channels.email.parsed import Person
from infrastructure.channels.email.relay import Outcome
from infrastructure.insisting import insisted
from infrastructure.sending import Sender, TryAgain

LATE = timedelta(days=1)
"""After that a mail about what was not seen says nothing new."""
Line = MessageReceived | MessagePosted
WORDS = {
    "en": {
        "transcript": "Your conversation with {company}",
        "left": "{company} has answered you",
        "intro_transcript": "This is what was said:",
        "intro_left": "You had left the chat before you could read this:",
        "outro": "Answer this mail to go on with the conversation.",
        "you": "You",
        "file": "[file: {name}]",
    },
    "pl": {
        "transcript": "Twoja rozmowa: {company}",
        "left": "Odpowiedź od: {company}",
        "intro_transcript": "Oto zapis rozmowy:",
        "intro_left": "Nie było Cię już na czacie, gdy przyszła ta odpowiedź:",
        "outro": "Odpowiedz na tę wiadomość, aby kontynuować rozmowę.",
        "you": "Ty",
        "file": "[plik: {name}]",
    },
}


class Asked(NamedTuple):
    """What a job is about: the request's version, or 0 for what somebody who left has not seen."""

    conversation: Conversation
    request: int
    email: str
    lines: Sequence[Line]


class There(Protocol):
    """Who of the visitors is there (`infrastructure.live.visitors.RedisVisitors`)."""

    def of(self, account_id: UUID, conversation_id: UUID) -> object | None:
        """Return somebody, or None for nobody."""


@dataclass(frozen=True)
class ChatMails:
    """The worker's part; what is mailed is what the visitor could read in the chat."""

    sender: Sender
    visitors: There
    mail_domain: str
    rating: Callable[[UUID], str]
    """The link by which a conversation's visitor says how satisfied they are."""

    def __call__(self, account_id: UUID, conversation_id: UUID, key: str) -> None:
        """Mail what was asked for, or what was not seen, unless the log says how that ended; `key` ends with the request.

        Raises:
            TryAgain: the relay said later, nobody knows whether it has it, or another worker has it in hand.

        """
        request = int(key.rpartition(".")[2])
        if not request and self.visitors.of(account_id, conversation_id) is not None:
            return
        with self.sender.alone(derived(conversation_id, "chat_mail", str(request))) as alone:
            if not alone:
                raise TryAgain
            asked = self._asked(account_id, conversation_id, request)
            if asked is not None:
                self._send(account_id, asked)

    def _asked(self, account_id: UUID, conversation_id: UUID, request: int) -> Asked | None:
        conversation = self.sender.log.fresh(Conversation, conversation_id)
        if conversation is None or conversation.erased:
            return None
        events = self.sender.log.stream(conversation_id)
        lines = [one for one in events if isinstance(one, Line) and _is_shown(conversation, one)]
        if request:
            wanted = [
                one
                for one in events
                if isinstance(one, TranscriptRequested) and one.originator_version == request
            ]
            due = request in conversation.transcripts_due and wanted and lines
            return Asked(conversation, request, wanted[0].email, lines) if due else None
        since = self.sender.clock() - LATE
        unseen = [
            one
            for one in lines
            if isinstance(one, MessagePosted) and one.timestamp > since and _is_unseen(conversation, one)
        ]
        email = self._address(account_id, conversation) if unseen else ""
        return Asked(conversation, 0, email, unseen) if email else None

    def _address(self, account_id: UUID, conversation: Conversation) -> str:
        unit = Unit(
            Envelope(account_id, "system:sender", self.sender.clock(), uuid4()), self.sender.bus.ports
        )
        return address_of(unit, conversation)

    def _send(self, account_id: UUID, asked: Asked) -> None:
        mail, result, code = self._mail(account_id, asked), "refused", 0
        if mail is not None:
            # a provider is asked first each time: how an attempt before ended nobody wrote down
            begun = [asked.lines[-1].timestamp]
            answer = self.sender.handing_over(account_id, mail, asked.conversation.channel_id, begun)()
            if answer.uncertain or answer.outcome is Outcome.TEMPORARY:
                raise TryAgain
            result, code = "sent" if answer.outcome is Outcome.ACCEPTED else "refused", answer.code
        ids = tuple(one.message_id for one in asked.lines)
        told = RecordChatMailed(
            asked.conversation.id, asked.request, ids, asked.email, mail.message_id if mail else "", result, code
        )  # fmt: skip
        env = Envelope(
            account_id, "system:sender", self.sender.clock(), uuid4(), asked.lines[-1].message_id, uuid4()
        )
        insisted(self.sender.bus, told, env)

    def _mail(self, account_id: UUID, asked: Asked) -> OutgoingMail | None:
        account = self.sender.log.fresh(Account, account_id)
        channel = self.sender.log.fresh(Channel, asked.conversation.channel_id)
        if account is None or channel is None or not channel.sender:
            return None
        words, company = WORDS.get(account.language, WORDS["en"]), channel.company_name or account.name
        kind = "transcript" if asked.request else "left"
        told = "\n\n".join(self._line(one, account.time_zone, words, company) for one in asked.lines)
        name = f"{asked.request}.{asked.lines[-1].message_id.hex}"
        message_id = derived(asked.conversation.id, "chat_mail", name)
        secret = self.sender.secrets.of_account(account_id)
        return OutgoingMail(
            message_id=outgoing_message_id(secret, message_id.hex, self.mail_domain),
            sender=Person(channel.sender, company),
            to=[Person(asked.email)],
            subject=words[kind].format(company=company),
            text=f"{words[f'intro_{kind}']}\n\n{told}\n\n{words['outro']}\n",
            date=self.sender.clock(),
            origin=Origin.AUTOMATION,
            reply_to=Person(channel.hosted_address) if channel.hosted_address != channel.sender else None,
        )

    def _line(self, one: Line, zone: str, words: dict[str, str], company: str) -> str:
        at = local(zone, one.timestamp).strftime("%Y-%m-%d %H:%M")
        who = words["you"] if isinstance(one, MessageReceived) else one.sender_name or company
        home = one.originator_id
        link = self.rating(home) if one.message_id == question_id(home) else ""
        files = [words["file"].format(name=file["filename"]) for file in one.attachments]
        return f"{who}, {at}\n" + "\n".join(filter(None, (one.text.strip(), link, *files)))


def _is_shown(conversation: Conversation, one: Line) -> bool:
    """Whether the visitor wrote or could read it here: no mail, and nothing that was moved away."""
    if one.erased or one.message_id not in conversation.placed:
        return False
    if isinstance(one, MessageReceived):
        return one.sender_why == "chat"
    return one.in_place and conversation.delivery(one.message_id).state is State.SENT


def _is_unseen(conversation: Conversation, one: MessagePosted) -> bool:
    seen = conversation.delivery(one.message_id).receipt == "seen"
    return not seen and one.message_id not in conversation.mailed
