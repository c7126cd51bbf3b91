"""Twilio's REST API as far as calls need it: the account, its numbers, calls, recordings, transcripts.

Sources: twilio.com/docs, API references of Account, IncomingPhoneNumber, Call, Recording and Recording Transcription
(2010-04-01): forms go in, JSON comes out, lists come in pages, who asks shows the account's id and token (basic
authentication). Tokens are arguments and never kept here. What fails is one of the exceptions of
`infrastructure.mailboxes.port`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlsplit

from infrastructure.calling.errors import judged
from infrastructure.calling.forms import STATUSES, seconds_in
from infrastructure.egress import Egress
from infrastructure.mailboxes.http import Http
from infrastructure.mailboxes.port import Refused, Temporary, Uncertain

API, VERSION = "https://api.twilio.com", "2010-04-01"
EACH, MOST_NUMBERS = 100, 1_000
REDIRECTS = 3
"""A recording may lie where Twilio keeps it."""
ACTIVE = "active"
ADDRESSES = {
    "VoiceUrl": "voice_url",
    "VoiceFallbackUrl": "voice_fallback_url",
    "StatusCallback": "status_callback",
}
"""Of a number: by the name it is set by, the one it is told by."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account at Twilio, and what proves that it is ours."""

    account_sid: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnedNumber:
    """A number of the account's; `voice`: it can be called; `leads_to`: where its calls go now."""

    number_sid: str
    number: str
    name: str
    voice: bool
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Hooks:
    """Where Twilio asks what to do with a call to a number, where if that fails, and where it tells how a call ended."""

    voice: str
    fallback: str
    status: str


@dataclass(frozen=True, slots=True)
class Placing:
    """A call to be placed: the first leg goes to `to`, which hears what `url` answers when it is picked up."""

    to: str = field(repr=False)
    caller: str
    url: str
    status: str
    seconds: int


@dataclass(frozen=True, slots=True)
class CallThere:
    """A call, or one leg of it, as Twilio has it.

    `began` is when it was made there; `ended` how it ended, in our word, empty while it goes on, `seconds` after it began,
    at `over_at`.
    """

    sid: str
    began: datetime | None
    ended: str = ""
    seconds: int = 0
    over_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordingThere:
    """A recording as Twilio has it: `source` says what was recorded, `status` is completed once it is there."""

    sid: str
    source: str
    status: str
    seconds: int


