"""Held against Twilio's own library: its validator believes what ours signs, its client is answered by our fake as by Twilio.

Only who wants to installs it: `pip install -r requirements-clients.txt`.
"""

from typing import Any
from urllib.parse import urlsplit, urlunsplit
from xml.etree.ElementTree import tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrastructure.calling import twiml
from infrastructure.calling.signature import genuine, signature, written
from infrastructure.calling.twiml import Ring
from tests.support.providers.twilio import Leg, Twilio, now, sid
from tests.support.providers.twilio_hooks import signed

pytest.importorskip("twilio", reason="pip install -r requirements-clients.txt")
HERE = "https://postroom.example/hooks/calling/1/voice?call=2"


def client_at(twilio: Twilio, token: str = "") -> Any:
    """Return the library's client, led to our fake."""
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    class Led(TwilioHttpClient):  # type: ignore[misc]
        def request(self, method: str, uri: str, *args: Any, **options: Any) -> Any:
            here = urlsplit(twilio.url)
            led = urlunsplit(urlsplit(uri)._replace(scheme=here.scheme, netloc=here.netloc))
            return super().request(method, led, *args, **options)

    return Client(twilio.account, token or twilio.token, http_client=Led())


@pytest.mark.req("CAL-03", "SE-03")
@given(
    st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=8),
    st.sampled_from([HERE, "http://127.0.0.1:8000/hooks?x=1", "https://postroom.example:8443/a"]),
)
def test_its_validator_agrees_with_ours(form: dict[str, str], url: str) -> None:
    from twilio.request_validator import RequestValidator

    validator = RequestValidator("secret")
    shown = signed("secret", url, form)["X-Twilio-Signature"]
    assert validator.compute_signature(url, form) == signature("secret", url, form.items()) == shown
    for one in (
        shown,
        *(signature("secret", each, form.items()) for each in written(url)),
        "forged",
        shown.lower(),
    ):
        assert validator.validate(url, form, one) is genuine("secret", url, form.items(), one)


@pytest.mark.req("CAL-03", "SE-03")
def test_its_validator_agrees_with_ours_about_values_that_come_twice() -> None:
    from twilio.request_validator import RequestValidator
    from werkzeug.datastructures import MultiDict

    pairs = [("Digits", "5678"), ("Digits", "1234"), ("Digits", "1234"), ("Sid", "CA123")]
    shown = signature("secret", HERE, pairs)
    assert RequestValidator("secret").validate(HERE, MultiDict(pairs), shown)


@pytest.mark.req("CAL-01")
def test_its_client_lists_numbers_and_sets_where_they_lead(twilio: Twilio) -> None:
    twilio.page_size = 2
    there = [twilio.number(f"+4822123456{one}") for one in range(3)]
    client = client_at(twilio)
    found = client.incoming_phone_numbers.list(page_size=2)
    assert [(one.sid, one.phone_number, one.capabilities["voice"]) for one in found] == [
        (one.sid, one.number, True) for one in there
    ]
    changed = client.incoming_phone_numbers(there[0].sid).update(voice_url=HERE, status_callback=HERE)
    assert (changed.voice_url, there[0].settings["StatusCallback"]) == (HERE, HERE)
    assert client.api.accounts(twilio.account).fetch().status == "active"


@pytest.mark.req("CAL-01")
def test_its_client_places_calls_and_ends_them(twilio: Twilio) -> None:
    line = twilio.number("+48221234567")
    client = client_at(twilio)
    events = ["initiated", "answered", "completed"]
    made = client.calls.create(
        to="+48501111111", from_=line.number, url=HERE, status_callback=HERE, status_callback_event=events
    )
    (leg,) = twilio.waiting
    assert (made.sid, made.status, made.direction, leg.settings["StatusCallbackEvent"]) == (
        leg.sid, "queued", "outbound-api", events,
    )  # fmt: skip
    assert [one.sid for one in client.calls.list(to="+48501111111")] == [leg.sid]
    assert client.calls(leg.sid).fetch().date_created == leg.at
    client.calls(leg.sid).update(status="completed")
    assert leg.asked_to_end


@pytest.mark.req("CAL-02")
def test_its_client_reads_and_deletes_recordings(twilio: Twilio) -> None:
    made = twilio.record(
        Leg(sid("CA"), "+48221234567", "+48501111111", "inbound", now()), "RecordVerb", 9, now()
    )
    client = client_at(twilio)
    found = client.recordings(made.sid).fetch()
    assert (found.duration, found.source, found.call_sid) == ("9", "RecordVerb", made.call_sid)
    assert client.recordings(made.sid).delete()
    assert not twilio.recordings


@pytest.mark.req("CAL-01")
def test_it_is_told_of_errors_as_it_reads_them(twilio: Twilio) -> None:
    from twilio.base.exceptions import TwilioRestException

    line = twilio.number("+48221234567")
    asked: list[tuple[str, dict[str, str], int, int]] = [
        ("", {"to": "+48501111111", "from_": "+1", "url": HERE}, 400, 21210),
        ("", {"to": "12", "from_": line.number, "url": HERE}, 400, 21211),
        ("wrong", {"to": "+48501111111", "from_": line.number, "url": HERE}, 401, 20003),
    ]
    for token, call, status, code in asked:
        with pytest.raises(TwilioRestException) as caught:
            client_at(twilio, token).calls.create(**call)
        assert (caught.value.status, caught.value.code) == (status, code)


@pytest.mark.req("CAL-01", "CAL-02")
def test_it_writes_the_documents_that_ours_writes() -> None:
    from twilio.twiml.voice_response import Gather, VoiceResponse

    theirs = VoiceResponse()
    told = {
        "recording_status_callback": HERE, "recording_status_callback_method": "POST",
        "recording_status_callback_event": "completed absent",
    }  # fmt: skip
    gather = Gather(
        input="dtmf", num_digits=1, timeout=8, action=HERE, method="POST", action_on_empty_result=True
    )
    gather.say("Press 1 & wait", language="en-GB")
    theirs.append(gather)
    dial = theirs.dial(
        action=HERE,
        method="POST",
        timeout=20,
        answer_on_bridge=True,
        record="record-from-answer-dual",
        **told,
    )
    dial.number(
        "+48501111111", url=HERE, method="POST", status_callback=HERE, status_callback_method="POST",
        status_callback_event="initiated ringing answered completed",
    )  # fmt: skip
    theirs.start().recording(channels="dual", track="both", **told)
    theirs.redirect(HERE, method="POST")
    ours = twiml.document(
        twiml.gather([twiml.say("Press 1 & wait", "en")], HERE),
        twiml.dial([Ring("+48501111111", HERE, HERE)], HERE, seconds=20, recording=HERE),
        twiml.start_recording(HERE),
        twiml.redirect(HERE),
    )
    assert shape(ours) == shape(str(theirs))


def shape(document: str) -> str:
    """Return a document with attributes in their names' order."""
    from xml.etree.ElementTree import fromstring

    root = fromstring(document)  # noqa: S314 - what we wrote
    for one in root.iter():
        given = sorted(one.attrib.items())
        one.attrib.clear()
        one.attrib.update(given)
    return tostring(root, encoding="unicode")
