"""What a chat is set to do: how it looks, whom it shows, when it answers, where it runs, who must say who they are."""

from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urlsplit
from uuid import UUID

from domain.account.branding import COLOUR, contrast
from domain.kernel.checks import one_of
from domain.kernel.refusal import InvalidInput

COLOURS_FROM = ("branding", "custom")
FONTS = ("system", "serif", "rounded", "mono")
SIDES = ("right", "left")
LANGUAGES = ("auto", "en", "pl")
HEADINGS = ("people", "owner")
FALLBACKS = ("people", "company")
BASES = ("users", "hours", "always")
REPLY_TIMES = ("none", "minutes", "hours", "day", "measured")
AWAY = ("message", "reply_time", "ask_email", "hide")
OFFLINE = ("return_time", "message", "hide")
CAPACITY = ("message", "hide", "nothing")
PAGE_RULES = ("show", "hide")
INKS = ("#ffffff", "#000000")
LONGEST_TITLE, LONGEST_TEXT, LONGEST_PATTERN = 80, 1_000, 500
MOST_PEOPLE, MOST_ORIGINS, MOST_PAGES = 100, 50, 100


@dataclass(frozen=True, slots=True)
class Look:
    """How the widget looks (CHT-02); `colour` counts where it is custom, an empty title is the company's name."""

    colour_from: str = "branding"
    colour: str = "#0b6470"
    font: str = "system"
    side: str = "right"
    language: str = "auto"
    title: str = ""

    def checked(self) -> Self:
        """Return it as it is kept. Raises `InvalidInput` naming the field."""
        one_of(self.colour_from, COLOURS_FROM, "colour_from")
        one_of(self.font, FONTS, "font")
        one_of(self.side, SIDES, "side")
        one_of(self.language, LANGUAGES, "language")
        colour = self.colour.lower()
        if not COLOUR.fullmatch(colour):
            raise InvalidInput("colour is a colour written as #0b6470.", field="colour")
        return replace(
            self, colour=colour, title=_short(" ".join(self.title.split()), "title", LONGEST_TITLE)
        )


@dataclass(frozen=True, slots=True)
class Greeting:
    """Whom the heading shows, and what a first visit is greeted with (CHT-03, CHT-04).

    Under `owner` the users and teams are the fallback `people` for visitors who are new or nobody's.
    """

    heading: str = "people"
    user_ids: tuple[UUID, ...] = ()
    team_ids: tuple[UUID, ...] = ()
    fallback: str = "company"
    welcome: str = ""
    prompt: bool = False

    def checked(self) -> Self:
        """Return it as it is kept. Raises `InvalidInput` naming the field."""
        one_of(self.heading, HEADINGS, "heading")
        one_of(self.fallback, FALLBACKS, "fallback")
        if len(self.user_ids) + len(self.team_ids) > MOST_PEOPLE:
            raise InvalidInput(f"Choose at most {MOST_PEOPLE} users and teams.", field="user_ids")
        welcome = _text(self.welcome, "welcome")
        if self.prompt and not welcome:
            raise InvalidInput("Write the welcome that opens by itself, or switch that off.", field="welcome")
        users, teams = tuple(dict.fromkeys(self.user_ids)), tuple(dict.fromkeys(self.team_ids))
        return replace(self, user_ids=users, team_ids=teams, welcome=welcome)


