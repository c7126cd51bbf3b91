"""Who writes to a page that asks first: held unseen, asked, let in in order once they press, else destroyed (PRV-02)."""

from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest

from application.company import SetDataPrivacy
from application.consent_setting import SetConsent
from application.conversation import PostReply
from application.ingest import IngestMessage
from application.messaged import choice_payload
from application.unagreed import DestroyUnagreed
from domain.channels.window import WindowClosed
from domain.consent.events import ConsentGiven
from domain.contact.events import ContactCreated, ContactRenamed
from domain.conversation.aggregate import Conversation, Status
from domain.conversation.messages import MessagePosted, MessageReceived
from domain.conversation.messaging_events import ConsentAsked, MessageReacted, WindowDecided
from domain.intake.aggregate import MESSAGE_MISSING
from domain.intake.events import MessageSetAside, ReplayRequested
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput
from tests.support.pages import PageDesk
from tests.support.world import World

E = TypeVar("E", bound=Event)
TEXTS = {"pl": "Czy możemy przechowywać Twoje wiadomości?", "en": "May we keep what you write?"}


@pytest.fixture(autouse=True)
def _private(world: World) -> None:
    world.do(SetDataPrivacy(True), by=world.admin)  # noqa: FBT003


def asking(world: World, mode: str = "explicit", **settings: Any) -> PageDesk:
    desk = PageDesk(world, **settings)
    world.do(SetConsent(desk.channel, mode, TEXTS), by=world.admin)
    return desk


def wrote(desk: PageDesk, *texts: str) -> list[UUID]:
    return [
        desk.take(desk.event(message={"mid": f"m_{text}", "text": text}), name="Jo Doe").id for text in texts
    ]


def events(world: World, fact: type[E]) -> list[E]:
    """Return what happened anywhere, in the order of the log."""
    log: Any = world.ports.log
    return [one.event for one in log.read(0, 10**6) if isinstance(one.event, fact)]


def asked(world: World) -> list[ConsentAsked]:
    return events(world, ConsentAsked)


def press(desk: PageDesk, asking: ConsentAsked, mid: str = "m_agree") -> UUID:
    quick = {"payload": choice_payload(asking.message_id, 0)}
    event = desk.event(message={"mid": mid, "text": "Zgadzam się", "quick_reply": quick})
    return desk.take(event, name="Jo Doe").id


def again(desk: PageDesk, *intakes: UUID) -> None:
    """Take in what is to be taken in again, as the reactor does: in the order of the log."""
    order = [one.originator_id for one in events(desk.world, ReplayRequested)]
    assert order == list(intakes)
    for intake in order:
        desk.world.do(IngestMessage(intake))


@pytest.mark.req("PRV-02", "MSG-09")
def test_what_comes_before_agreement_is_nowhere_but_in_its_ciphertext(world: World) -> None:
    desk = asking(world, greeting="Hello!", instant_reply="Soon.")
    (intake,) = wrote(desk, "My secret")
    assert [one.reason for one in world.happened(intake, MessageSetAside)] == ["consent_missing"]
    (ask,) = asked(world)
    conversation = world.get(Conversation, ask.originator_id)
    assert (conversation.status, conversation.assignee_id, conversation.received) == (
        Status.CLOSED,
        None,
        frozenset(),
    )
    (message,) = world.happened(conversation.id, MessagePosted)
    assert (message.text, message.choices, message.to) == (
        TEXTS["pl"],
        ("Zgadzam się", "Nie zgadzam się"),
        ("psid-1",),
    )
    assert (message.origin, message.message_id) == ("automation", ask.message_id)
    assert [one.allowed for one in world.happened(conversation.id, WindowDecided)] == [True]
    assert [one.name for one in world.happened(conversation.contact_id, ContactCreated)] == [""]
    recorded = [str(vars(one)) for one in events(world, Event)]
    assert not any("My secret" in one or "Jo Doe" in one for one in recorded)


@pytest.mark.req("PRV-02", "PRV-05", "MSG-05", "MSG-09")
def test_pressing_lets_in_what_waited_in_order_and_is_the_evidence(world: World) -> None:
    ann = world.user("Ann")
    desk = asking(world, users=(ann,), greeting="Hello!", instant_reply="Soon.")
    first, second = wrote(desk, "one", "two")
    (ask,) = asked(world)
    pressed = press(desk, ask)
    again(desk, first, second, pressed)
    conversation = world.get(Conversation, ask.originator_id)
    came = world.happened(conversation.id, MessageReceived)
    assert [(one.text, one.said, one.answers_to) for one in came] == [
        ("one", "", None), ("two", "", None), ("Zgadzam się", "quick_reply", ask.message_id),
    ]  # fmt: skip
    assert [one.text for one in world.happened(conversation.id, MessagePosted)] == [
        TEXTS["pl"],
        "Hello!",
        "Soon.",
    ]
    assert [one.name for one in world.happened(conversation.contact_id, ContactRenamed)] == ["Jo Doe"]
    assert (conversation.status, conversation.assignee_id) == (Status.OPEN, ann)
    (given,) = events(world, ConsentGiven)
    assert (given.mode, given.text, given.method) == ("explicit", TEXTS["pl"], "button")
    assert desk.say("three") == conversation.id
    assert press(desk, ask, "m_twice") not in (first, second)
    assert len(asked(world)) == 1


