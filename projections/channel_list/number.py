"""Which number a WhatsApp channel is of, how far it is verified, and its keywords (WAB-01, WAB-03)."""

from domain.channel.whatsapp_events import (
    TemplatesSynced,
    WhatsAppCodeRequested,
    WhatsAppKeywordsSet,
    WhatsAppNumberChosen,
    WhatsAppNumberVerified,
    WhatsAppRegistered,
)
from domain.kernel.event import payload
from projections.channel_list.fold import Fold
from projections.channel_list.rows import ChannelRow, done
from projections.common.handlers import Handlers

SHOWN = ("waba_id", "phone_number_id", "display_number", "verified_name")
VERIFICATION = "whatsapp_registered"


def register(on: Handlers[Fold]) -> None:
    """Add these events to what the channel list wants to see."""
    on(chosen)
    on(checked)
    on(keywords)
    on(synced)


def chosen(fold: Fold, position: int, event: WhatsAppNumberChosen) -> None:
    """A number was chosen, or vouched for again; another one is yet to be verified."""
    row = done(fold.channel(position, event), event)
    kept = row.whatsapp or {}
    if kept.get("phone_number_id") != event.phone_number_id:
        row.steps = [each for each in row.steps if each != VERIFICATION]
        kept = {**kept, "verification": "", "registered": False}
    row.whatsapp = {**kept, **{name: getattr(event, name) for name in SHOWN}}


def checked(
    fold: Fold, position: int, event: WhatsAppCodeRequested | WhatsAppNumberVerified | WhatsAppRegistered
) -> None:
    """It is on the way to being ours to use."""
    row = fold.channel(position, event)
    match event:
        case WhatsAppCodeRequested() if _of(row)["verification"] != "verified":
            row.whatsapp = {**_of(row), "verification": "requested"}
        case WhatsAppNumberVerified():
            row.whatsapp = {**_of(row), "verification": "verified"}
        case WhatsAppRegistered():
            done(row, event).whatsapp = {**_of(row), "registered": True}


def keywords(fold: Fold, position: int, event: WhatsAppKeywordsSet) -> None:
    """By which words people opt in and out."""
    row = fold.channel(position, event)
    row.whatsapp = {**(row.whatsapp or {}), "keywords": payload(event)}


def synced(fold: Fold, position: int, event: TemplatesSynced) -> None:
    """Its templates are known as of then."""
    row = fold.channel(position, event)
    row.whatsapp = {**_of(row), "templates_synced_at": event.timestamp.isoformat()}


def _of(row: ChannelRow) -> dict[str, object]:
    return {"verification": "", "registered": False, **(row.whatsapp or {})}
