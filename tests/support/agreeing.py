"""Visitors of a chat that asks for consent, as far as consent goes: what ingest does, without the message."""

from datetime import timedelta
from uuid import UUID

from application.attribution import contact_of
from application.company import SetDataPrivacy
from application.consent import evidence_of, is_missing, keep_consent, of_visitor
from application.consent_setting import SetConsent
from application.inbound import Party
from application.unit import Unit
from domain.channel.aggregate import Channel
from domain.channel.consent_settings import text_hash
from domain.consent.terms import Agreed
from tests.support.chats import ChatDesk
from tests.support.world import World

EN, PL = "We keep what you write.", "Zapisujemy, co piszesz."
TEXTS = {"en": EN, "pl": PL}
PAGE, PEER = "https://shop.example/cart?user=jo", "203.0.113.77"


class Agreeing:
    """A chat that asks, and its visitors."""

    def __init__(self, world: World, mode: str = "explicit") -> None:
        self.world = world
        self.channel = ChatDesk(world).channel
        world.do(SetDataPrivacy(on=True))
        self.ask(mode)

    def ask(self, mode: str = "explicit", **texts: str) -> None:
        """Let the channel ask this."""
        self.world.do(SetConsent(self.channel, mode, texts or TEXTS))

    def agreed(self, language: str = "en", *, button: bool = True) -> Agreed:
        """Return what a browser says that shows what is asked now."""
        settings = self.world.get(Channel, self.channel).consent
        return Agreed(settings.text_version, text_hash(settings.texts[language]), language, button)

    def refuses(self, visitor: str, agreed: Agreed | None = None) -> bool:
        """Whether a message would not be taken in."""
        unit = Unit(self.world.env(), self.world.ports)
        return is_missing(unit, unit.get(Channel, self.channel), of_visitor(unit, "cookie", visitor), agreed)

    def writes(
        self, visitor: str, agreed: Agreed | None = None, message_id: UUID | None = None, language: str = ""
    ) -> UUID:
        """Take in a message of a visitor, named after them; returns the contact."""
        assert not self.refuses(visitor, agreed)
        self.world.now += timedelta(seconds=1)
        unit = Unit(self.world.env("system:ingest"), self.world.ports)
        channel = unit.get(Channel, self.channel)
        contact = contact_of(unit, "cookie", Party(visitor, f"Visitor {visitor[:6]}"), "chat").contact
        method = "button" if agreed and agreed.button else "message"
        evidence = evidence_of(method, message_id=message_id, peer_ip=PEER, page=PAGE)
        keep_consent(unit, channel, contact, evidence, agreed, language)
        unit.save()
        return contact.id

    def consent(self, contact_id: UUID) -> UUID:
        """Return the stream of a contact's consent."""
        unit = Unit(self.world.env(), self.world.ports)
        return unit.claim_id("consent", contact_id.hex, self.channel.hex, "conversation")
