"""The Graph API's answers: login, pages, subscriptions, profiles and the Send API, with their documented errors."""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from tests.support.providers.messenger import (
    APP,
    HUMAN,
    SCOPES,
    SECRET,
    STANDARD,
    Facebook,
    Page,
    Sent,
    Token,
)
from tests.support.providers.meta import Reply, error

LONGEST, BIGGEST = 2000, 25 * 1024 * 1024
KNOWN = frozenset(
    {"messages", "messaging_postbacks", "messaging_optins", "messaging_referrals", "message_deliveries", "message_reads",
     "message_echoes", "message_edits", "message_reactions", "standby", "feed"}
)  # fmt: skip
NO_TOKEN = (
    400,
    error(2500, "An active access token must be used to query information about the current user."),
)
INVALID = 400, error(190, "Error validating access token: The session has been invalidated.", 460)
NO_OBJECT = (
    400,
    error(100, "Unsupported get request. Object with ID does not exist.", 33, "GraphMethodException"),
)


@dataclass
class Asked:
    """One request to the API: query and form together, as Facebook reads them."""

    facebook: Facebook
    method: str
    path: list[str]
    told: dict[str, str]
    bearer: str
    body: dict[str, Any]
    """The JSON body, if it came as one."""
    file: tuple[str, str, bytes] | None = None


def dialog(facebook: Facebook, query: dict[str, str]) -> str:
    """Return where the browser is sent back to; the person signs in and consents at once."""
    assert (query["client_id"], query["response_type"]) == (APP, "code")
    said = {"state": query["state"]}
    if facebook.declines:
        said |= {
            "error": "access_denied", "error_reason": "user_denied", "error_description": "Permissions error",
            "error_code": "200",
        }  # fmt: skip
    else:
        code = f"AQ{secrets.token_urlsafe(24)}"
        granted = [one for one in query["scope"].split(",") if one != facebook.leaves_out]
        facebook.codes[code] = {**query, "scope": ",".join(granted), "person": facebook.person}
        said["code"] = code
    return f"{query['redirect_uri']}?{urlencode(said)}#_=_"


def answered(asked: Asked) -> Reply:
    """Answer a request below the version."""
    match (asked.method, asked.path):
        case ("GET" | "POST", ["oauth", "access_token"]):
            return _exchange(asked)
        case ("GET", ["debug_token"]):
            return _debug(asked)
    text = asked.bearer or asked.told.get("access_token", "")
    token = asked.facebook.tokens.get(text)
    proof = asked.told.get("appsecret_proof")
    if token is None:
        return (400, error(190, "Invalid OAuth access token.")) if text else NO_TOKEN
    if not token.valid or (token.expires and token.expires <= asked.facebook.now()):
        return INVALID
    if proof is not None and proof != hmac.digest(SECRET.encode(), text.encode(), "sha256").hex():
        return 400, error(
            100, "Invalid appsecret_proof provided in the API argument", 0, "GraphMethodException"
        )
    return _known(asked, token)


def _known(asked: Asked, token: Token) -> Reply:
    """Answer whoever has a token that holds."""
    match (asked.method, asked.path):
        case ("GET", ["me", "permissions"]):
            return _permissions(token)
        case ("GET", ["me", "accounts"]):
            return _accounts(asked, token)
        case (method, [node, edge]):
            page = asked.facebook.pages.get(token.page if node == "me" else node)
            if page is None or page.id != token.page:
                return 400, error(200, "(#200) Provide valid app ID")
            return _of_page(asked, method, edge, page, token)
        case ("GET", [node]):
            return _node(asked, token, node)
    return NO_OBJECT


def _exchange(asked: Asked) -> Reply:
    told, facebook = asked.told, asked.facebook
    if (told.get("client_id"), told.get("client_secret")) != (APP, SECRET):
        return 400, error(1, "Error validating client secret.")
    if told.get("grant_type") == "fb_exchange_token":
        token = facebook.tokens.get(told.get("fb_exchange_token", ""))
        if token is None or not token.valid:
            return INVALID
        lasting = Token(token.person, "", token.scopes, facebook.now() + timedelta(days=60))
        return 200, {
            "access_token": facebook.new_token(lasting),
            "token_type": "bearer",
            "expires_in": 5183944,
        }
    known = facebook.codes.pop(told.get("code", ""), None)
    if known is None:
        return 400, error(100, "This authorization code has been used.", 36009)
    if known["redirect_uri"] != told.get("redirect_uri"):
        words = "Error validating verification code. Please make sure your redirect_uri is identical."
        return 400, error(100, words, 36008)
    short = Token(known["person"], "", tuple(known["scope"].split(",")), facebook.now() + timedelta(hours=2))
    return 200, {"access_token": facebook.new_token(short), "token_type": "bearer", "expires_in": 5108}


def _debug(asked: Asked) -> Reply:
    if (asked.bearer or asked.told.get("access_token")) != f"{APP}|{SECRET}":
        return INVALID
    token = asked.facebook.tokens.get(asked.told.get("input_token", ""))
    if token is None:
        return 200, {"data": {"is_valid": False, "error": {"code": 190, "message": "Malformed access token"}}}
    told: dict[str, Any] = {
        "app_id": APP, "type": "PAGE" if token.page else "USER", "application": "Postroom", "expires_at": 0,
        "is_valid": token.valid, "scopes": list(token.scopes), "user_id": token.person,
    }  # fmt: skip
    if not token.valid:
        told["error"] = {"code": 190, "message": "Error validating access token.", "subcode": 460}
    return 200, {"data": told}


