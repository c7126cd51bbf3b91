"""Commands of surveys and ratings: decided on the log, once, and never in the way of what people do (CNV-10)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from application.asked import worded
from application.conversation import CloseConversation, PostReply, ReopenConversation
from application.csat import (
    AskForRating,
    LookAtRating,
    RateConversation,
    RecordRatingMailed,
    SetSurvey,
    Shown,
    look_at_rating,
)
from application.erasure import RequestErasure
from application.handling import FileConversation
from application.inbox import SetInboxAccess
from application.scheduling import CancelSend
from application.sending import RecordFailure, StartSend
from domain.conversation.aggregate import Conversation
from domain.conversation.events import ConversationClosed
from domain.conversation.messages import MessagePosted
from domain.csat.events import CsatAsked, CsatMailed, CsatRated, CsatSkipped, CsatTurnTaken, SurveySet
from domain.csat.rating import LIFETIME, RatingClosed, csat_id, turns_id
from domain.csat.survey import Asking, Survey, survey_id
from domain.kernel.refusal import NotAllowed, NotFound, VersionMismatch
from tests.support.inbound import Mailroom
from tests.support.mails import a_mail
from tests.support.world import World

pytestmark = pytest.mark.req("CNV-10")
ON = Asking(on=True)


class Desk:
    """A customer who wrote, was answered, and whose conversation was closed by a person, where customers are asked."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world = world or World()
        self.room = Mailroom(world, world.channel())
        world.do(SetSurvey(world.inbox, ON))
        self.conversation = self.room.mail()

    def answer(self) -> UUID:
        self.world.do(PostReply(self.conversation, "Here you are."), by=self.world.admin)
        return self.world.happened(self.conversation, MessagePosted)[-1].message_id

    def close(self, by: UUID | str | None = None) -> int:
        self.world.do(CloseConversation(self.conversation), by=by or self.world.admin)
        return self.world.happened(self.conversation, ConversationClosed)[-1].originator_version

    def ask(self, closing: int) -> None:
        self.world.now += timedelta(hours=2)
        self.world.do(AskForRating(self.conversation, closing))

    def asked(self) -> list[CsatAsked]:
        return self.world.happened(csat_id(self.conversation), CsatAsked)

    def skipped(self) -> list[tuple[str, ...]]:
        return [one.reasons for one in self.world.happened(csat_id(self.conversation), CsatSkipped)]

    def look(self) -> Shown:
        return self.world.bus.ask(LookAtRating(self.conversation), self.world.env(), look_at_rating)


def test_a_survey_is_set_by_who_may_edit_inboxes_on_the_version_they_saw() -> None:
    world = World()
    world.do(SetSurvey(world.inbox, ON, expected_version=0), by=world.admin)
    with pytest.raises(VersionMismatch):
        world.do(SetSurvey(world.inbox, Asking(), expected_version=0), by=world.admin)
    world.do(SetSurvey(world.inbox, Asking(on=True, delay_minutes=0), expected_version=2), by=world.admin)
    survey = survey_id(world.inbox)
    assert world.get(Survey, survey).asking == Asking(on=True, delay_minutes=0)
    assert len(world.happened(survey, SurveySet)) == 2
    with pytest.raises(NotAllowed):
        world.do(SetSurvey(world.inbox, ON), by=world.user("Ann"))
    with pytest.raises(NotFound):
        world.do(SetSurvey(uuid4(), ON), by=world.admin)


@pytest.mark.req("ACC-10")
def test_who_does_not_see_an_inbox_cannot_set_its_survey() -> None:
    world = World()
    blind = world.user("Bo", roles=("admin",))
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)))
    with pytest.raises(NotFound):
        world.do(SetSurvey(world.inbox, ON), by=blind)


def test_the_customer_is_asked_once_after_a_while_and_rates_and_rates_again() -> None:
    desk = Desk()
    desk.answer()
    closing = desk.close()
    desk.world.do(AskForRating(desk.conversation, closing))
    assert not desk.asked()
    before = desk.world.get(Conversation, desk.conversation).version
    desk.ask(closing)
    desk.ask(closing)
    (asked,) = desk.asked()
    assert (asked.closing, asked.expires_at, asked.survey_version) == (closing, asked.timestamp + LIFETIME, 2)
    assert len(desk.world.happened(turns_id(asked.contact_id), CsatTurnTaken)) == 1
    desk.world.do(RecordRatingMailed(desk.conversation, "sent", 250))
    desk.world.do(RecordRatingMailed(desk.conversation, "sent", 250))
    assert len(desk.world.happened(csat_id(desk.conversation), CsatMailed)) == 1
    assert desk.look() == Shown("Acme", "en", "", "", None)
    for score in (2, 5):
        desk.world.do(RateConversation(desk.conversation, score, "Quick."), by=f"contact:{asked.contact_id}")
    assert [one.score for one in desk.world.happened(csat_id(desk.conversation), CsatRated)] == [2, 5]
    assert desk.look().score == 5
    # nobody who works on the conversation is told that it changed meanwhile
    assert desk.world.get(Conversation, desk.conversation).version == before
    desk.world.now += LIFETIME
    with pytest.raises(RatingClosed):
        desk.look()
    with pytest.raises(RatingClosed):
        desk.world.do(RateConversation(desk.conversation, 1))


def reopen(desk: Desk) -> None:
    desk.world.do(ReopenConversation(desk.conversation), by=desk.world.admin)


