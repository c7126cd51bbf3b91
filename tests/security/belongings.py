"""What belongs to conversations, inboxes and channels and has a history of its own: one of each (AUD-01)."""

from uuid import UUID

from application.bot import SetBot, SwitchBot
from application.conversation import CloseConversation, PostReply
from application.csat import AskForRating, SetSurvey
from application.sla import CreateSlaPolicy, KeepPromises
from domain.bot.flow import Flow
from domain.bot.steps import Step
from domain.conversation.events import ConversationClosed
from domain.csat.survey import Asking
from domain.sla.aggregate import Promised
from domain.template.aggregate import template_id
from tests.support.chats import ChatDesk
from tests.support.numbers import marked
from tests.support.world import World


def belongings(world: World, mark: str, conversation: UUID) -> dict[str, UUID]:
    """Make them; returns by which ids their histories are asked for, and that of the number with a template."""
    policy = world.make(CreateSlaPolicy(Promised(f"{mark} promise", (("none", 60, 60, 600),))))
    world.do(KeepPromises(conversation, policy, mark))
    talk, chat = _talk(world, mark)
    number = marked(world, mark).channel
    return {
        "policy": policy, "sla_policy": policy, "promise": conversation, "bot_run": talk, "bot": chat, "survey": world.inbox, "csat": _asked(world, mark, talk),
        "number_channel": number, "template": template_id(number, "hello", "en"),
    }  # fmt: skip


def _talk(world: World, mark: str) -> tuple[UUID, UUID]:
    """Return a conversation that a bot answers, and its channel."""
    desk = ChatDesk(world)
    steps = (
        Step("hello", "say", f"{mark} hello", next="ask"),
        Step("ask", "ask", f"{mark} name?", field="name"),
    )
    world.do(SetBot(desk.channel, Flow(f"{mark} bot", steps)))
    world.do(SwitchBot(desk.channel, on=True))
    return desk.say(f"{mark} chat"), desk.channel


def _asked(world: World, mark: str, conversation: UUID) -> UUID:
    """Return the conversation, after its customer was asked; nobody else is."""
    world.do(SetSurvey(world.inbox, Asking(on=True, delay_minutes=0)))
    world.do(PostReply(conversation, f"{mark} answer"), by=world.admin)
    world.do(CloseConversation(conversation), by=world.admin)
    closed = world.happened(conversation, ConversationClosed)[-1]
    world.do(AskForRating(conversation, closed.originator_version))
    world.do(SetSurvey(world.inbox, Asking(on=False)))
    return conversation
