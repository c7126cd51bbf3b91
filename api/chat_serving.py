"""What all public addresses of chats share: which chat, from which page, how often, and which visitor (CHT-01, CHT-10, SE-03).

They know no cookies and nobody who is signed in. Any page may ask unless the chat names its sites; an answer is for the
page that asked alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, Response, g, request

from api import visitor_tokens
from api.buckets import Paces
from api.chat_limits import ChatLimits
from api.context import Context, here
from api.entering import envelope
from api.memory import Memory
from api.problems import Problem
from api.seats import Seats
from api.services import Services
from api.throttle import network_of
from api.visitor_claims import opened
from api.visitor_identity import Identity
from api.visitor_tokens import Visitor
from api.visits import Widget
from domain.consent.terms import Agreed
from domain.kernel.envelope import Envelope
from projections.thread.visited import Place, visited

SCHEME = "Visitor "
METHODS = "GET, POST"
HEADERS = "Authorization, Content-Type, Last-Event-ID"
PREFLIGHT_SECONDS = 600
TOLD_SECONDS = 10.0
"""For so long a message says nothing about its visitor that was just told: that they are there, and on which page."""


class Limits:
    """How much is taken of networks, visitors and channels; counted by all processes together while Redis is there."""

    def __init__(self, bounds: ChatLimits, paces: Paces, streams: int) -> None:
        self.bounds = bounds
        self.asked = paces("chat asked", bounds.asked_per_minute / 60, bounds.asked_at_once)
        self.sessions = paces("chat sessions", bounds.sessions_per_minute / 60, bounds.sessions_at_once)
        self.sent = paces("chat sent", bounds.sent_per_minute / 60, bounds.sent_at_once)
        self.network = paces("chat network", bounds.network_sent_per_minute / 60, bounds.network_sent_at_once)
        self.channel = paces("chat channel", bounds.channel_sent_per_minute / 60, bounds.channel_sent_at_once)
        self.signs = paces("chat signs", bounds.signs_per_minute / 60, bounds.signs_at_once)
        self.transcripts = paces(
            "chat transcripts", bounds.transcripts_per_hour / 3600, bounds.transcripts_per_hour
        )
        self.transcripts_of_chat = paces("chat transcripts of a chat", 60 / 3600, 60)
        self.transcripts_to = paces("chat transcripts to", 5 / 86400, 5)
        self.told: Memory[tuple[UUID, UUID], str] = Memory(TOLD_SECONDS)
        # agents come first: visitors of one process never hold more than half of its streams
        most = max(1, streams // 2)
        self.seats = Seats(most, bounds.streams_each)
        self.seats_of_network = Seats(most, bounds.network_streams, "Your network has")


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of a page elsewhere: to which chat, and by whom."""

    context: Context
    limits: Limits
    key: str
    widget: Widget
    position: int
    """How far the read models were before anything was read: all that is read is at least as new."""

    @property
    def secret(self) -> bytes:
        """The account's."""
        return self.context.services.secrets.of_account(self.widget.account_id)

    @property
    def at(self) -> float:
        """Now, as Unix time."""
        return self.context.services.clock().timestamp()

    def read(self, token: str) -> Visitor | None:
        """Return whom a token names here."""
        return visitor_tokens.read(self.secret, self.widget.channel_id, token, self.at)

    @property
    def visitor(self) -> Visitor:
        """Who asks. Raises `Problem`."""
        said = request.headers.get("Authorization", "")
        found = self.read(said.removeprefix(SCHEME)) if said.startswith(SCHEME) else None
        if found is None:
            raise refused()
        if self.widget.chat.identity.required and not found.vouched:
            raise identity_needed()
        return found

    def claims_of(self, visitor: Visitor) -> Identity | None:
        """Return what their page said of them when their session began; None where it said nothing, or that ended."""
        if not visitor.claims:
            return None
        version = self.widget.chat.identity.secret_version
        return opened(self.secret, self.widget.channel_id, version, visitor.claims, self.at)

    def envelope(self, visitor: Visitor) -> Envelope:
        """Return the envelope of what a visitor does."""
        return envelope(self.context, self.widget.account_id, visitor.actor)

    def place(self, visitor: Visitor) -> Place | None:
        """Return the visitor's conversation as they may see it; None before there is one. Raises `Problem` for one who was erased."""
        conversation_id = self.context.services.visits.conversation_of(self.widget, visitor.id)
        return None if conversation_id is None else self.place_of(visitor, conversation_id)

    def place_of(self, visitor: Visitor, conversation_id: UUID) -> Place | None:
        """Return the same of a conversation that is known to be theirs."""
        widget = self.widget
        with self.context.services.views() as db:
            found = visited(db, widget.account_id, conversation_id)
        if found is None:
            return None
        if found.erased:
            raise refused()
        return Place(widget.account_id, widget.channel_id, visitor.id.hex, found)

    def needed(self, visitor: Visitor) -> Place:
        """Return the visitor's conversation. Raises `Problem` 404 before there is one."""
        place = self.place(visitor)
        if place is None:
            raise Problem(404, "no_conversation", "There is no conversation yet. Send a message first.")
        return place

    def must_agree(self, visitor: Visitor, agreed: Agreed | None = None, language: str = "") -> None:
        """Raise `Problem` 403 where nothing may be taken of them before they agree, and they do not with this (PRV-02)."""
        widget = self.widget
        if not widget.consent.asks:
            return
        wanted = self.context.services.consents.needed(
            widget.account_id, widget.channel_id, visitor.id.hex, language
        )
        if wanted is not None and not wanted.lets(agreed):
            detail = "Nothing is taken before the visitor agrees. Show them the text, and send what they agreed to along."
            raise Problem(403, "consent_needed", detail)


