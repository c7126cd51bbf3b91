"""A chat's messages and consent, through the door and taken in: never without it, and recorded with what brought it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application.chatted import Sending
from application.company import SetDataPrivacy
from application.consent import Withdraw
from application.consent_setting import SetConsent
from application.ingest import IngestMessage
from application.intake import ReplayIntake
from application.unagreed import DestroyUnagreed
from domain.consent.events import ConsentBegun, ConsentGiven
from domain.consent.terms import Agreed
from domain.contact.events import ContactCreated
from domain.conversation.messages import MessageReceived
from domain.intake.aggregate import CONSENT_MISSING, Intake
from domain.intake.events import MessageIngested, MessageSetAside
from domain.kernel.event import Event
from tests.support.chats import ChatDesk
from tests.support.world import World

pytestmark = pytest.mark.req("PRV-02", "CHT-13")
TEXTS = {"en": "We keep what you write.", "pl": "Zapisujemy, co piszesz."}
SECRET = "My knee hurts."


class Asking(ChatDesk):
    """A chat that asks for consent."""

    def __init__(self, mode: str = "explicit") -> None:
        super().__init__(World())
        self.world.do(SetDataPrivacy(on=True))
        self.ask(mode)

    def ask(self, mode: str = "explicit", text: str = TEXTS["en"]) -> None:
        self.world.do(SetConsent(self.channel, mode, {**TEXTS, "en": text}))

    def agreed(self, language: str = "en") -> Agreed:
        settings = self.now.consent
        return Agreed(settings.text_version, settings.hashes[language], language)

    def comes(self, visitor: UUID, agreed: Agreed | None = None, language: str = "") -> UUID:
        """Let a message come to the door and be looked at; returns its intake."""
        page = "https://shop.example/cart?token=secret"
        said = Sending(
            self.channel, visitor, uuid4().hex, SECRET, agreed=agreed, page_url=page, language=language
        )
        intake = self.accept(said)
        self.world.do(IngestMessage(intake))
        return intake

    def all(self, fact: type[Event]) -> list[Event]:
        recorded = self.world.ports.log.read(0, 1_000_000)  # type: ignore[attr-defined]
        return [one.event for one in recorded if isinstance(one.event, fact)]

    def is_taken(self, intake: UUID) -> bool:
        return bool(self.world.happened(intake, MessageIngested))


def test_without_consent_it_is_set_aside_and_nothing_is_made_of_it() -> None:
    chat, visitor = Asking(), uuid4()
    intake = chat.comes(visitor)
    (aside,) = chat.world.happened(intake, MessageSetAside)
    assert aside.reason == CONSENT_MISSING
    assert not chat.all(ContactCreated)
    assert not chat.all(MessageReceived)
    assert not chat.all(ConsentBegun)
    assert not [one for one in chat.all(Event) if SECRET in repr(vars(one))]
    chat.world.now += timedelta(days=7)
    chat.world.do(DestroyUnagreed(intake))
    held = chat.world.get(Intake, intake)
    assert chat.world.ports.blobs.get(held.blob_id, intake) is None


@pytest.mark.req("PRV-05")
def test_what_was_agreed_to_is_recorded_in_the_save_of_the_message_with_its_evidence() -> None:
    chat, visitor = Asking(), uuid4()
    intake = chat.comes(visitor, chat.agreed("pl"))
    (given,), (message,) = chat.all(ConsentGiven), chat.all(MessageReceived)
    assert isinstance(given, ConsentGiven)
    assert isinstance(message, MessageReceived)
    assert given.envelope.command_id == message.envelope.command_id
    assert (given.method, given.text, given.message_id) == ("button", TEXTS["pl"], message.message_id)
    assert (given.ip, given.page_host) == ("192.0.2.0/24", "shop.example")
    assert given.contact_id == message.contact_id
    assert chat.is_taken(intake)
    assert chat.is_taken(chat.comes(visitor))
    assert len(chat.all(ConsentGiven)) == 1


@pytest.mark.req("PRV-05")
def test_a_message_that_came_between_a_change_of_the_text_and_the_gate_is_set_aside() -> None:
    chat, visitor = Asking(), uuid4()
    old = chat.agreed()
    chat.ask(text="For a year.")
    intake = chat.comes(visitor, old)
    assert not chat.is_taken(intake)
    assert chat.is_taken(chat.comes(visitor, chat.agreed()))
    # now that they have agreed, what had come before may be taken in
    chat.world.do(ReplayIntake(intake), by=chat.world.admin)
    chat.world.do(IngestMessage(intake))
    assert chat.is_taken(intake)


@pytest.mark.req("PRV-03", "PRV-05")
def test_implied_the_first_message_brings_it_and_after_a_withdrawal_none_does() -> None:
    chat, visitor = Asking("implied"), uuid4()
    assert chat.is_taken(chat.comes(visitor))
    (given,) = chat.all(ConsentGiven)
    assert isinstance(given, ConsentGiven)
    assert (given.mode, given.method, given.text_version) == ("implied", "message", 1)
    chat.do(Withdraw(chat.channel, visitor.hex), visitor)
    assert not chat.is_taken(chat.comes(visitor))
    assert chat.is_taken(chat.comes(visitor, chat.agreed()))
    assert len(chat.all(ConsentGiven)) == 2


@pytest.mark.req("PRV-03", "PRV-05")
def test_implied_a_message_that_says_another_text_was_shown_is_taken_and_agrees_to_nothing() -> None:
    chat, visitor = Asking("implied"), uuid4()
    old = chat.agreed()
    chat.ask("implied", text="For a year.")
    assert chat.is_taken(chat.comes(visitor, old))
    assert not chat.all(ConsentBegun)
    assert chat.is_taken(chat.comes(visitor, language="pl"))
    (given,) = chat.all(ConsentGiven)
    assert isinstance(given, ConsentGiven)
    assert (given.method, given.text) == ("message", TEXTS["pl"])


def test_a_chat_that_asks_nothing_records_nothing() -> None:
    chat = Asking("off")
    assert chat.is_taken(chat.comes(uuid4()))
    assert not chat.all(ConsentBegun)
