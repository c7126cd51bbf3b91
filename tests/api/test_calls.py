"""Calls by the API: placed, looked at in threads and lists, heard again, found by what was said (CAL-01, CAL-02)."""

from contextlib import ExitStack
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from api import turns
from application.call_reports import NoteTranscript
from application.contact import CreateContact
from application.inbox import SetInboxAccess
from infrastructure.bootstrap import clock
from tests.api.test_search import found
from tests.support.api import Client, Served
from tests.support.lines import CALLER, LineDesk


def _said(client: Client, conversation: UUID) -> list[dict[str, object]]:
    return [one for one in client.read(f"/conversations/{conversation}")["messages"] if one["call"]]


@pytest.mark.req("CAL-01")
def test_a_call_is_placed_and_ended_by_who_has_a_phone(api: Served) -> None:
    world = api.world()
    desk, ann = LineDesk(world), world.user("Ann")
    client, jo = api.client(world, ann), world.make(CreateContact("Jo", "", CALLER))
    api.caught_up()
    refused = client.post("/calls", {"contact_id": str(jo)})
    assert (refused.status_code, refused.json["code"], refused.json["field"]) == (
        409,
        "phone_needed",
        "phone",
    )
    assert client.read("/me/phone") == {"phone": ""}
    assert client.put("/me/phone", {"phone": "call me"}).status_code == 422
    assert client.put("/me/phone", {"phone": "+48 600 000 001"}).status_code == 200
    assert client.read("/me/phone") == {"phone": "+48600000001"}
    assert client.read(f"/users/{ann}")["has_phone"]
    key = {"Idempotency_Key": uuid4().hex}
    placed = client.post("/calls", {"contact_id": str(jo)}, **key)
    assert placed.status_code == 201
    call_id = placed.json["id"]
    assert placed.headers["Location"] == f"/api/v1/calls/{call_id}"
    assert client.post("/calls", {"contact_id": str(jo)}, **key).json["id"] == call_id
    call = client.read(f"/calls/{call_id}")
    assert (call["state"], call["direction"], call["number"], call["rung"]) == (
        "ringing",
        "outbound",
        CALLER,
        [str(ann)],
    )
    assert (call["channel_id"], call["agent_id"]) == (str(desk.channel), str(ann))
    assert [one["call_id"] for one in client.read("/calls/mine")["items"]] == [call_id]
    busy = client.post("/calls", {"contact_id": str(jo)})
    assert (busy.status_code, busy.json["code"]) == (409, "line_busy")
    assert client.post(f"/calls/{call_id}/hangup").status_code == 200
    assert client.read(f"/calls/{call_id}")["hanging_up"]
    desk.end(UUID(call_id), "no_answer")
    api.caught_up()
    ended = client.read(f"/calls/{call_id}")
    assert (ended["state"], ended["outcome"], ended["side"]) == ("ended", "no_answer", "agent")
    assert client.read("/calls/mine")["items"] == []
    facts, now = world.ports.facts, clock()
    assert facts.callers(world.account, now - timedelta(hours=1), 10) == [ann]
    assert facts.callers(world.account, now + timedelta(hours=1), 10) == []


@pytest.mark.req("CAL-02", "CNV-03", "CON-02")
def test_a_missed_call_stands_in_thread_list_and_timeline(api: Served) -> None:
    world = api.world()
    desk, client = LineDesk(world), api.client(world)
    call_id = desk.come()
    desk.end(call_id)
    conversation = desk.call(call_id).conversation_id
    api.caught_up()
    (entry,) = _said(client, conversation)
    assert (entry["message_id"], entry["direction"], entry["sender"]) == (str(call_id), "in", CALLER)
    call = entry["call"]
    assert isinstance(call, dict)
    assert (call["outcome"], call["number"], call["recording"]) == ("missed", CALLER, None)
    (row,) = client.read("/conversations?view=open")["items"]
    assert (row["last_call"], row["preview"], row["kind"]) == ("missed", "", "calling")
    assert row["waiting_since"] is not None
    (row,) = client.read(f"/conversations/rows?ids={conversation}")["items"]
    assert row["last_call"] == "missed"
    contact = desk.call(call_id).contact_id
    (row,) = client.read(f"/conversations?contact_id={contact}")["items"]
    assert row["last_call"] == "missed"
    steps = client.read(f"/contacts/{contact}/timeline")["items"]
    assert str(call_id) in {one["message_id"] for one in steps}
    # of the past nothing is said of how it went
    position = client.read(f"/conversations/{conversation}")["position"]
    assert client.read(f"/conversations/{conversation}?as_of={position}")["messages"][0]["call"] is None


@pytest.mark.req("CAL-01", "CNV-01")
def test_talking_leaves_nobody_waiting(api: Served) -> None:
    world = api.world()
    desk, ann = LineDesk(world), world.user("Ann")
    desk.phone(ann, "+48600000001")
    api.caught_up()
    # calls that began long ago are over, whatever was told of them
    world.now = clock()
    call_id = desk.come()
    desk.ring(call_id)
    api.caught_up()
    client = api.client(world, ann)
    assert [one["call_id"] for one in client.read("/calls/mine")["items"]] == [str(call_id)]
    desk.answer(call_id, ann)
    api.caught_up()
    (row,) = client.read("/conversations?view=mine")["items"]
    assert (row["last_call"], row["waiting_since"], row["assignee_id"]) == ("answered", None, str(ann))