View = Callable[..., Response]


def route(app: Flask, limits: Limits, path: str, **views: Callable[..., Response]) -> None:
    """Serve `/w/<key>` + path by a view for each method, given the `Visit` and what is in the path."""

    def serve(key: str, **rest: str) -> Response:
        visit = _visit(limits, key)
        if request.method == "OPTIONS":
            return _preflight()
        return views["GET" if request.method == "HEAD" else request.method](visit, **rest)

    app.add_url_rule(
        f"/w/<key>{path}",
        f"chat.{path or 'page'}",
        serve,
        methods=[*views, "OPTIONS"],
        provide_automatic_options=False,
    )


def install(app: Flask, services: Services) -> Limits:
    """Let all of them share limits, and answer other origins."""
    limits = Limits(services.settings.chat_limits, services.paces, services.settings.stream_limit)
    app.after_request(_for_the_page)
    return limits


def often(wait: int) -> None:
    """Raise the problem of asking too often, where one is to wait."""
    if wait:
        detail = "That is more than this chat takes at once. Try again in a moment."
        raise Problem(429, "too_often", detail, headers={"Retry-After": str(wait)})


def refused() -> Problem:
    """Return the answer to a token that opens nothing."""
    detail = "This token opens nothing here: it is another chat's, too old, or none. Ask for a session."
    return Problem(401, "visitor_token_refused", detail, headers={"WWW-Authenticate": "Visitor"})


def identity_needed() -> Problem:
    """Return the answer where a page must say who its visitor is."""
    detail = "This chat is for people its site knows. Let the site's server sign who the visitor is."
    return Problem(401, "identity_needed", detail, headers={"WWW-Authenticate": "Visitor"})


def network() -> str:
    """Return the network of the caller."""
    return network_of(request.remote_addr or "")


def _visit(limits: Limits, key: str) -> Visit:
    g.chat_origin = origin = request.headers.get("Origin", "")
    often(limits.asked.take(network()))
    context = here()
    widget = context.services.visits.look(key)
    if widget is None:
        raise Problem(
            404, "no_chat", "There is no chat under this key, or it takes nothing now. Copy the code again."
        )
    if origin and not _allowed(widget, origin, context.services.settings.base_url):
        g.chat_origin = ""
        detail = "This chat is not for this site. Whoever runs it adds the site in the channel's settings."
        raise Problem(403, "origin_not_allowed", detail)
    return Visit(context, limits, key, widget, context.services.positions.position())


def _allowed(widget: Widget, origin: str, own: str) -> bool:
    parts = urlsplit(own)
    ours = (f"{parts.scheme}://{parts.netloc}", request.host_url.rstrip("/"))
    return widget.chat.places.allows(origin.lower()) or origin in ours


def _preflight() -> Response:
    answer = Response(status=204)
    answer.headers["Access-Control-Allow-Methods"] = METHODS
    answer.headers["Access-Control-Allow-Headers"] = HEADERS
    answer.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return answer


def _for_the_page(answer: Response) -> Response:
    """Let the page that asked read the answer, whatever it is."""
    origin = g.get("chat_origin")
    if origin is None:
        return answer
    answer.vary.add("Origin")
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
    if origin:
        answer.headers["Access-Control-Allow-Origin"] = origin
        answer.headers["Access-Control-Expose-Headers"] = "Retry-After"
    return answer