def _permissions(token: Token) -> Reply:
    names = dict.fromkeys((*token.scopes, *SCOPES))
    return 200, {
        "data": [
            {"permission": one, "status": "granted" if one in token.scopes else "declined"} for one in names
        ]
    }


def _accounts(asked: Asked, token: Token) -> Reply:
    """Answer the pages on which the person may do something, with a token for each."""
    facebook = asked.facebook
    mine = [page for page in facebook.pages.values() if token.person in page.roles]
    after = int(asked.told.get("after") or 0)
    size = min(int(asked.told.get("limit") or facebook.page_size), facebook.page_size)
    rows: list[dict[str, Any]] = []
    for page in mine[after : after + size]:
        own = facebook.new_token(Token(token.person, page.id, token.scopes))
        tasks = list(page.roles[token.person])
        full = {"access_token": own, "category": "Company", "name": page.name, "id": page.id, "tasks": tasks}
        wanted = set(asked.told.get("fields", ",".join(full)).split(",")) | {"id"}
        rows.append({name: value for name, value in full.items() if name in wanted})
    end = str(after + len(rows))
    paging: dict[str, Any] = {"cursors": {"before": str(after), "after": end}}
    if after + size < len(mine):
        paging["next"] = f"{facebook.url}/me/accounts?after={end}"
    return 200, {"data": rows, "paging": paging}


def _of_page(asked: Asked, method: str, edge: str, page: Page, token: Token) -> Reply:
    tasks = page.roles.get(token.person, ())
    if not tasks:
        return INVALID
    if edge == "subscribed_apps":
        return _subscribed(asked, method, page, tasks)
    if (method, edge) == ("POST", "messages"):
        if "MESSAGING" not in tasks and "MANAGE" not in tasks:
            return 403, error(200, "(#200) You do not have sufficient permissions to perform this action")
        return _sent(asked, page)
    return NO_OBJECT


def _subscribed(asked: Asked, method: str, page: Page, tasks: tuple[str, ...]) -> Reply:
    if method == "GET":
        rows = (
            [{"id": APP, "name": "Postroom", "subscribed_fields": list(page.subscribed)}]
            if page.subscribed
            else []
        )
        return 200, {"data": rows}
    if not {"MANAGE", "MODERATE"} & set(tasks):
        return 403, error(200, "(#200) Requires pages_manage_metadata permission to manage the object")
    wanted = [one for one in asked.told.get("subscribed_fields", "").split(",") if one]
    if method == "POST" and (not wanted or not set(wanted) <= KNOWN):
        return 400, error(100, "(#100) Param subscribed_fields must be one of the known fields")
    page.subscribed = tuple(wanted) if method == "POST" else ()
    return 200, {"success": True}


def _node(asked: Asked, token: Token, node: str) -> Reply:
    page = asked.facebook.pages.get(token.page)
    person = page.people.get(node) if page else None
    if person is None:
        return NO_OBJECT
    full = {
        "first_name": person.first_name, "last_name": person.last_name, "id": person.psid,
        "name": f"{person.first_name} {person.last_name}", "profile_pic": f"{asked.facebook.url}/cdn/{person.psid}.jpg",
    }  # fmt: skip
    wanted = set(asked.told.get("fields", "first_name,last_name,profile_pic").split(",")) | {"id"}
    return 200, {name: value for name, value in full.items() if name in wanted}


def _read(asked: Asked, name: str) -> Any:
    """Return a parameter: of the JSON body, or JSON in a form's field."""
    if name in asked.body:
        return asked.body[name]
    text = asked.told.get(name, "")
    return json.loads(text) if text[:1] in ("{", "[") else text


def _sent(asked: Asked, page: Page) -> Reply:  # noqa: PLR0911 - one for each refusal
    recipient, message = _read(asked, "recipient") or {}, _read(asked, "message") or {}
    if _read(asked, "sender_action"):
        return 200, {"recipient_id": recipient.get("id")}
    person, now = page.people.get(str(recipient.get("id"))), asked.facebook.now()
    if person is None:
        return 400, error(100, "(#100) No matching user found", 2018001)
    if not person.reachable:
        return 400, error(551, "(#551) This person isn't available right now.", 1545041)
    if len(message.get("text") or "") > LONGEST:
        words = "(#100) Length of param message[text] must be less than or equal to 2000"
        return 400, error(100, words)
    if not message.get("text") and not message.get("attachment"):
        return 400, error(100, "(#100) Must provide one of: text, attachment")
    if asked.file is not None and len(asked.file[2]) > BIGGEST:
        return 400, error(100, "(#100) Attachment size exceeds allowable limit", 2018109)
    kind, tag = str(_read(asked, "messaging_type") or "RESPONSE"), str(_read(asked, "tag") or "")
    if kind == "MESSAGE_TAG" and tag != "HUMAN_AGENT":
        return 400, error(100, "(#100) Param tag must be one of the allowed tags", 2018199)
    left = (STANDARD if not tag else HUMAN) - (now - person.wrote_at) if person.wrote_at else -STANDARD
    if left < timedelta():
        return 400, error(10, "(#10) This message is sent outside of allowed window.", 2018278)
    mid = f"m_{secrets.token_urlsafe(48)}"
    page.sent.append(Sent(mid, person.psid, kind, tag, message, asked.file, now))
    return 200, {"recipient_id": person.psid, "message_id": mid}
