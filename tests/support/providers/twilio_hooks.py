"""How Twilio asks and tells: signed forms, repeated as the address says, with the fallback where nothing comes of it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import urllib.error
import urllib.request
from datetime import datetime
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit
from xml.etree.ElementTree import Element

from tests.support.providers import twilio_documents
from tests.support.providers.twilio import Leg, Told, Twilio, written
from tests.support.providers.twilio_documents import Unreadable

RETRIED = {"4xx": (400, 500), "5xx": (500, 600)}


def signed(token: str, url: str, form: dict[str, str]) -> dict[str, str]:
    """Return the headers of a request, as documented: the address, then all names and values in the names' order."""
    text = url + "".join(name + form[name] for name in sorted(form))
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    return {
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "X-Twilio-Signature": base64.b64encode(digest).decode(),
        "I-Twilio-Idempotency-Token": secrets.token_hex(16),
        "User-Agent": "TwilioProxy/1.1",
    }


def over_http(url: str, form: dict[str, str], headers: dict[str, str]) -> tuple[int, str, str]:
    """Post a form to an address of this machine; returns (status, content type, body), 0 where nobody answers."""
    request = urllib.request.Request(url, urlencode(form).encode(), headers)  # noqa: S310 - what the test named
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:  # noqa: S310
            return answer.status, answer.headers.get("Content-Type", ""), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Content-Type", ""), error.read().decode()
    except OSError:
        return 0, "", ""


def about(twilio: Twilio, leg: Leg) -> dict[str, str]:
    """Return what every request says of a call."""
    said = {
        "AccountSid": twilio.account, "ApiVersion": "2010-04-01", "CallSid": leg.sid, "CallStatus": leg.status,
        "Called": leg.to, "Caller": leg.caller, "Direction": leg.direction, "From": leg.caller, "To": leg.to,
        "FromCountry": "PL", "FromCity": "", "ToCountry": "PL", "ToCity": "",
    }  # fmt: skip
    return said | ({"ParentCallSid": leg.parent} if leg.parent else {})


def post(twilio: Twilio, url: str, form: dict[str, str]) -> tuple[int, str, str]:
    """Post a form, again as often as the fragment of the address says; returns the last answer."""
    plain, fragment = urldefrag(url)
    wanted = dict(parse_qsl(fragment))
    policy = wanted.get("rp", "ct").split(",")
    headers = signed(twilio.token, plain, form)
    for _ in range(int(wanted.get("rc", "1")) + 1):
        answer = twilio.deliver(plain, form, headers)
        again = (answer[0] == 0 and {"ct", "all"} & set(policy)) or any(
            first <= answer[0] < end for name, (first, end) in RETRIED.items() if {name, "all"} & set(policy)
        )
        if not again:
            break
    return answer


def document(twilio: Twilio, leg: Leg, url: str, more: dict[str, str], fallback: str = "") -> Element | None:
    """Ask how a call goes on; None where neither that nor the fallback can be had, which ends it."""
    status, content_type, body = post(twilio, url, about(twilio, leg) | more)
    try:
        found = twilio_documents.read(status, content_type, body)
    except Unreadable as unreadable:
        twilio.alerts.append(f"{unreadable.code} {urlsplit(url).path} {status}")
        if not fallback:
            return None
        why = {"ErrorCode": str(unreadable.code), "ErrorUrl": urldefrag(url)[0]}
        return document(twilio, leg, fallback, more | why)
    twilio.documents.append((urldefrag(url)[0], body))
    twilio.alerts += [f"12200 {one}" for one in twilio_documents.warnings(found)]
    return found


def tell(twilio: Twilio, url: str, form: dict[str, str]) -> None:
    """Tell of something beside the documents; or note it for the test to tell of."""
    told = Told(url, form)
    twilio.told.append(told)
    if not twilio.holds:
        again(twilio, told)


def again(twilio: Twilio, told: Told) -> int:
    """Tell of it, for the first time or once more; returns the status."""
    status, _, _ = post(twilio, told.url, told.form)
    if not 200 <= status < 300:
        twilio.alerts.append(f"11200 {urlsplit(told.url).path} {status}")
    return status


def tell_status(twilio: Twilio, leg: Leg, event: str, at: datetime) -> None:
    """Tell how a call goes, if that event was asked for."""
    wanted = leg.settings.get("StatusCallbackEvent") or ["completed"]
    url = leg.settings.get("StatusCallback")
    if not url or event not in wanted:
        return
    form = about(twilio, leg) | {
        "Timestamp": str(written(at)), "CallbackSource": "call-progress-events", "SequenceNumber": str(leg.number),
    }  # fmt: skip
    leg.number += 1
    if event == "completed":
        form |= {
            "CallDuration": str(leg.seconds),
            "Duration": str(-(-leg.seconds // 60)),
            "SipResponseCode": _sip(leg),
        }
    tell(twilio, url, form)


def _sip(leg: Leg) -> str:
    return {"busy": "486", "no-answer": "487", "canceled": "487", "failed": "404"}.get(leg.status, "200")
