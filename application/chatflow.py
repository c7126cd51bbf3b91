"""The chatflow of a page: a bot whose words a provider carries, so that its windows hold for them, too (MSG-02, MSG-08).

It is made and switched on when the page is connected, and begins with the first thing somebody says in a conversation.
What only was pressed to begin says nothing yet: the bot waits with the conversation for what they want.
"""

from uuid import UUID

from application.inbound import InboundMessage, Messaged
from application.talking import Heard, begin_run, give_way, take_turn
from application.unit import Unit
from application.windows import last_inbound
from domain.bot.aggregate import BotRun, run_id
from domain.channel.aggregate import Channel
from domain.channels.kinds import kind_of
from domain.channels.window import REFERRAL
from domain.conversation.aggregate import Conversation
from domain.conversation.content import BY_PEOPLE
from domain.conversation.messages import MessagePosted
from domain.intake.aggregate import Intake

NO_ANSWER = frozenset({"get_started", "referral", "optin", "edit"})
"""As what a message may be said (`MessageReceived.said`) that answers nothing a bot asked."""


def let_flow_answer(
    unit: Unit,
    intake: Intake,
    channel: Channel,
    conversation: Conversation,
    message: InboundMessage,
    about: Messaged,
    *,
    message_id: UUID,
    spoken: bool,
) -> bool:
    """Let the chatflow answer a message, in the save that takes it in; whether the flow has the conversation in hand.

    `spoken` says that they had said something there before this.
    """
    person = message.sender.address
    run = unit.find(BotRun, run_id(conversation.id))
    if run is None:
        if spoken or _people_wrote(unit, conversation) or not _may_speak(unit, conversation, person):
            return False
        run = begin_run(unit, channel, conversation, person)
    if run is None or not conversation.with_bot:
        return False
    if not _may_speak(unit, conversation, person):
        give_way(unit, conversation)
    elif _is_heard(run, conversation, intake, about, message.text):
        take_turn(unit, channel, conversation, run, Heard(message_id, person, message.text))
    return True


def _may_speak(unit: Unit, conversation: Conversation, person: str) -> bool:
    at = last_inbound(unit, conversation, person).at
    window = kind_of(conversation.channel_kind).window(at, unit.env.at, "bot")
    return window is None or window.allowed


def _people_wrote(unit: Unit, conversation: Conversation) -> bool:
    """Whether somebody of the company wrote there first, here or on the page elsewhere: no bot comes between."""
    posted = (one for one in unit.ports.log.stream(conversation.id) if isinstance(one, MessagePosted))
    return any(one.origin in BY_PEOPLE for one in posted)


def _is_heard(run: BotRun, conversation: Conversation, intake: Intake, about: Messaged, text: str) -> bool:
    """Whether a message is the first word, or an answer: what came before the bot last spoke does not answer it."""
    if not run.answered:
        return conversation.spoken
    answers = about.said not in NO_ANSWER or (about.said == REFERRAL and bool(text))
    return answers and intake.created_on >= run.spoke_at
