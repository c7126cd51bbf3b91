"""Facebook's Graph API as far as Messenger needs it: login, pages with the person's tasks, sending, people's names.

Sources: developers.facebook.com, Facebook Login (manual flow, long-lived tokens), Graph API references of user/accounts,
page/subscribed_apps and page/messages, Messenger Platform's Send API and User Profile API. Tokens are arguments and never
kept here; each goes with the proof that it is our app that uses it. What fails is one of the exceptions of
`infrastructure.mailboxes.port`.
"""

import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from infrastructure.egress import Egress
from infrastructure.mailboxes.http import Http
from infrastructure.mailboxes.port import AuthorizationLost, Refused, Temporary, Uncertain
from infrastructure.messenger.errors import judged
from infrastructure.settings import Settings

VERSION = "v24.0"
API, DIALOG = "https://graph.facebook.com", "https://www.facebook.com"
SCOPES = ("pages_show_list", "pages_messaging", "pages_manage_metadata", "pages_read_engagement")
SUBSCRIBED = (
    "messages", "messaging_postbacks", "messaging_optins", "messaging_referrals", "message_deliveries", "message_reads",
    "message_echoes", "message_edits", "message_reactions", "standby",
)  # fmt: skip
"""What we are told of a page."""
PAGES_EACH, MOST_PAGES = 100, 1_000
ABOUT_PAGE = "id,name,access_token,tasks"


@dataclass(frozen=True, slots=True)
class OfferedPage:
    """A page that a person has a role on; `tasks` as Facebook names them, `token` is the page's own."""

    page_id: str
    name: str
    tasks: tuple[str, ...]
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """One call's worth of a message: a text, or a file."""

    text: str = field(default="", repr=False)
    filename: str = field(default="", repr=False)
    content_type: str = ""
    data: bytes = field(default=b"", repr=False)
    quick_replies: Sequence[tuple[str, str]] = field(default=(), repr=False)
    """(title, payload) of what can be pressed under a text."""

    @property
    def kind(self) -> str:
        """What Facebook calls such a file."""
        major = self.content_type.lower().partition("/")[0]
        return major if major in {"image", "audio", "video"} else "file"