@dataclass(frozen=True)
class Twilio:
    """Asks Twilio, at `api`."""

    http: Http
    api: str

    def check(self, account: Credentials) -> None:
        """Ask whether the token is the account's, and the account active. Raises `AuthorizationLost`, `Refused`."""
        told = self._ask("GET", account, "")
        if str(told.get("status") or ACTIVE) != ACTIVE:
            raise Refused(403, "account_inactive")

    def numbers(self, account: Credentials) -> list[OwnedNumber]:
        """Return the account's numbers, as many as there may be."""
        return [
            OwnedNumber(
                str(one["sid"]),
                str(one["phone_number"]),
                str(one.get("friendly_name") or one["phone_number"]),
                bool((one.get("capabilities") or {}).get("voice")),
                _leads_to(one),
            )
            for one in self._listed(account, "IncomingPhoneNumbers", "incoming_phone_numbers")
        ]

    def lead(self, account: Credentials, number_sid: str, hooks: Hooks) -> None:
        """Let calls to a number come to us."""
        form = {
            "VoiceUrl": hooks.voice, "VoiceMethod": "POST", "VoiceFallbackUrl": hooks.fallback,
            "VoiceFallbackMethod": "POST", "StatusCallback": hooks.status, "StatusCallbackMethod": "POST",
            "VoiceApplicationSid": "", "TrunkSid": "",
        }  # fmt: skip
        self._ask("POST", account, f"IncomingPhoneNumbers/{quote(number_sid, safe='')}", data=form)

    def leave(self, account: Credentials, number_sid: str, ours: str) -> None:
        """Let calls to a number come no more to addresses that begin with `ours`; any other that it has by now it keeps."""
        path = f"IncomingPhoneNumbers/{quote(number_sid, safe='')}"
        now = self._ask("GET", account, path)
        form = {name: "" for name, told in ADDRESSES.items() if str(now.get(told) or "").startswith(ours)}
        if form:
            self._ask("POST", account, path, data=form)

    def place(self, account: Credentials, placing: Placing) -> str:
        """Place a call, and return its sid. Raises `Uncertain` as well: then it may ring."""
        form = {
            "To": placing.to, "From": placing.caller, "Url": placing.url, "Method": "POST",
            "StatusCallback": placing.status, "StatusCallbackMethod": "POST",
            "StatusCallbackEvent": ["initiated", "ringing", "answered", "completed"], "Timeout": str(placing.seconds),
        }  # fmt: skip
        told = self._ask("POST", account, "Calls", sending=True, data=form)
        try:
            return str(told["sid"])
        except (KeyError, TypeError):
            raise Uncertain("an answer without a call") from None

    def placed(self, account: Credentials, to: str, caller: str) -> list[CallThere]:
        """Return the newest calls from a number to another, for one of which no answer came."""
        query = {"To": to, "From": caller, "PageSize": "20"}
        found = self._ask("GET", account, "Calls", params=query)
        return [_call(one) for one in found.get("calls") or ()]

    def call(self, account: Credentials, sid: str) -> CallThere:
        """Return a call as it is there. Raises `Refused` with `not_found` for one that is not."""
        return _call(self._ask("GET", account, f"Calls/{quote(sid, safe='')}"))

    def legs(self, account: Credentials, sid: str) -> list[CallThere]:
        """Return the legs to those who were dialled in a call, the first in front."""
        query = {"ParentCallSid": sid, "PageSize": str(EACH)}
        found = self._ask("GET", account, "Calls", params=query)
        return [_call(one) for one in reversed(found.get("calls") or ())]

    def recordings(self, account: Credentials, call_sid: str) -> list[RecordingThere]:
        """Return what was recorded of a call, or of one leg of it."""
        found = self._ask(
            "GET", account, f"Calls/{quote(call_sid, safe='')}/Recordings", params={"PageSize": str(EACH)}
        )
        return [
            RecordingThere(
                str(one["sid"]),
                str(one.get("source") or ""),
                str(one.get("status") or ""),
                _seconds(one),
            )
            for one in found.get("recordings") or ()
        ]

    def hang_up(self, account: Credentials, call_sid: str) -> None:
        """End a call, with all its legs; one that is over stays so."""
        try:
            self._ask("POST", account, f"Calls/{quote(call_sid, safe='')}", data={"Status": "completed"})
        except Refused as refused:
            if str(refused) not in {"call_over", "not_found"}:
                raise

    def recording(self, account: Credentials, sid: str) -> bytes:
        """Return a recording, as MP3. Raises `Refused` with `not_found` for one that is not there."""
        auth = (account.account_sid, account.token)
        return self.http.content(self._url(account, f"Recordings/{quote(sid, safe='')}", ".mp3"), auth=auth)

    def delete(self, account: Credentials, kind: str, sid: str) -> None:
        """Delete one of `Recordings` or `Transcriptions`; one that is not there is deleted."""
        try:
            self._ask("DELETE", account, f"{kind}/{quote(sid, safe='')}")
        except Refused as refused:
            if str(refused) != "not_found":
                raise

    def _listed(self, account: Credentials, path: str, name: str) -> Iterator[Any]:
        page, seen = self._ask("GET", account, path, params={"PageSize": str(EACH)}), 0
        while True:
            yield from page[name]
            seen += EACH
            following = page.get("next_page_uri")
            if not following or seen >= MOST_NUMBERS:
                return
            # only what follows the host is taken, and nothing that would become a part of it: the token goes nowhere else
            rest = urlsplit(str(following))._replace(scheme="", netloc="", fragment="").geturl()
            if not rest.startswith("/"):
                raise Temporary("a next page that is elsewhere")
            page = self._said("GET", account, f"{self.api}{rest}")

    def _ask(self, method: str, account: Credentials, path: str, **options: Any) -> Any:
        return self._said(method, account, self._url(account, path, ".json"), **options)

    def _said(self, method: str, account: Credentials, url: str, **options: Any) -> Any:
        told = self.http.ask(method, url, auth=(account.account_sid, account.token), **options)
        if not isinstance(told, Mapping) and method != "DELETE":
            raise (Uncertain if options.get("sending") else Temporary)("an answer of another shape")
        return told

    def _url(self, account: Credentials, path: str, ending: str) -> str:
        whole = f"{self.api}/{VERSION}/Accounts/{quote(account.account_sid, safe='')}"
        return f"{whole}/{path}{ending}" if path else f"{whole}{ending}"


def twilio_at(url: str) -> Twilio:
    """Return Twilio, or what is at another address in its place, for trying it out."""
    parts = urlsplit(url)
    egress = Egress(places=frozenset({(parts.hostname or "", parts.port or 443)} if url else ()))
    return Twilio(Http(egress, judged, redirects=REDIRECTS), url or API)


def _leads_to(one: Mapping[str, Any]) -> str:
    """Return where a number's calls go: to an address, or to an application or trunk, by its sid."""
    places = ("trunk_sid", "voice_application_sid", "voice_url")
    return next((str(one[place]) for place in places if one.get(place)), "")


def _call(one: Mapping[str, Any]) -> CallThere:
    ended = STATUSES.get(str(one.get("status") or ""), "")
    over_at = _moment(one.get("end_time")) if ended else None
    return CallThere(str(one["sid"]), _moment(one.get("date_created")), ended, _seconds(one), over_at)


def _seconds(one: Mapping[str, Any]) -> int:
    return seconds_in({"seconds": str(one.get("duration") or "")}, "seconds")


def _moment(text: object) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(text))
    except (ValueError, OverflowError):
        return None
    return at if at.tzinfo else None
