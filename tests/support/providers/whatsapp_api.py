"""The Cloud API's answers beside messages: numbers, codes, registration, subscriptions, templates and media."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Any

from tests.support.providers.meta import Reply, error, number
from tests.support.providers.whatsapp import APP, SECRET, Account, Number, Stored, Token, WhatsApp
from tests.support.providers.whatsapp_messages import sent

TYPES = (
    "audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus", "image/jpeg", "image/png", "image/webp",
    "video/mp4", "video/3gpp", "text/plain", "application/pdf", "application/msword", "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)  # fmt: skip
DONE: Reply = (200, {"success": True})
NO_OBJECT: Reply = (
    400,
    error(
        100,
        "Unsupported get request. Object with ID does not exist, cannot be loaded due to missing permissions.",
        33,
        "GraphMethodException",
    ),
)
LOCALE, PIN = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?"), re.compile(r"\d{6}")
CODES_EACH, PINS_EACH = 5, 5


@dataclass
class Asked:
    """One request to the API: query and form together, as Meta reads them."""

    meta: WhatsApp
    method: str
    path: list[str]
    told: dict[str, str]
    bearer: str
    body: dict[str, Any]
    file: tuple[str, str, bytes] | None = None

    def said(self, name: str) -> str:
        """Return a parameter, of the JSON body or of the form."""
        return str(self.body.get(name, self.told.get(name, "")))


def answered(asked: Asked) -> Reply:
    """Answer a request below the version."""
    text = asked.bearer or asked.told.get("access_token", "")
    token = asked.meta.tokens.get(text)
    if token is None or not token.valid:
        return 401, error(190, "Invalid OAuth access token - Cannot parse access token")
    proof = asked.told.get("appsecret_proof")
    ours = hmac.digest(SECRET.encode(), text.encode(), "sha256").hex()
    if proof is not None and (token.app != APP or not hmac.compare_digest(proof, ours)):
        words = "Invalid appsecret_proof provided in the API argument"
        return 400, error(100, words, 0, "GraphMethodException")
    match (asked.method, asked.path):
        case (method, [node, edge]) if node in asked.meta.accounts:
            return _of_account(asked, token, method, edge, asked.meta.accounts[node])
        case (method, [node, *edge]):
            found = _number(asked, token, node)
            return _of_number(asked, method, edge, *found) if found else _of_media(asked, method, node, edge)
    return NO_OBJECT


def _number(asked: Asked, token: Token, node: str) -> tuple[Account, Number] | None:
    accounts = [asked.meta.accounts[one] for one in token.accounts if one in asked.meta.accounts]
    return next(((one, one.numbers[node]) for one in accounts if node in one.numbers), None)


def _of_account(asked: Asked, token: Token, method: str, edge: str, account: Account) -> Reply:
    if account.id not in token.accounts:
        return NO_OBJECT
    match (method, edge):
        case ("GET", "phone_numbers"):
            return _listed(asked, [_shown(one) for one in account.numbers.values()])
        case ("GET", "message_templates"):
            wanted = asked.told.get("name", "")
            rows = [one.shown() for one in account.templates if wanted in {"", one.name}]
            status, told = _listed(asked, rows)
            return status, told | _summary(asked, len(rows))
        case ("POST" | "DELETE", "subscribed_apps"):
            account.subscribed = method == "POST"
            return DONE
        case ("GET", "subscribed_apps"):
            app = {"whatsapp_business_api_data": {"id": APP, "link": "", "name": "Postroom"}}
            return 200, {"data": [app] if account.subscribed else []}
    return NO_OBJECT


def _listed(asked: Asked, rows: list[dict[str, Any]]) -> Reply:
    size = min(int(asked.told.get("limit") or asked.meta.page_size), asked.meta.page_size)
    after = int(asked.told.get("after") or 0)
    names = asked.told.get("fields", "")
    wanted = {*names.split(","), "id"} if names else None
    page = [
        {name: one for name, one in row.items() if wanted is None or name in wanted}
        for row in rows[after : after + size]
    ]
    end = str(after + len(page))
    paging: dict[str, Any] = {"cursors": {"before": str(after), "after": end}}
    if after + size < len(rows):
        paging["next"] = f"{asked.meta.url}/next?after={end}"
    return 200, {"data": page, "paging": paging}


def _summary(asked: Asked, many: int) -> dict[str, Any]:
    counts = dict.fromkeys(("total_count", "message_template_count"), many)
    full = {**counts, "message_template_limit": 6000, "are_translations_complete": True}
    wanted = asked.told.get("summary", "")
    return {"summary": {name: full[name] for name in wanted.split(",") if name in full}} if wanted else {}


def _shown(one: Number) -> dict[str, Any]:
    return {
        "id": one.id, "display_phone_number": one.display, "verified_name": one.name, "quality_rating": one.quality,
        "code_verification_status": "VERIFIED" if one.verified else "NOT_VERIFIED", "platform_type": "CLOUD_API",
        "status": "CONNECTED" if one.registered else "PENDING", "throughput": {"level": "STANDARD"},
    }  # fmt: skip


def _of_number(asked: Asked, method: str, edge: list[str], account: Account, one: Number) -> Reply:
    if (method, edge) == ("GET", []):
        names = asked.told.get("fields", "")
        wanted = {*names.split(","), "id"} if names else set(_shown(one))
        return 200, {name: value for name, value in _shown(one).items() if name in wanted}
    if (method, edge) == ("POST", ["messages"]):
        return sent(asked.meta, account, one, asked.body)
    edges = {
        "request_code": _request_code, "verify_code": _verify_code, "register": _register, "deregister": _deregister,
        "media": _upload,
    }  # fmt: skip
    found = edges.get(edge[0]) if method == "POST" and len(edge) == 1 else None
    return found(asked, one) if found else NO_OBJECT


def _deregister(_asked: Asked, one: Number) -> Reply:
    one.registered = False
    return DONE


def _request_code(asked: Asked, one: Number) -> Reply:
    if asked.said("code_method") not in {"SMS", "VOICE"} or not LOCALE.fullmatch(asked.said("language")):
        return 400, error(100, "(#100) Invalid parameter")
    if one.verified or one.codes_asked >= CODES_EACH:
        return 400, error(136024, "Request code error")
    one.codes_asked += 1
    one.code = f"{secrets.randbelow(10**6):06}"
    return DONE


def _verify_code(asked: Asked, one: Number) -> Reply:
    if not one.code or asked.said("code") != one.code:
        return 400, error(136025, "Verify code error")
    one.verified, one.code = True, ""
    return DONE


def _register(asked: Asked, one: Number) -> Reply:
    pin = asked.said("pin")
    if asked.said("messaging_product") != "whatsapp" or not PIN.fullmatch(pin):
        return 400, error(100, "(#100) Invalid parameter")
    if not one.verified:
        return 400, error(133006, "Phone number re-verification needed")
    if one.pin and pin != one.pin:
        one.pins_tried += 1
        locked = one.pins_tried > PINS_EACH
        words = (
            "Too many two-step verification PIN guesses" if locked else "Two-step verification PIN mismatch"
        )
        return 400, error(133008 if locked else 133005, words)
    one.pin, one.registered = pin, True
    return DONE


def _upload(asked: Asked, one: Number) -> Reply:
    if asked.said("messaging_product") != "whatsapp" or asked.file is None:
        return 400, error(100, "(#100) The parameter messaging_product is required.")
    filename, content_type, data = asked.file
    kind = asked.said("type") or content_type
    if kind not in TYPES:
        words = f"(#100) Param file must be a file with one of the following types: {', '.join(TYPES)}. Received {kind}."
        return 400, error(100, words)
    media_id = number()
    asked.meta.stored[media_id] = Stored(one.id, kind, filename, data)
    return 200, {"id": media_id}


def _of_media(asked: Asked, method: str, node: str, edge: list[str]) -> Reply:
    file = asked.meta.stored.get(node)
    named = asked.told.get("phone_number_id", "")
    if file is None or edge or (named and named != file.number):
        return NO_OBJECT
    if method == "DELETE":
        del asked.meta.stored[node]
        return DONE
    return 200, {
        "url": f"{asked.meta.url}{file.path}?mid={node}&ext=1", "mime_type": file.content_type,
        "sha256": hashlib.sha256(file.data).hexdigest(), "file_size": len(file.data), "id": node,
        "messaging_product": "whatsapp",
    }  # fmt: skip