@pytest.mark.req("CAL-02", "CNV-04")
def test_what_was_left_is_heard_in_parts_and_found_by_its_words(api: Served) -> None:
    world = api.world()
    desk, client = LineDesk(world, transcribe_on=True), api.client(world)
    call_id = desk.come()
    recording = desk.record(call_id, "voicemail")
    api.caught_up()
    assert client.read(f"/calls/{call_id}")["transcript_state"] == "waiting"
    nothing = client.get(f"/calls/{call_id}/recording")
    assert (nothing.status_code, nothing.json["code"]) == (404, "no_recording")
    desk.keep(call_id, recording, b"ID3 and more")
    world.do(NoteTranscript(call_id, "RE1", "voicemail", "My hovercraft is late", 80))
    desk.end(call_id)
    api.caught_up()
    call = client.read(f"/calls/{call_id}")
    assert (call["outcome"], call["transcript"]) == (
        "voicemail",
        {"text": "My hovercraft is late", "confidence": 80},
    )
    assert call["recording"] == {"seconds": 7, "kind": "voicemail", "content_type": "audio/mpeg"}
    whole = client.get(f"/calls/{call_id}/recording")
    assert (whole.status_code, whole.data, whole.content_type) == (200, b"ID3 and more", "audio/mpeg")
    assert whole.headers["Cache-Control"] == "no-store"
    assert whole.headers["Content-Disposition"].startswith("attachment")
    part = client.get(f"/calls/{call_id}/recording", Range="bytes=0-2")
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, b"ID3", "bytes 0-2/12")
    assert client.get(f"/calls/{call_id}/recording", Range="bytes=99-").status_code == 200
    assert found(client, "hovercraft") == [desk.call(call_id).conversation_id]


@pytest.mark.req("CAL-01", "SE-01", "ACC-10")
def test_calls_are_for_those_who_see_their_conversation(api: Served) -> None:
    world = api.world()
    desk = LineDesk(world)
    call_id = desk.come()
    api.caught_up()
    other = api.client(api.world())
    for path in ("", "/recording"):
        assert other.get(f"/calls/{call_id}{path}").status_code == 404
    assert other.post(f"/calls/{call_id}/hangup").status_code == 404


@pytest.mark.req("CAL-01", "SE-01", "ACC-10")
def test_a_call_that_rings_whoever_sees_it_no_more_is_listed_to_them_no_more(api: Served) -> None:
    world = api.world()
    desk, ann = LineDesk(world), world.user("Ann")
    desk.phone(ann, "+48600000001")
    api.caught_up()
    world.now = clock()
    call_id = desk.come()
    assert desk.ring(call_id) == (ann,)
    api.caught_up()
    assert [one["call_id"] for one in api.client(world, ann).read("/calls/mine")["items"]] == [str(call_id)]
    world.do(SetInboxAccess(world.inbox, everyone=False, user_ids=(world.admin,)), by=world.admin)
    api.caught_up()
    client = api.client(world, ann)
    assert client.read("/calls/mine")["items"] == []
    assert client.get(f"/calls/{call_id}").status_code == 404


@pytest.mark.req("CAL-02")
def test_so_many_recordings_are_unsealed_at_once(api: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    world = api.world()
    desk, client = LineDesk(world), api.client(world)
    call_id = desk.come()
    desk.keep(call_id, desk.record(call_id, "voicemail"), b"ID3")
    api.caught_up()
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with ExitStack() as others:
        for _ in range(turns.AT_ONCE):
            others.enter_context(turns.unsealing)
        refused = client.get(f"/calls/{call_id}/recording")
        assert (refused.status_code, refused.json["code"]) == (503, "busy")
        assert refused.headers["Retry-After"] == "2"
    for _ in range(turns.AT_ONCE + 1):
        assert client.get(f"/calls/{call_id}/recording").data == b"ID3"


@pytest.mark.req("CAL-02", "PRV-08")
def test_what_is_kept_of_a_call_is_found_when_somebody_is_to_be_forgotten(api: Served) -> None:
    world = api.world()
    desk, other = LineDesk(world), uuid4()
    call_id = desk.come()
    blob = desk.keep(call_id, desk.record(call_id, "voicemail"))
    world.do(NoteTranscript(call_id, "RE1", "voicemail", "I call for Mr. Quillfeather"))
    api.caught_up()
    facts = world.ports.facts.contact(world.account, desk.call(call_id).contact_id)
    assert facts is not None
    assert blob in facts.blobs
    assert (CALLER in facts.addresses, desk.call(call_id).conversation_id in facts.conversations) == (
        True,
        True,
    )
    mentions = world.ports.facts.mentions(world.account, other, ["Quillfeather"])
    assert [one for one, _ in mentions] == [call_id]


@pytest.mark.req("CAL-01", "AUD-02", "CNV-07")
def test_calls_of_ours_count_in_the_past_of_a_merged_conversation_too(api: Served) -> None:
    world = api.world()
    desk, ann = LineDesk(world), world.user("Ann")
    desk.phone(ann, "+48600000001")
    first, second = (desk.call(desk.come(number)).conversation_id for number in (CALLER, "+48600100299"))
    desk.place(ann, conversation_id=first)
    client = api.client(world)
    merged = client.post(f"/conversations/{first}/merge", {"into_id": str(second), "confirmed": True})
    assert merged.status_code == 200, merged.json
    api.caught_up()
    now = client.read(f"/conversations/{second}")
    then = client.read(f"/conversations/{second}?as_of={now['position']}")
    assert (now["message_count"], then["message_count"]) == (3, 3)
    assert [one["direction"] for one in now["messages"]] == ["in", "in", "out"]
