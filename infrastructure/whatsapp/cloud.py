"""Meta's Cloud API as far as a number needs it: numbers, codes, registration, templates, media and messages.

Sources: developers.facebook.com, WhatsApp Cloud API (messages, media, registration, phone numbers) and Business Management
API (message templates, subscribed apps). Tokens are arguments and never kept here; each goes with the proof that it is our
app that uses it, so that one of another app is refused. What fails is one of the exceptions of
`infrastructure.mailboxes.port`.
"""

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from application.submitted import SentFile
from infrastructure.egress import Egress
from infrastructure.mailboxes.http import Http
from infrastructure.mailboxes.port import Temporary, Uncertain
from infrastructure.settings import Settings
from infrastructure.whatsapp.errors import judged

VERSION, API = "v24.0", "https://graph.facebook.com"
ABOUT_NUMBER = "id,display_phone_number,verified_name,code_verification_status,quality_rating,status"
ABOUT_TEMPLATE = "id,name,language,category,status,rejected_reason,parameter_format,components"
EACH, MOST_NUMBERS, MOST_TEMPLATES = 100, 1_000, 5_000
VERIFIED = "VERIFIED"


@dataclass(frozen=True, slots=True)
class OfferedNumber:
    """A number of a WhatsApp Business Account; `verified` says that Meta knows it to be the company's."""

    phone_number_id: str
    display_number: str
    verified_name: str
    verified: bool
    quality: str
    """green, yellow, red or unknown."""


@dataclass(frozen=True, slots=True)
class MediaAt:
    """Where a file lies for the next minutes, and what it is."""

    url: str = field(repr=False)
    content_type: str
    sha256: str
    """In hex or base64; empty where Meta does not say."""
    size: int


@dataclass(frozen=True)
class Cloud:
    """One app at Meta."""

    http: Http
    api: str
    """With the version, such as https://graph.facebook.com/v24.0."""
    app_secret: str = field(repr=False)

    def numbers(self, waba_id: str, token: str) -> list[OfferedNumber]:
        """Return the numbers of an account."""
        found = self._listed(f"{_at(waba_id)}/phone_numbers", token, ABOUT_NUMBER, MOST_NUMBERS)
        return [_number(one) for one in found]

    def number(self, phone_number_id: str, token: str) -> OfferedNumber:
        """Return one number as it is now."""
        return _number(self._ask("GET", _at(phone_number_id), token, params={"fields": ABOUT_NUMBER}))

    def request_code(self, phone_number_id: str, token: str, *, method: str, language: str) -> None:
        """Have a code sent to a number."""
        query = {"code_method": method.upper(), "language": language}
        self._ask("POST", f"{_at(phone_number_id)}/request_code", token, params=query)

    def verify_code(self, phone_number_id: str, token: str, code: str) -> None:
        """Show that the code came."""
        self._ask("POST", f"{_at(phone_number_id)}/verify_code", token, params={"code": code})

    def register(self, phone_number_id: str, token: str, pin: str) -> None:
        """Register a number for the Cloud API; the PIN is the one it has, or becomes it."""
        body = {"messaging_product": "whatsapp", "pin": pin}
        self._ask("POST", f"{_at(phone_number_id)}/register", token, json=body)

    def subscribe(self, waba_id: str, token: str) -> None:
        """Have us told of what happens on an account's numbers."""
        self._ask("POST", f"{_at(waba_id)}/subscribed_apps", token)

    def unsubscribe(self, waba_id: str, token: str) -> None:
        """Have us told nothing of it any more."""
        self._ask("DELETE", f"{_at(waba_id)}/subscribed_apps", token)

    def templates(self, waba_id: str, token: str) -> list[Mapping[str, Any]]:
        """Return the templates of an account as Meta describes them."""
        return list(self._listed(f"{_at(waba_id)}/message_templates", token, ABOUT_TEMPLATE, MOST_TEMPLATES))

    def upload(self, phone_number_id: str, token: str, file: SentFile) -> str:
        """Store a file there, for thirty days; return its id."""
        content_type = file.content_type.lower()
        form = {"messaging_product": "whatsapp", "type": content_type}
        files = {"file": (file.filename, file.data, content_type)}
        told = self._ask("POST", f"{_at(phone_number_id)}/media", token, data=form, files=files)
        return _id_in(told, Temporary)

    def media(self, media_id: str, phone_number_id: str, token: str) -> MediaAt:
        """Return where a file lies that somebody sent to a number."""
        query = {"phone_number_id": phone_number_id}
        told = self._ask("GET", _at(media_id), token, params=query)
        try:
            return MediaAt(
                str(told["url"]), str(told.get("mime_type", "")), str(told.get("sha256", "")), int(told.get("file_size", 0))
            )  # fmt: skip
        except (KeyError, TypeError, ValueError):
            raise Temporary("an answer without a file") from None

    def send(
        self, phone_number_id: str, token: str, to: str, content: Mapping[str, Any], *, known: str
    ) -> str:
        """Send one message to somebody, and return its id; `known` is said back with its statuses. Raises `Uncertain` as well."""
        # who shows a username in place of a number is known by an id of the business's alone
        whom = "to" if to.isdigit() else "recipient"
        body = {
            "messaging_product": "whatsapp", "recipient_type": "individual", whom: to,
            "biz_opaque_callback_data": known, **content,
        }  # fmt: skip
        told = self._ask("POST", f"{_at(phone_number_id)}/messages", token, sending=True, json=body)
        messages = told.get("messages") if isinstance(told, dict) else None
        return _id_in(messages[0] if isinstance(messages, list) and messages else None, Uncertain)

    def _listed(self, path: str, token: str, fields: str, most: int) -> Iterator[Any]:
        query, seen = {"fields": fields, "limit": str(EACH)}, 0
        while seen < most:
            page = self._ask("GET", path, token, params=query)
            yield from page["data"]
            seen += EACH
            paging = page.get("paging") or {}
            if not paging.get("next"):
                return
            query = {**query, "after": paging["cursors"]["after"]}

    def _ask(self, method: str, path: str, token: str, **options: Any) -> Any:
        proof = hmac.digest(self.app_secret.encode(), token.encode(), "sha256").hex()
        params = {**options.pop("params", {}), "appsecret_proof": proof}
        return self.http.ask(method, f"{self.api}/{path}", token, params=params, **options)


def _at(known: str) -> str:
    return quote(known, safe="")


def _number(told: Mapping[str, Any]) -> OfferedNumber:
    return OfferedNumber(
        str(told["id"]),
        str(told.get("display_phone_number") or ""),
        str(told.get("verified_name") or ""),
        told.get("code_verification_status") == VERIFIED,
        str(told.get("quality_rating") or "unknown").lower(),
    )


def _id_in(told: Any, failed: type[Temporary | Uncertain]) -> str:
    try:
        return str(told["id"])
    except (KeyError, TypeError):
        raise failed("an answer without an id") from None


def offered(settings: Settings) -> Cloud | None:
    """Return the app that this installation is at Meta; None where it is none, or cannot hear what comes."""
    if not (settings.whatsapp_app_secret and settings.whatsapp_verify_token):
        return None
    at = settings.whatsapp_url
    parts = urlsplit(at)
    egress = Egress(places=frozenset({(parts.hostname or "", parts.port or 443)} if at else ()))
    return Cloud(Http(egress, judged), f"{at or API}/{VERSION}", settings.whatsapp_app_secret)
