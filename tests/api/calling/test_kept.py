"""What is kept of calls: found again by workers whose queue was lost, gone with the person it is about (RL-02, PRV-08)."""

from uuid import UUID

import pytest

from application.user_self import SetAvailability
from domain.call.events import RecordingDropped, RecordingKept, RecordingMade
from infrastructure.calling.places import EVER
from infrastructure.jobs.worker import Pending
from infrastructure.sending import TryAgain
from tests.support.providers.twilio import MP3, sid
from tests.support.providers.twilio_desk import ANNS, CUSTOMER, Desk
from tests.support.providers.twilio_hooks import again


def due(desk: Desk) -> dict[str, list[UUID]]:
    """Return what a sweep queues of this account's calls, by the jobs' names."""
    desk.api.caught_up()
    found: dict[str, list[UUID]] = {}
    pending: list[Pending] = [
        one for one in desk.api.application.calling.due() if one.account_id == desk.world.account
    ]
    for one in pending:
        found.setdefault(one.kind, []).append(one.object_id)
    return found


@pytest.mark.req("RL-02", "CAL-01", "CAL-02")
def test_a_lost_queue_is_filled_again_from_what_is_known(desk: Desk) -> None:
    assert due(desk) == {"calling_check": [desk.channel]}
    desk.work("calling_check", desk.channel)
    ann = desk.agent("Ann", ANNS, does="no-answer")
    leg = desk.call(says=5)
    call = desk.id_of(leg)
    assert due(desk) == {"fetch_recording": [call]}
    desk.fetch(call)
    assert due(desk) == {}
    desk.twilio.fails("/Calls.json", 503)
    conversation = UUID(desk.conversations()[0]["conversation_id"])
    with pytest.raises(TryAgain):
        desk.place(conversation, ann)
    (placing,) = due(desk)["place_call"]
    desk.work("place_call", placing)
    assert due(desk) == {}
    client = desk.api.client(desk.world, ann)
    assert client.post(f"/calls/{placing}/hangup").status_code == 200
    assert due(desk) == {"hang_up": [placing]}
    desk.work("hang_up", placing)
    desk.run()
    assert due(desk) == {}


@pytest.mark.req("CAL-02", "PRV-08")
def test_a_recording_is_heard_by_who_sees_the_conversation_and_gone_with_the_person(desk: Desk) -> None:
    leg = desk.call(says=5)
    call = desk.id_of(leg)
    desk.fetch(call)
    heard = desk.client.get(f"/calls/{call}/recording")
    assert (heard.status_code, heard.data, heard.mimetype) == (200, MP3, "audio/mpeg")
    (made,) = [one for one in desk.happened(call) if isinstance(one, RecordingMade)]
    (kept,) = [one for one in desk.happened(call) if isinstance(one, RecordingKept)]
    erased = desk.client.post(f"/contacts/{made.contact_id}/erase")
    assert erased.status_code in {200, 201, 202}, erased.get_data(as_text=True)
    desk.api.caught_up()
    assert desk.client.get(f"/calls/{call}/recording").status_code in {404, 410}
    assert desk.api.application.blobs.get(kept.blob_id, made.contact_id) is None


@pytest.mark.req("CAL-02", "PRV-08")
def test_what_is_told_of_somebody_who_was_forgotten_is_deleted_at_twilio_unfetched(desk: Desk) -> None:
    desk.set_voice(transcribe_on=True)
    early = desk.id_of(desk.call(says=5))
    desk.twilio.holds = True
    leg = desk.call(says=6, words="Do not keep this")
    call, contact = desk.id_of(leg), desk.now(early).contact_id
    before = desk.topics(call)
    erased = desk.client.post(f"/contacts/{contact}/erase")
    assert erased.status_code in {200, 201, 202}, erased.get_data(as_text=True)
    for told in desk.twilio.told:
        assert again(desk.twilio, told) == 200
    desk.fetch(early)
    desk.fetch(call)
    assert [one.why for one in desk.happened(early) if isinstance(one, RecordingDropped)] == ["erased"]
    assert "call.transcribed" not in desk.topics(call)[len(before) :]
    assert desk.twilio.count("GET", ".mp3") == 0
    assert not desk.twilio.transcripts
    assert len(desk.conversations()) <= 1


@pytest.mark.req("CAL-02", "PRV-08")
def test_a_recording_of_somebody_who_is_forgotten_before_it_is_fetched_is_deleted_at_twilio(
    desk: Desk,
) -> None:
    call = desk.id_of(desk.call(says=5))
    (made,) = desk.twilio.recordings
    erased = desk.client.post(f"/contacts/{desk.now(call).contact_id}/erase")
    assert erased.status_code in {200, 201, 202}, erased.get_data(as_text=True)
    desk.api.caught_up()
    desk.fetch(call)
    assert [one.why for one in desk.happened(call) if isinstance(one, RecordingDropped)] == ["erased"]
    assert made not in desk.twilio.recordings
    assert desk.twilio.count("GET", ".mp3") == 0


@pytest.mark.req("CAL-02", "RL-03")
def test_what_waits_to_be_fetched_is_never_deleted_before(desk: Desk) -> None:
    call = desk.id_of(desk.call(says=5))
    desk.work("calling_forget", desk.channel)
    places = desk.api.application.calling.places
    places.settled(desk.channel, call)
    desk.work("calling_forget", desk.channel)
    assert desk.twilio.recordings
    desk.fetch(call)
    assert any(isinstance(one, RecordingKept) for one in desk.happened(call))
    assert not desk.twilio.recordings
    assert not places.left(desk.channel, EVER)


@pytest.mark.req("CAL-02", "SE-01")
def test_what_is_to_be_deleted_is_one_lines_alone(desk: Desk) -> None:
    other = Desk(desk.api, desk.twilio)
    places, (made,) = desk.api.application.calling.places, [sid("RE")]
    for one in (other, desk):
        places.leave(one.world.account, one.channel, "Recordings", made)
    places.deleted(other.channel, made)
    assert [one.sid for one in places.left(desk.channel, EVER)] == [made]
    places.later(other.channel, made, EVER)
    desk.work("calling_forget", desk.channel)
    assert desk.twilio.count("DELETE", f"{made}.json") == 1


@pytest.mark.req("CAL-01", "ACC-05")
def test_a_subscription_without_calls_connects_no_line(desk: Desk) -> None:
    world = desk.api.world()
    answer = desk.api.client(world).post("/channels", {"kind": "calling", "inbox_id": str(world.inbox)})
    assert answer.status_code in {402, 403, 409, 422}
    assert answer.json["code"] == "calling_not_included"
    assert answer.json["needed"]


@pytest.mark.req("CAL-01")
def test_only_the_phones_of_those_who_are_available_ring(desk: Desk) -> None:
    user = desk.agent("Ann", ANNS)
    desk.world.do(SetAvailability(user, available=False))
    desk.api.caught_up()
    desk.call(CUSTOMER)
    assert ANNS not in "".join(text for _, text in desk.twilio.documents)
