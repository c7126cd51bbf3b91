"""What a message says of its own text (EML-17)."""

import pytest

from domain.conversation.messages import MessageReceived
from tests.support.scene import Scene

TEXT = "Yes.\n> Two?\nNo.\n-- \nJo\nsee below"
PARTS: tuple[dict[str, str | int], ...] = (
    {"kind": "reply", "start": 0, "end": 5},
    {"kind": "quote", "start": 5, "end": 12},
    {"kind": "reply", "start": 12, "end": 16},
    {"kind": "signature", "start": 16, "end": 23},
    {"kind": "forward", "start": 23, "end": 32},
)


def received(parts: tuple[dict[str, str | int], ...]) -> MessageReceived:
    scene = Scene()
    scene.writes_again(scene.writes("Jo"), TEXT, parts=parts)
    event = scene.recorded[-1].event
    assert isinstance(event, MessageReceived)
    return event


@pytest.mark.req("EML-17")
def test_the_reply_is_what_was_newly_written_and_passed_on() -> None:
    assert received(PARTS).reply == "Yes.\n\nNo.\n\nsee below"
    assert received(PARTS).unquoted == "Yes.\n\nNo.\n\n-- \nJo\n\nsee below"


@pytest.mark.req("EML-17")
def test_without_parts_all_of_it_is_the_reply() -> None:
    assert received(()).reply == received(()).unquoted == TEXT
