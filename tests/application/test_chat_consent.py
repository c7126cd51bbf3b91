"""A chat's messages and consent, through the door and taken in: never without it, and recorded with what brought it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application.chatted import Sending
from application.company import SetDataPrivacy
from application.consent import Agree, Withdraw
from application.consent_setting import SetConsent
from application.ingest import IngestMessage
from application.intake import ReplayIntake
from application.unagreed import DestroyUnagreed
from domain.consent.events import ConsentBegun, ConsentGiven
from domain.consent.terms import Agreed
from domain.contact.events import ContactCreated
from domain.conversation.messages import MessageReceived
from domain.intake.aggregate import CONSENT_MISSING, Intake
from domain.intake.events import MessageIngested, MessageSetAside, ReplayRequested
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

    def settled(self) -> None:
        """Take in again what was asked for, in order, as the reactor does."""
        recorded = self.world.ports.log.read(0, 1_000_000)  # type: ignore[attr-defined]
        for one in [one.event for one in recorded if isinstance(one.event, ReplayRequested)]:
            self.world.do(IngestMessage(one.originator_id))

    def written(self) -> list[UUID | None]:
        """Return the intakes of what was taken in, in order."""
        return [one.intake_id for one in self.all(MessageReceived) if isinstance(one, MessageReceived)]

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
    chat.world.do(ReplayIntake(intake), by=chat.world.admin)
    chat.world.do(IngestMessage(intake))
    assert not chat.is_taken(intake)


@pytest.mark.req("PRV-03", "PRV-05")
def test_what_waited_for_consent_is_taken_in_by_it_in_order_with_what_brings_it_last() -> None:
    chat, visitor, neighbour = Asking(), uuid4(), uuid4()
    first, theirs, second = (chat.comes(one) for one in (visitor, neighbour, visitor))
    third = chat.comes(visitor, chat.agreed())
    (given,) = chat.all(ConsentGiven)
    assert isinstance(given, ConsentGiven)
    assert (given.method, given.ip, given.page_host) == ("button", "192.0.2.0/24", "shop.example")
    assert chat.written() == []
    chat.settled()
    assert chat.written() == [first, second, third]
    assert not chat.is_taken(theirs)
    # what comes from here on waits for nothing
    assert chat.is_taken(chat.comes(visitor))
    assert len(chat.all(ConsentGiven)) == 1


@pytest.mark.req("PRV-03", "PRV-05")
def test_who_agrees_and_writes_nothing_more_is_heard_all_the_same() -> None:
    chat, visitor = Asking(), uuid4()
    first, second = chat.comes(visitor), chat.comes(visitor)
    chat.do(Agree(chat.channel, visitor.hex, chat.agreed(), "192.0.2.7", "https://shop.example/a"), visitor)
    (given,) = chat.all(ConsentGiven)
    assert isinstance(given, ConsentGiven)
    assert given.envelope.actor == f"contact:{given.contact_id}"
    chat.settled()
    assert chat.written() == [first, second]
    assert not [one for one in chat.all(Event) if visitor.hex in one.envelope.actor]


@pytest.mark.req("PRV-05")
def test_what_came_after_another_text_or_a_withdrawal_comes_in_when_they_agree_again() -> None:
    chat, visitor = Asking(), uuid4()
    first = chat.comes(visitor, chat.agreed())
    chat.ask(text="For a year.")
    outdated = chat.comes(visitor)
    chat.comes(visitor, chat.agreed())
    chat.settled()
    assert chat.written()[:2] == [first, outdated]
    chat.do(Withdraw(chat.channel, visitor.hex), visitor)
    late = chat.comes(visitor)
    chat.do(Agree(chat.channel, visitor.hex, chat.agreed()), visitor)
    chat.settled()
    assert chat.written()[3:] == [late]
    assert len(chat.all(ContactCreated)) == 1


def test_what_was_destroyed_meanwhile_is_gone_and_the_rest_comes_in() -> None:
    chat, visitor = Asking(), uuid4()
    gone = chat.comes(visitor)
    chat.world.now += timedelta(days=7)
    left = chat.comes(visitor)
    chat.world.do(DestroyUnagreed(gone))
    bringing = chat.comes(visitor, chat.agreed())
    chat.settled()
    assert chat.written() == [left, bringing]
    other = uuid4()
    lost = chat.comes(other)
    chat.world.now += timedelta(days=7)
    chat.world.do(DestroyUnagreed(lost))
    chat.do(Agree(chat.channel, other.hex, chat.agreed()), other)
    assert len(chat.all(ContactCreated)) == 1
    assert chat.is_taken(chat.comes(other, chat.agreed()))


@pytest.mark.req("PRV-03", "PRV-05")
def test_implied_the_first_message_brings_it_and_after_a_withdrawal_none_does() -> None:
    chat, visitor = Asking("implied"), uuid4()
    assert chat.is_taken(chat.comes(visitor))
    (given,) = chat.all(ConsentGiven)
    assert isinstance(given, ConsentGiven)
    assert (given.mode, given.method, given.text_version) == ("implied", "message", 1)
    chat.do(Withdraw(chat.channel, visitor.hex), visitor)
    waiting, bringing = chat.comes(visitor), chat.comes(visitor, chat.agreed())
    assert [chat.is_taken(one) for one in (waiting, bringing)] == [False, False]
    chat.settled()
    assert chat.is_taken(waiting)
    assert chat.is_taken(bringing)
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
