"""What of a chat was mailed: transcripts that were asked for, and what was not seen, once (CHT-11, CHT-12)."""

import pytest

from domain.conversation.aggregate import Conversation
from domain.conversation.mailing import MOST_TRANSCRIPTS, TooManyTranscripts
from domain.conversation.mailing_events import ChatMailed, TranscriptRequested
from tests.support.given import Given, env, given, uid

MAILED = {"email": "jo@customer.example", "mail_id": "1@x.example", "result": "sent", "code": 250}


def chat() -> Given[Conversation]:
    return given(
        Conversation.start(
            uid("chat"), env(), inbox_id=uid("inbox"), channel_id=uid("channel"), channel_kind="chat",
            contact_id=uid("jo"), subject="",
        )
    )  # fmt: skip


@pytest.mark.req("CHT-12")
def test_a_transcript_is_mailed_once_for_each_request() -> None:
    def twice(it: Conversation) -> None:
        it.request_transcript(env(), "jo@customer.example")
        for _ in range(2):
            it.chat_mailed(env(), request=2, message_ids=(uid("a"),), **MAILED)  # type: ignore[arg-type]

    chat().when(twice).then(
        (TranscriptRequested, {"email": "jo@customer.example"}), (ChatMailed, {"request": 2})
    )


@pytest.mark.req("CHT-12")
def test_a_conversation_is_mailed_so_often_only() -> None:
    def often(it: Conversation) -> None:
        for _ in range(MOST_TRANSCRIPTS + 1):
            it.request_transcript(env(), "jo@customer.example")

    with pytest.raises(TooManyTranscripts):
        chat().when(often).then()


@pytest.mark.req("CHT-11")
def test_what_was_mailed_is_not_mailed_again_but_what_came_since_is() -> None:
    def left(it: Conversation) -> None:
        for ids in ((uid("a"),), (uid("a"),), (uid("a"), uid("b"))):
            it.chat_mailed(env(), request=0, message_ids=ids, **MAILED)  # type: ignore[arg-type]

    chat().when(left).then(
        (ChatMailed, {"message_ids": (uid("a"),)}), (ChatMailed, {"message_ids": (uid("a"), uid("b"))})
    )
