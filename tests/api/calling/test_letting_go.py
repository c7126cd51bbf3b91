"""Letting a line go: its number, what is still to be deleted at Twilio, its token, in that order (CAL-01, CAL-02, PRV-08)."""

from datetime import UTC, datetime, timedelta

import pytest

from application.calling import line_secret
from domain.call.events import RecordingDropped, RecordingKept
from tests.support.providers.twilio import sid
from tests.support.providers.twilio_desk import ANNS, Desk
from tests.support.providers.twilio_hooks import about


def is_due(desk: Desk) -> bool:
    """Whether a sweep queues a look at the line."""
    desk.api.caught_up()
    return any(one.object_id == desk.channel for one in desk.api.application.calling.checking.due())


def has_token(desk: Desk) -> bool:
    """Whether the line's token is kept."""
    return desk.api.application.secrets.get(desk.world.account, line_secret(desk.channel)) is not None


def disconnect(desk: Desk) -> None:
    """Disconnect the line."""
    version = desk.client.read(f"/channels/{desk.channel}")["version"]
    done = desk.client.post(f"/channels/{desk.channel}/disconnect", If_Match=f'"{version}"')
    assert done.status_code == 200, done.get_data(as_text=True)


def due_in_a_while(desk: Desk) -> bool:
    """Whether the line is due once a quarter of an hour has passed."""
    places, ahead = desk.api.application.calling.places, timedelta(minutes=16)
    found = places.due("authorisation_lost", datetime.now(UTC) + ahead)
    return (desk.world.account, desk.channel) in found


@pytest.mark.req("CAL-01", "CAL-03")
@pytest.mark.parametrize("looked_at", [True, False])
def test_a_line_that_is_disconnected_is_let_go_at_once_and_believes_nothing_more(
    desk: Desk, looked_at: bool
) -> None:
    desk.agent("Ann", ANNS)
    if looked_at:
        desk.work("calling_check", desk.channel)
        assert not is_due(desk)
    disconnect(desk)
    assert is_due(desk), "whenever it was looked at before"
    desk.work("calling_check", desk.channel)
    assert not is_due(desk)
    assert not due_in_a_while(desk)
    assert [desk.number.settings[one] for one in ("VoiceUrl", "VoiceFallbackUrl", "StatusCallback")] == [
        ""
    ] * 3
    assert not has_token(desk)
    form = {"CallSid": sid("CA"), "From": "+48600100200"}
    assert desk.tell("voice", form).status_code in {200, 403}
    assert not desk.conversations()


@pytest.mark.req("CAL-01")
def test_a_number_that_another_channel_has_by_now_keeps_leading_there(desk: Desk) -> None:
    disconnect(desk)
    theirs = {"VoiceUrl": "https://postroom.example/hooks/calling/another/voice"}
    desk.number.settings |= theirs
    desk.work("calling_check", desk.channel)
    assert desk.number.settings["VoiceUrl"] == theirs["VoiceUrl"]
    assert (desk.number.settings["VoiceFallbackUrl"], has_token(desk)) == ("", False)


@pytest.mark.req("CAL-02", "PRV-02", "PRV-08")
def test_what_is_to_be_deleted_is_before_the_token_goes(desk: Desk) -> None:
    desk.asks("explicit")
    desk.agent("Ann", ANNS)
    leg = desk.call(presses=["2"])
    call = desk.id_of(leg)
    made = desk.twilio.record(leg, "DialVerb", 9, leg.at)
    told = about(desk.twilio, leg) | {
        "RecordingSid": made.sid, "RecordingStatus": "completed", "RecordingDuration": "9",
        "RecordingUrl": desk.twilio.recording_url(made),
    }  # fmt: skip
    assert desk.tell("recording", told, f"call={call.hex}&kind=call").status_code == 200
    desk.twilio.fails(f"{made.sid}.json", 503)
    desk.fetch(call)
    assert [one.why for one in desk.happened(call) if isinstance(one, RecordingDropped)] == ["no_consent"]
    disconnect(desk)
    desk.twilio.fails(f"{made.sid}.json", 503)
    desk.work("calling_check", desk.channel)
    assert (made.sid in desk.twilio.recordings, has_token(desk)) == (True, True)
    assert not is_due(desk), "not before a while"
    assert due_in_a_while(desk)
    desk.work("calling_check", desk.channel)
    assert (made.sid in desk.twilio.recordings, has_token(desk)) == (False, False)


@pytest.mark.req("CAL-02", "RL-03")
def test_what_is_not_fetched_yet_is_fetched_first(desk: Desk) -> None:
    call = desk.id_of(desk.call(says=9))
    disconnect(desk)
    desk.work("calling_check", desk.channel)
    assert desk.twilio.recordings
    assert has_token(desk)
    desk.fetch(call)
    assert any(isinstance(one, RecordingKept) for one in desk.happened(call))
    desk.work("calling_check", desk.channel)
    assert not desk.twilio.recordings
    assert not has_token(desk)


@pytest.mark.req("CAL-01", "RL-03")
@pytest.mark.parametrize(
    ("status", "code", "kept"), [(503, 0, True), (401, 20003, False), (404, 20404, False)]
)
def test_the_token_is_kept_as_long_as_trying_again_may_help(
    desk: Desk, status: int, code: int, kept: bool
) -> None:
    disconnect(desk)
    desk.twilio.fails(f"{desk.number.sid}.json", status, code)
    desk.work("calling_check", desk.channel)
    assert (has_token(desk), due_in_a_while(desk)) == (kept, kept)