@dataclass(frozen=True, slots=True)
class ChatHours:
    """When a chat answers, and what it does when it does not (CHT-06, CHT-07)."""

    basis: str = "users"
    schedule_id: UUID | None = None
    reply_time: str = "none"
    away: str = "message"
    away_text: str = ""
    offline: str = "return_time"
    offline_text: str = ""
    capacity: str = "nothing"
    capacity_text: str = ""

    def checked(self) -> Self:
        """Return it as it is kept; only operating hours have a schedule. Raises `InvalidInput` naming the field."""
        one_of(self.basis, BASES, "basis")
        one_of(self.reply_time, REPLY_TIMES, "reply_time")
        one_of(self.away, AWAY, "away")
        one_of(self.offline, OFFLINE, "offline")
        one_of(self.capacity, CAPACITY, "capacity")
        if self.basis == "hours" and self.schedule_id is None:
            raise InvalidInput("Choose the operating hours it goes by.", field="schedule_id")
        return replace(
            self,
            schedule_id=self.schedule_id if self.basis == "hours" else None,
            away_text=_text(self.away_text, "away_text"),
            offline_text=_text(self.offline_text, "offline_text"),
            capacity_text=_text(self.capacity_text, "capacity_text"),
        )


@dataclass(frozen=True, slots=True)
class Places:
    """Where the widget may run (no origins: anywhere), and on which pages it shows: the first rule that fits (CHT-10).

    A pattern is an address's path, `*` standing for anything: `/shop/*`. Pages that no rule fits show it.
    """

    origins: tuple[str, ...] = ()
    pages: tuple[dict[str, str], ...] = ()

    def checked(self) -> Self:
        """Return it as it is kept: origins as browsers write them. Raises `InvalidInput` naming the field."""
        if len(self.origins) > MOST_ORIGINS or len(self.pages) > MOST_PAGES:
            raise InvalidInput(f"At most {MOST_ORIGINS} sites and {MOST_PAGES} rules.", field="origins")
        origins = tuple(dict.fromkeys(_origin(one) for one in self.origins))
        pages = tuple({"rule": one["rule"], "pattern": one["pattern"].strip()} for one in self.pages)
        for one in pages:
            one_of(one["rule"], PAGE_RULES, "pages.rule")
            pattern = _short(one["pattern"], "pages.pattern", LONGEST_PATTERN)
            if not pattern.startswith(("/", "*")):
                raise InvalidInput("A pattern begins with / or *, as /shop/*.", field="pages.pattern")
        return replace(self, origins=origins, pages=pages)

    def allows(self, origin: str) -> bool:
        """Whether the widget may run on pages of this origin, written as browsers do."""
        return not self.origins or origin in self.origins


@dataclass(frozen=True, slots=True)
class ChatIdentity:
    """Whether visitors must be named by a signed token; `secret_version` counts the keys that were made for it (SE-03)."""

    required: bool = False
    secret_version: int = 0


@dataclass(frozen=True, slots=True)
class Chat:
    """All a chat is set to do; its key is in the tracking code, and empty until it has one."""

    key: str = ""
    look: Look = field(default_factory=Look)
    greeting: Greeting = field(default_factory=Greeting)
    hours: ChatHours = field(default_factory=ChatHours)
    places: Places = field(default_factory=Places)
    identity: ChatIdentity = field(default_factory=ChatIdentity)


def contrasts(colour: str) -> dict[str, str | float]:
    """Return how white and black text read on a colour, 1 to 21, and the `ink` that reads better (CHT-02)."""
    white, black = (round(contrast(colour, ink), 2) for ink in INKS)
    return {"white": white, "black": black, "ink": INKS[0] if white >= black else INKS[1]}


def _origin(text: str) -> str:
    """Return an origin as browsers send it: scheme, host and port only (RFC 6454 6.2)."""
    try:
        parts = urlsplit(text.strip().rstrip("/").lower())
        port = parts.port
    except ValueError:
        port, parts = None, urlsplit("")
    if (
        parts.scheme not in ("https", "http")
        or not parts.hostname
        or parts.path
        or parts.query
        or parts.username
    ):
        raise InvalidInput("A site is written with https:// and its host, without a path.", field="origins")
    usual = {"https": 443, "http": 80}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, usual) else "")


def _text(text: str, name: str) -> str:
    return _short(text.strip(), name, LONGEST_TEXT)


def _short(text: str, name: str, longest: int) -> str:
    if len(text) > longest:
        raise InvalidInput(f"{name} has at most {longest:,} characters.", field=name)
    return text