@pytest.mark.req("PRV-02")
def test_it_is_asked_again_as_somebody_writes_on_but_not_with_every_line(world: World) -> None:
    desk = asking(world)
    wrote(desk, "one", "two")
    assert len(asked(world)) == 1
    desk.wait(timedelta(seconds=30))
    wrote(desk, "three")
    assert len(asked(world)) == 2
    newest = asked(world)[-1]
    assert len(world.happened(newest.originator_id, MessagePosted)) == 2
    press(desk, newest)
    assert len({one.originator_id for one in asked(world)}) == 1


@pytest.mark.req("PRV-02", "PRV-05")
def test_pressing_something_else_or_a_former_text_lets_nothing_in(world: World) -> None:
    desk = asking(world)
    (intake,) = wrote(desk, "one")
    (ask,) = asked(world)
    world.do(SetConsent(desk.channel, "explicit", {"en": "Another text"}), by=world.admin)
    for number, payload in enumerate((choice_payload(ask.message_id, 0), choice_payload(intake, 0), "else")):
        quick = {"payload": payload}
        taken = desk.take(desk.event(message={"mid": f"m_p{number}", "text": "x", "quick_reply": quick}))
        assert (taken.ending, taken.reason) == ("set_aside", "consent_missing")
    reply = world.happened(ask.originator_id, MessagePosted)[0].message_id
    assert reply == ask.message_id
    assert world.happened(intake, ReplayRequested) == []
    # who agreed to what is asked no more is asked anew at once, and once: else they would take it for settled
    assert [one.text_version for one in asked(world)] == [1, 2]
    assert [one.text for one in world.happened(ask.originator_id, MessagePosted)][-1] == "Another text"


@pytest.mark.req("PRV-02")
def test_without_agreement_the_key_is_destroyed_and_agreeing_later_begins_with_what_comes_then(
    world: World,
) -> None:
    desk = asking(world)
    (intake,) = wrote(desk, "one")
    desk.wait(timedelta(days=world.ports.limits.consent_hold_days))
    world.do(DestroyUnagreed(intake))
    assert desk.take(desk.event()).ending == "set_aside"
    desk.wait(timedelta(minutes=1))
    (ask, newer) = asked(world)
    desk.wait(timedelta(days=8))
    with pytest.raises(WindowClosed):
        world.do(PostReply(ask.originator_id, "Hello?"), by=world.admin)
    press(desk, newer)
    assert world.get(Conversation, ask.originator_id).asked_at is not None


@pytest.mark.req("PRV-02", "MSG-01")
def test_who_pressed_with_nothing_left_waiting_is_taken_in_at_once(world: World) -> None:
    desk = asking(world)
    (intake,) = wrote(desk, "one")
    desk.wait(timedelta(days=world.ports.limits.consent_hold_days))
    world.do(DestroyUnagreed(intake))
    (ask,) = asked(world)
    love = desk.event(reaction={"mid": "m_0", "action": "react", "emoji": "x"})
    assert desk.take(love).reason == MESSAGE_MISSING
    pressed = press(desk, ask)
    assert world.happened(pressed, MessageSetAside) == []
    assert [one.text for one in world.happened(ask.originator_id, MessageReceived)] == ["Zgadzam się"]


@pytest.mark.req("PRV-02", "MSG-01")
def test_reactions_of_who_did_not_agree_are_not_kept(world: World) -> None:
    desk = PageDesk(world)
    conversation = desk.say(mid="m_1")
    love = desk.event(reaction={"mid": "m_1", "action": "react", "emoji": "x"})
    world.do(SetConsent(desk.channel, "explicit", TEXTS), by=world.admin)
    assert desk.take(love).ending == "ignored"
    assert world.happened(conversation, MessageReacted) == []
    (held,) = wrote(desk, "more")
    assert world.happened(held, MessageSetAside) != []
    (ask,) = asked(world)
    assert ask.originator_id == conversation
    assert world.get(Conversation, conversation).status is Status.OPEN


@pytest.mark.req("PRV-03", "PRV-05", "MSG-09")
def test_implied_consent_is_shown_once_and_recorded_with_the_message(world: World) -> None:
    desk = asking(world, "implied", greeting="Hello!")
    conversation = desk.say("one")
    desk.say("two")
    assert [one.text for one in world.happened(conversation, MessagePosted)] == [TEXTS["pl"], "Hello!"]
    (given,) = events(world, ConsentGiven)
    first = world.happened(conversation, MessageReceived)[0]
    assert (given.mode, given.method, given.message_id) == ("implied", "message", first.message_id)


@pytest.mark.req("PRV-01", "MSG-09")
def test_a_text_must_go_into_one_message(world: World) -> None:
    desk = PageDesk(world)
    with pytest.raises(InvalidInput) as refused:
        world.do(SetConsent(desk.channel, "explicit", {"en": "x" * 2_001}), by=world.admin)
    assert refused.value.field == "texts"
