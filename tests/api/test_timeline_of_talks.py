"""What a contact's timeline calls conversations that have no subject (CON-02, CNV-03)."""

import pytest

from tests.support.api import Served
from tests.support.numbers import NumberDesk


@pytest.mark.req("CON-02", "WAB-02")
def test_a_talk_is_named_by_its_channel_and_first_words(api: Served) -> None:
    world = api.world()
    api.caught_up()
    desk, client = NumberDesk(world), api.client(world)
    conversation = desk.say("Where is\nmy parcel?")
    desk.say("Hello?")
    contact = client.read(f"/conversations/{conversation}")["contact_id"]
    steps = client.read(f"/contacts/{contact}/timeline")["items"]
    (began,) = [one for one in steps if one["event"] == "conversation.started"]
    assert (began["title"], began["preview"], began["channel_id"]) == (
        "",
        "Where is my parcel?",
        str(desk.channel),
    )
    written = [one for one in steps if one["event"] == "conversation.message_received"]
    assert [(one["preview"], one["channel_id"]) for one in written] == [
        ("Hello?", str(desk.channel)),
        ("Where is my parcel?", str(desk.channel)),
    ]
    assert {one["channel_id"] for one in steps if one["event"].startswith("contact.")} == {None}