def file(folder: str) -> Callable[[Desk], None]:
    def put(desk: Desk) -> None:
        desk.world.do(FileConversation(desk.conversation, folder), by=desk.world.admin)

    return put


def switch_off(desk: Desk) -> None:
    desk.world.do(SetSurvey(desk.world.inbox, Asking()))


def forget(desk: Desk) -> None:
    contact = desk.world.get(Conversation, desk.conversation).contact_id
    desk.world.do(RequestErasure(contact, (desk.conversation,)))


def out_of_office(desk: Desk) -> None:
    begun = desk.world.happened(desk.conversation, MessagePosted)[-1].provider_id
    raw = a_mail("Away.", answers=begun, Auto_Submitted="auto-replied")
    assert desk.room.receive(raw)[0] == desk.conversation


@pytest.mark.parametrize(
    ("then", "reasons"),
    [
        (reopen, ("open_again", "not_by_person")),
        (file("spam"), ("filed",)),
        (file("trash"), ("filed",)),
        (switch_off, ("switched_off",)),
        (forget, ("open_again", "not_by_person", "contact_erased")),
        (out_of_office, ("answers_automatic_mail",)),
    ],
)
@pytest.mark.req("EML-18", "PRV-08")
def test_whoever_is_not_to_be_asked_is_not_and_the_log_says_why_once(
    then: Callable[[Desk], None], reasons: tuple[str, ...]
) -> None:
    desk = Desk()
    desk.answer()
    closing = desk.close()
    then(desk)
    desk.ask(closing)
    desk.ask(closing)
    assert desk.skipped() == [reasons]
    assert not desk.asked()
    with pytest.raises(RatingClosed):
        desk.look()


def test_a_conversation_that_was_archived_is_asked_about() -> None:
    desk = Desk()
    desk.answer()
    closing = desk.close()
    file("archive")(desk)
    desk.ask(closing)
    assert len(desk.asked()) == 1


def cancelled(desk: Desk) -> None:
    desk.world.do(CancelSend(desk.conversation, desk.answer()), by=desk.world.admin)


def bounced(desk: Desk) -> None:
    message = desk.answer()
    desk.world.do(StartSend(desk.conversation, message))
    desk.world.do(RecordFailure(desk.conversation, message, 1, True, 550, "no such user"))  # noqa: FBT003


@pytest.mark.parametrize("attempt", [lambda _: None, cancelled, bounced])
def test_where_nobody_answered_nobody_is_asked_and_after_an_answer_somebody_is(
    attempt: Callable[[Desk], None],
) -> None:
    desk = Desk()
    attempt(desk)
    desk.ask(desk.close())
    assert desk.skipped() == [("nobody_answered",)]
    reopen(desk)
    desk.answer()
    desk.ask(desk.close())
    assert len(desk.asked()) == 1


def test_a_machine_that_closes_asks_nobody_nor_does_mail_of_a_machine() -> None:
    desk = Desk()
    desk.answer()
    desk.ask(desk.close(by="system:test"))
    assert desk.skipped() == [("not_by_person",)]
    other = Desk()
    other.conversation = other.room.mail(sender="robot@customer.example", Auto_Submitted="auto-generated")
    other.answer()
    other.ask(other.close())
    assert other.skipped() == [("automatic_mail", "answers_automatic_mail")]


def test_one_contact_is_asked_once_in_a_while_whatever_it_is_about() -> None:
    desk = Desk()
    desk.answer()
    desk.ask(desk.close())
    assert len(desk.asked()) == 1
    desk.conversation = desk.room.mail("Something else.")
    desk.answer()
    desk.ask(desk.close())
    assert desk.skipped() == [("asked_lately",)]
    desk.world.now += timedelta(days=30)
    desk.conversation = desk.room.mail("Something else again.")
    desk.answer()
    desk.ask(desk.close())
    assert len(desk.asked()) == 1


def test_the_same_conversation_is_not_asked_about_twice() -> None:
    desk = Desk()
    desk.answer()
    desk.ask(desk.close())
    desk.world.now += timedelta(days=60)
    reopen(desk)
    desk.ask(desk.close())
    assert len(desk.asked()) == 1
    assert desk.skipped() == [("asked_before",)]


def test_where_nobody_ever_wanted_to_ask_nothing_is_recorded() -> None:
    world = World()
    room = Mailroom(world, world.channel())
    conversation = room.mail()
    world.do(CloseConversation(conversation), by=world.admin)
    assert world.do(AskForRating(conversation, 4)).position == 0
    with pytest.raises(RatingClosed):
        world.do(RateConversation(uuid4(), 5))


@pytest.mark.req("SE-01")
def test_a_rating_of_another_accounts_conversation_is_refused() -> None:
    desk = Desk()
    desk.answer()
    desk.ask(desk.close())
    stranger = World(ports=desk.world.ports, name="Other")
    with pytest.raises(RatingClosed):
        stranger.do(RateConversation(desk.conversation, 5))


def test_the_mail_speaks_the_accounts_language_and_each_link_names_a_score() -> None:
    subject, text = worded("pl", "Firma {company}", "", "https://x.example/rate/t")
    assert subject == "Jak nam poszło?"
    assert "Firma {company}" in text
    assert [f"?score={score}" in text for score in range(7)] == [False, True, True, True, True, True, False]
    assert worded("de", "Acme", "Was it good?", "u")[0] == "How did we do?"
    assert "Was it good?" in worded("de", "Acme", "Was it good?", "u")[1]