@dataclass(frozen=True)
class Graph:
    """One app at Facebook."""

    http: Http
    api: str
    """With the version, such as https://graph.facebook.com/v24.0."""
    dialog: str
    app_id: str
    app_secret: str = field(repr=False)

    def authorise_url(self, *, state: str, back: str) -> str:
        """Return where the browser goes; permissions that were declined before are asked for again."""
        query = {
            "client_id": self.app_id, "redirect_uri": back, "state": state, "response_type": "code",
            "scope": ",".join(SCOPES), "auth_type": "rerequest",
        }  # fmt: skip
        return f"{self.dialog}?{urlencode(query)}"

    def exchange(self, *, code: str, back: str) -> str:
        """Return a long-lived token of the person. Raises `Refused` with `scopes_missing` where something was not granted."""
        own = {"client_id": self.app_id, "client_secret": self.app_secret}
        short = self._token({**own, "redirect_uri": back, "code": code})
        token = self._token({**own, "grant_type": "fb_exchange_token", "fb_exchange_token": short})
        granted = self._ask("GET", "me/permissions", token)["data"]
        if not set(SCOPES) <= {one["permission"] for one in granted if one.get("status") == "granted"}:
            raise Refused(403, "scopes_missing")
        return token

    def pages(self, token: str) -> list[OfferedPage]:
        """Return the pages that the person has a role on."""
        return [
            OfferedPage(
                str(one["id"]), str(one.get("name") or ""), tuple(map(str, one.get("tasks") or ())),
                str(one["access_token"]),
            )
            for one in self._listed("me/accounts", token, ABOUT_PAGE)
            if one.get("access_token")
        ]  # fmt: skip

    def subscribe(self, page_id: str, token: str) -> None:
        """Have us told of what happens on a page."""
        query = {"subscribed_fields": ",".join(SUBSCRIBED)}
        self._ask("POST", f"{quote(page_id, safe='')}/subscribed_apps", token, data=query)

    def unsubscribe(self, page_id: str, token: str) -> None:
        """Have us told nothing of it any more."""
        self._ask("DELETE", f"{quote(page_id, safe='')}/subscribed_apps", token)

    def check(self, token: str) -> None:
        """Ask whether a token still holds, with what it needs. Raises `AuthorizationLost`."""
        own = f"{self.app_id}|{self.app_secret}"
        told = self.http.ask("GET", f"{self.api}/debug_token", own, params={"input_token": token})["data"]
        if not told.get("is_valid"):
            raise AuthorizationLost(str((told.get("error") or {}).get("code") or "invalid"))
        if not set(SCOPES) <= set(told.get("scopes") or SCOPES):
            raise AuthorizationLost("scopes_missing")

    def send(self, page_id: str, token: str, psid: str, piece: Piece, *, tag: str, metadata: str) -> str:
        """Send one piece to a person, as an answer or under a tag, and return its mid. Raises `Uncertain` as well."""
        about: dict[str, Any] = {
            "recipient": {"id": psid},
            "messaging_type": "MESSAGE_TAG" if tag else "RESPONSE",
            "message": {**_content(piece), "metadata": metadata},
            **({"tag": tag} if tag else {}),
        }
        path = f"{quote(page_id, safe='')}/messages"
        if piece.text:
            told = self._ask("POST", path, token, sending=True, json=about)
        else:
            form = {name: one if isinstance(one, str) else json.dumps(one) for name, one in about.items()}
            file = {"filedata": (piece.filename, piece.data, piece.content_type)}
            told = self._ask("POST", path, token, sending=True, data=form, files=file)
        try:
            return str(told["message_id"])
        except (KeyError, TypeError):
            raise Uncertain("an answer without a message") from None

    def name_of(self, psid: str, token: str) -> str:
        """Return the name that a person who wrote to the page has; empty where there is none to be had."""
        told = self._ask("GET", quote(psid, safe=""), token, params={"fields": "name,first_name,last_name"})
        parts = (told.get("first_name"), told.get("last_name"))
        whole = str(told.get("name") or "") or " ".join(str(one) for one in parts if one)
        return " ".join(whole.split())

    def _token(self, query: dict[str, str]) -> str:
        try:
            answer = self.http.ask("GET", f"{self.api}/oauth/access_token", params=query)
        except AuthorizationLost as lost:
            raise Refused(400, lost.reason) from None
        try:
            return str(answer["access_token"])
        except (KeyError, TypeError):
            raise Temporary("an answer without a token") from None

    def _listed(self, path: str, token: str, fields: str) -> Iterator[Any]:
        query, seen = {"fields": fields, "limit": str(PAGES_EACH)}, 0
        while seen < MOST_PAGES:
            page = self._ask("GET", path, token, params=query)
            yield from page["data"]
            seen += PAGES_EACH
            paging = page.get("paging") or {}
            if not paging.get("next"):
                return
            query = {**query, "after": paging["cursors"]["after"]}

    def _ask(self, method: str, path: str, token: str, **options: Any) -> Any:
        proof = hmac.digest(self.app_secret.encode(), token.encode(), "sha256").hex()
        params = {**options.pop("params", {}), "appsecret_proof": proof}
        return self.http.ask(method, f"{self.api}/{path}", token, params=params, **options)


def _content(piece: Piece) -> dict[str, Any]:
    if not piece.text:
        return {"attachment": {"type": piece.kind, "payload": {"is_reusable": False}}}
    buttons = [
        {"content_type": "text", "title": title, "payload": payload} for title, payload in piece.quick_replies
    ]
    return {"text": piece.text, **({"quick_replies": buttons} if buttons else {})}


def offered(settings: Settings) -> Graph | None:
    """Return the app that this installation is at Facebook; None where it is none, or cannot hear what comes."""
    if not (settings.messenger_app_id and settings.messenger_app_secret and settings.messenger_verify_token):
        return None
    at = settings.messenger_url
    parts = urlsplit(at)
    egress = Egress(places=frozenset({(parts.hostname or "", parts.port or 443)} if at else ()))
    return Graph(
        Http(egress, judged), f"{at or API}/{VERSION}", f"{at or DIALOG}/{VERSION}/dialog/oauth",
        settings.messenger_app_id, settings.messenger_app_secret,
    )  # fmt: skip
