"""Whoever wrote to a page is asked how satisfied they are by a message there, while one may go out (CNV-10, MSG-08)."""

import time
from datetime import UTC, datetime
from uuid import UUID

import pytest

from application.csat import SetSurvey
from domain.conversation.messages import MessagePosted
from domain.conversation.messaging_events import WindowDecided
from domain.csat.events import CsatMailed
from domain.csat.rating import csat_id
from domain.csat.survey import Asking
from infrastructure.jobs.ratings import Satisfying
from infrastructure.rating_links import PATH
from tests.support.providers import messenger_hook as told
from tests.support.providers.messenger_desk import Desk


class Nobody:
    """Nobody is in a chat."""

    def of(self, account_id: UUID, conversation_id: UUID) -> None:
        """Return nobody."""
        assert account_id != conversation_id


def asked(desk: Desk, *, wrote: float, ahead: float = 0) -> tuple[UUID, str]:
    """Let a conversation be answered and closed, and its person be asked so many hours later; returns it, and how that ended."""
    app, at = desk.api.application, time.time() - wrote * 3600
    desk.world.do(SetSurvey(desk.world.inbox, Asking(on=True, delay_minutes=0)))
    desk.tell(
        told.text(
            desk.page.id, desk.page.person(wrote_at=datetime.fromtimestamp(at, UTC)).psid, "Hello?", at=at
        )
    )
    desk.take_in()
    conversation, message = desk.answer("Hello!")
    desk.send(conversation, message)
    assert desk.client.post(f"/conversations/{conversation}/close", {}).status_code == 200
    desk.api.caught_up()
    worker = Satisfying(app.settings, app.pool, desk.later(hours=ahead), app.rating_links, Nobody())
    for _, account_id, conversation_id, key in list(worker.due()):
        if conversation_id == conversation:
            worker(account_id, conversation_id, key)
            worker(account_id, conversation_id, key)
    (ended,) = desk.world.happened(csat_id(conversation), CsatMailed)
    return conversation, ended.result


@pytest.mark.req("CNV-10", "MSG-08")
def test_they_are_sent_the_question_with_a_link_that_nobody_here_is_shown(desk: Desk) -> None:
    conversation, result = asked(desk, wrote=1)
    _, question = desk.world.happened(conversation, MessagePosted)
    assert (result, question.origin, PATH in question.text) == ("shown", "automation", False)
    desk.send(conversation, question.message_id)
    sent = desk.page.sent[-1].message["text"]
    said, _, link = sent.rpartition("\n")
    app = desk.api.application
    assert (said, link) == (question.text, f"{app.settings.base_url}{app.rating_links.in_chat(conversation)}")
    invited = app.rating_links.look(link.rpartition(PATH)[2], datetime.now(UTC))
    assert invited is not None
    assert invited.conversation_id == conversation
    shown = desk.client.read(f"/conversations/{conversation}")
    assert shown["status"] == "closed"
    assert PATH not in str(shown)


@pytest.mark.req("CNV-10", "MSG-08")
def test_nobody_is_asked_a_day_after_they_wrote(desk: Desk) -> None:
    conversation, result = asked(desk, wrote=30)
    assert result == "refused"
    assert [one.allowed for one in desk.world.happened(conversation, WindowDecided)][-1] is False
    assert len(desk.world.happened(conversation, MessagePosted)) == 1
