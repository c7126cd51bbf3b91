"""What Twilio's REST API answers: accounts, numbers, calls, recordings, transcripts; forms in, JSON out, errors as documented."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.support.providers.twilio import Leg, Number, Recording, Twilio, error, now, sid, written

VERSION = "2010-04-01"
E164 = re.compile(r"\+[1-9]\d{6,14}")
LEADS = (
    "VoiceUrl", "VoiceMethod", "VoiceFallbackUrl", "VoiceFallbackMethod", "StatusCallback", "StatusCallbackMethod",
    "VoiceApplicationSid", "TrunkSid", "FriendlyName", "SmsUrl",
)  # fmt: skip
EVENTS = {"initiated", "ringing", "answered", "completed"}
Answer = tuple[int, dict[str, Any] | bytes | None]


@dataclass
class Asked:
    """One request: `path` without the account, `form` each name with all of its values."""

    twilio: Twilio
    method: str
    path: list[str]
    query: dict[str, str]
    form: dict[str, list[str]]

    def one(self, name: str, default: str = "") -> str:
        """Return the first value of a name."""
        return self.form.get(name, [default])[0]


def answered(asked: Asked) -> Answer:
    """Answer a request whose account is known."""
    if asked.method == "GET" and len(asked.path) == 3 and asked.path[0] + asked.path[2] == "CallsRecordings":
        return _recordings(asked, asked.path[1])
    name = asked.path[1] if len(asked.path) == 2 else ""
    lists = {
        ("GET", ""): _account,
        ("GET", "IncomingPhoneNumbers"): _numbers,
        ("POST", "Calls"): _place,
        ("GET", "Calls"): _calls,
    }
    if not name:
        return lists.get((asked.method, asked.path[0]), _missing)(asked)
    single = {
        "IncomingPhoneNumbers": _one_number,
        "Calls": _one_call,
        "Recordings": _kept,
        "Transcriptions": _kept,
    }
    return single.get(asked.path[0], _no_such)(asked, name)


def _account(asked: Asked) -> Answer:
    twilio = asked.twilio
    return 200, {
        "sid": twilio.account, "friendly_name": "Acme", "status": twilio.status, "type": "Full",
        "auth_token": twilio.token, "date_created": written(now()), "date_updated": written(now()),
        "owner_account_sid": twilio.account, "uri": f"/{VERSION}/Accounts/{twilio.account}.json", "subresource_uris": {},
    }  # fmt: skip


def _numbers(asked: Asked) -> Answer:
    return _listed(
        asked, "incoming_phone_numbers", [_number(asked.twilio, one) for one in asked.twilio.numbers]
    )


def _number(twilio: Twilio, one: Number) -> dict[str, Any]:
    return {
        "sid": one.sid, "account_sid": twilio.account, "friendly_name": one.name, "phone_number": one.number,
        "capabilities": {"voice": one.voice, "sms": True, "mms": False, "fax": False},
        "voice_url": one.settings.get("VoiceUrl", ""), "voice_method": one.settings.get("VoiceMethod", "POST"),
        "voice_fallback_url": one.settings.get("VoiceFallbackUrl", ""), "voice_fallback_method": "POST",
        "status_callback": one.settings.get("StatusCallback", ""), "status_callback_method": "POST",
        "voice_application_sid": one.settings.get("VoiceApplicationSid") or None,
        "trunk_sid": one.settings.get("TrunkSid") or None, "api_version": VERSION, "beta": False, "status": "in-use",
        "uri": f"/{VERSION}/Accounts/{twilio.account}/IncomingPhoneNumbers/{one.sid}.json",
    }  # fmt: skip


def _listed(asked: Asked, name: str, found: list[dict[str, Any]]) -> Answer:
    size = min(int(asked.query.get("PageSize", "50")), asked.twilio.page_size)
    page = int(asked.query.get("Page", "0"))
    path = f"/{VERSION}/Accounts/{asked.twilio.account}/{asked.path[0]}.json"
    shown = found[page * size : (page + 1) * size]
    more = (page + 1) * size < len(found)
    following = (
        urlencode({"PageSize": size, "Page": page + 1, "PageToken": f"PA{shown[-1]['sid']}"}) if more else ""
    )
    return 200, {
        name: shown, "page": page, "page_size": size, "start": page * size, "end": page * size + len(shown) - 1,
        "uri": f"{path}?PageSize={size}&Page={page}", "first_page_uri": f"{path}?PageSize={size}&Page=0",
        "next_page_uri": f"{path}?{following}" if more else None, "previous_page_uri": None,
    }  # fmt: skip


def _one_number(asked: Asked, name: str) -> Answer:
    found = next((one for one in asked.twilio.numbers if one.sid == name), None)
    if found is None:
        return _missing(asked)
    for field in ("VoiceUrl", "VoiceFallbackUrl", "StatusCallback"):
        if asked.one(field) and not asked.one(field).startswith(("http://", "https://")):
            return 400, error(400, 21502, f"{field} is not valid")
    found.settings |= {field: asked.one(field) for field in LEADS if field in asked.form}
    return 200, _number(asked.twilio, found)


def _place(asked: Asked) -> Answer:
    twilio, to, caller = asked.twilio, asked.one("To"), asked.one("From")
    if not E164.fullmatch(to):
        return 400, error(
            400, 21211 if to else 21201, "The phone number you are attempting to call is not valid."
        )
    if not any(one.number == caller for one in twilio.numbers):
        return 400, error(
            400, 21210 if caller else 21213, "The source phone number provided is not yet verified."
        )
    if not asked.one("Url").startswith(("http://", "https://")):
        return 400, error(400, 21205, "Url is not a valid URL")
    events = asked.form.get("StatusCallbackEvent", [])
    if not set(events) <= EVENTS:
        return 400, error(400, 21626, "Invalid 'StatusCallbackEvent'")
    leg = Leg(sid("CA"), to, caller, "outbound-api", now())
    leg.settings = {name: values[0] for name, values in asked.form.items()} | {"StatusCallbackEvent": events}
    twilio.calls[leg.sid] = leg
    twilio.waiting.append(leg)
    if twilio.at_once is not None:
        twilio.at_once(leg)
    return 201, _call(twilio, leg)


def _calls(asked: Asked) -> Answer:
    wanted = {name: asked.query.get(name) for name in ("To", "From", "ParentCallSid")}
    found = [
        one
        for one in reversed(asked.twilio.calls.values())
        if wanted["To"] in {None, one.to}
        and wanted["From"] in {None, one.caller}
        and wanted["ParentCallSid"] in {None, one.parent}
    ]
    return _listed(asked, "calls", [_call(asked.twilio, one) for one in found])


def _one_call(asked: Asked, name: str) -> Answer:
    leg = asked.twilio.calls.get(name)
    if leg is None:
        return _missing(asked)
    if asked.method == "POST" and asked.one("Status") in {"completed", "canceled"}:
        if leg.ended is not None:
            return 400, error(400, 21220, "Call is not in-progress. Cannot redirect.")
        leg.asked_to_end = True
    return 200, _call(asked.twilio, leg)


def _call(twilio: Twilio, leg: Leg) -> dict[str, Any]:
    return {
        "sid": leg.sid, "account_sid": twilio.account, "parent_call_sid": leg.parent or None, "to": leg.to,
        "to_formatted": leg.to, "from": leg.caller, "from_formatted": leg.caller, "status": leg.status,
        "direction": leg.direction, "date_created": written(leg.at), "date_updated": written(leg.at),
        "start_time": written(leg.answered), "end_time": written(leg.ended), "duration": str(leg.seconds),
        "price": None, "price_unit": "USD", "answered_by": None, "api_version": VERSION, "forwarded_from": None,
        "caller_name": None, "queue_time": "0", "phone_number_sid": None, "annotation": None, "group_sid": None,
        "trunk_sid": None, "uri": f"/{VERSION}/Accounts/{twilio.account}/Calls/{leg.sid}.json", "subresource_uris": {},
    }  # fmt: skip


def _kept(asked: Asked, name: str) -> Answer:
    kinds: dict[str, dict[str, Any]] = {
        "Recordings": dict(asked.twilio.recordings),
        "Transcriptions": dict(asked.twilio.transcripts),
    }
    kept = kinds[asked.path[0]]
    sid_, _, ending = name.partition(".")
    found = kept.get(sid_)
    if found is None:
        return _missing(asked)
    if asked.method == "DELETE":
        asked.twilio.recordings.pop(sid_, None)
        asked.twilio.transcripts.pop(sid_, None)
        return 204, None
    if isinstance(found, Recording):
        return 200, found.data if ending == "mp3" else _recording(asked.twilio, found)
    return 200, {
        "sid": sid_,
        "recording_sid": found[0],
        "transcription_text": found[1],
        "status": "completed",
    }


def _recordings(asked: Asked, call_sid: str) -> Answer:
    if call_sid not in asked.twilio.calls:
        return _missing(asked)
    kept = [one for one in asked.twilio.recordings.values() if one.call_sid == call_sid]
    return _listed(asked, "recordings", [_recording(asked.twilio, one) for one in kept])


def _recording(twilio: Twilio, one: Recording) -> dict[str, Any]:
    return {
        "sid": one.sid, "account_sid": twilio.account, "call_sid": one.call_sid, "source": one.source,
        "duration": str(one.seconds), "status": "completed", "channels": 1, "start_time": written(one.at),
        "date_created": written(one.at), "date_updated": written(one.at), "price": None, "price_unit": "USD",
        "media_url": twilio.recording_url(one), "error_code": None, "encryption_details": None, "conference_sid": None,
        "api_version": VERSION, "uri": f"/{VERSION}/Accounts/{twilio.account}/Recordings/{one.sid}.json",
        "subresource_uris": {},
    }  # fmt: skip


def _no_such(asked: Asked, _name: str) -> Answer:
    return _missing(asked)


def _missing(asked: Asked) -> Answer:
    whole = "/".join(asked.path)
    return 404, error(
        404, 20404, f"The requested resource /{VERSION}/Accounts/{asked.twilio.account}/{whole} was not found"
    )
