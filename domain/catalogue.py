"""Every event there is: imports each events module, so that topics resolve, and lists the classes."""

from types import ModuleType

from domain.access import events as access
from domain.account import events as account
from domain.bot import events as bot
from domain.call import events as call
from domain.canned import events as canned
from domain.channel import calling_events as phoned
from domain.channel import chat_events as chatting
from domain.channel import consent_events as asking
from domain.channel import events as channel
from domain.channel import messenger_events as paged
from domain.channel import whatsapp_events as numbered
from domain.claim import events as claim
from domain.consent import events as consent
from domain.contact import events as contact
from domain.conversation import attribution_events as attribution
from domain.conversation import bot_events as held
from domain.conversation import calling_events as calling
from domain.conversation import events as conversation
from domain.conversation import handling_events as handling
from domain.conversation import mailing_events as mailing
from domain.conversation import messages
from domain.conversation import messaging_events as messaging
from domain.conversation import placing_events as placing
from domain.conversation import visiting_events as visiting
from domain.csat import events as csat
from domain.form import events as form
from domain.inbox import events as inbox
from domain.intake import events as intake
from domain.kernel.event import Event
from domain.macro import events as macro
from domain.pipeline import events as pipeline
from domain.routing import events as routing
from domain.schedule import events as schedule
from domain.sla import events as sla
from domain.team import events as team
from domain.template import events as template
from domain.ticket import events as ticket
from domain.token import events as token
from domain.user import events as user
from domain.view import events as view

MODULES: tuple[ModuleType, ...] = (
    access, account, bot, held, mailing, call, canned, channel, phoned, chatting, paged, numbered, asking, claim, consent, contact, attribution, calling, conversation, handling, messages, messaging, placing, visiting, csat, form, inbox, intake, macro, pipeline, routing, schedule, sla, team, template, ticket, token, user, view,
)  # fmt: skip


def events() -> dict[str, type[Event]]:
    """Return topic -> event class, for every event of the product, sorted by topic."""
    found = {
        item.TOPIC: item
        for module in MODULES
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, Event) and "TOPIC" in vars(item)
    }
    return dict(sorted(found.items()))
