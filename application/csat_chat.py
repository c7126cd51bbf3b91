"""Asking how satisfied somebody is where they are: in a chat, or in a message of a platform's within its window (CNV-10)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.asked import asked_for
from application.messenger_consent import say
from application.outlet import arrive
from application.unit import Unit
from application.windows import last_inbound
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.conversation.aggregate import Conversation
from domain.conversation.content import Outgoing
from domain.csat.policy import LATE
from domain.csat.rating import Csat, csat_id, question_id
from domain.csat.survey import Survey, survey_id


@dataclass(frozen=True, slots=True)
class AskInChat:
    """Put the question to somebody where they are, without the link, which only they are shown or sent."""

    PERMISSION: ClassVar[str] = "conversation_write"

    conversation_id: UUID


def ask_in_chat(command: AskInChat, unit: Unit) -> None:
    """Post it, once, and record that it stands there; refused where nobody would see it any more, or it may not be sent."""
    csat = unit.get(Csat, csat_id(command.conversation_id))
    if csat.asked is None or csat.told:
        return
    conversation = unit.get(Conversation, command.conversation_id)
    is_late = unit.env.at > csat.asked.timestamp + LATE
    if is_late or conversation.erased or conversation.merged_into is not None:
        csat.mailed(unit.env, "refused", 0)
        return
    account, survey = unit.get(Account, unit.env.account_id), unit.get(Survey, survey_id(csat.asked.inbox_id))
    message_id, text = question_id(conversation.id), asked_for(account.language, survey.asking.question)
    if kind_of(conversation.channel_kind).outlet:
        question = Outgoing(
            message_id, f"{conversation.channel_kind}:{message_id.hex}", "", (), "", text,
            origin="automation", sender_name=account.branding.name or account.name,
        )  # fmt: skip
        conversation.post(unit.env, question)
        arrive(unit, conversation, message_id)
    else:
        channel = unit.get(Channel, conversation.channel_id)
        say(unit, channel, conversation, last_inbound(unit, conversation).sender, message_id, text)
    csat.mailed(unit.env, "shown" if message_id in conversation.deliveries else "refused", 0)
