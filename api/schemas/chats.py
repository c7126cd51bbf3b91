"""What a chat's channel is set to do (CHT-02..10)."""

from marshmallow import Schema, fields, validate

from api.schemas import common as c
from domain.channel import chat_settings as s


class ChatLook(Schema):
    """How the widget looks (CHT-02)."""

    colour_from = c.choice("The account's accent, or a colour of its own.", *s.COLOURS_FROM)
    colour = c.line(
        "Its own colour, written as #rrggbb.", "#0b6470", required=False, load_default="#0b6470", longest=7
    )
    font = c.choice("The kind of its letters.", *s.FONTS, required=False, load_default="system")
    side = c.choice("On which side of the page it is opened.", *s.SIDES, required=False, load_default="right")
    language = c.choice(
        "Its language; `auto` is the visitor's.", *s.LANGUAGES, required=False, load_default="auto"
    )
    title = c.line(
        "Its title; empty: the company's name.", "Ask us", required=False, load_default="", longest=200
    )


class ChatGreeting(Schema):
    """Whom the heading shows, and the first visit's welcome (CHT-03, CHT-04)."""

    heading = c.choice("Chosen people, or the contact's owner.", *s.HEADINGS)
    user_ids = c.uids("The people; under `owner` the fallback's.", required=False, load_default=list)
    team_ids = c.uids("Teams whose members are shown, likewise.", required=False, load_default=list)
    fallback = c.choice(
        "Shown to visitors who are new or nobody's.", *s.FALLBACKS, required=False, load_default="company"
    )
    welcome = c.text("Said first.", "How can we help?", required=False, load_default="", longest=2_000)
    prompt = c.flag(
        "Whether the welcome opens by itself when a page is loaded.", required=False, load_default=False
    )


class ChatHours(Schema):
    """When a chat answers, and what it does when it does not (CHT-06, CHT-07)."""

    basis = c.choice(
        "What it goes by: people's availability, operating hours, or around the clock.",
        *s.BASES,
        example="hours",
    )
    schedule_id = c.uid(
        "The operating hours, where it goes by them.", null=True, required=False, load_default=None
    )
    reply_time = c.choice(
        "How soon answers come, as it says itself.", *s.REPLY_TIMES, required=False, load_default="none"
    )
    away = c.choice("In hours with nobody there.", *s.AWAY, required=False, load_default="message")
    away_text = c.text("What it says then.", "", required=False, load_default="", longest=2_000)
    offline = c.choice("Out of hours.", *s.OFFLINE, required=False, load_default="return_time")
    offline_text = c.text("What it says then.", "", required=False, load_default="", longest=2_000)
    capacity = c.choice(
        "With everyone at capacity; other than `nothing` needs the gate `capacity_behaviour`.",
        *s.CAPACITY, required=False, load_default="nothing", example="nothing",
    )  # fmt: skip
    capacity_text = c.text("What it says then.", "", required=False, load_default="", longest=2_000)


class ChatPage(Schema):
    """One rule for pages; the first that fits counts."""

    rule = c.choice("What it does there.", *s.PAGE_RULES)
    pattern = c.line("Which paths; * stands for anything.", "/shop/*")


class ChatPlaces(Schema):
    """Where the widget runs (CHT-10)."""

    origins = c.lines(
        "Sites it may run on; none: on any.", "https://www.example.com",
        required=False, load_default=list, most=s.MOST_ORIGINS,
    )  # fmt: skip
    pages = fields.List(
        fields.Nested(ChatPage),
        required=False,
        load_default=list,
        validate=validate.Length(max=s.MOST_PAGES),
        metadata={
            "description": "Where it shows; pages that no rule fits show it.",
            "example": [{"rule": "hide", "pattern": "/checkout/*"}],
        },
    )


class ChatIdentityWanted(Schema):
    """Whether visitors must be named by a signed token (SE-03)."""

    required = c.flag("Whether they must; needs a secret.")


class ChatIdentity(ChatIdentityWanted):
    """Whether visitors must be named by a signed token, and which secret it is signed with."""

    secret_version = c.number("How many secrets were made; 0: none yet.", 1)


class ChatSecret(c.Changed):
    """A secret, shown here and nowhere else."""

    secret = c.line("Sign tokens with it (HS256), on your server only.", "m1kQ")


class ChatContrast(Schema):
    """How text reads on the widget's colour (CHT-02)."""

    white = fields.Float(required=True, metadata={"description": "White text: 1 to 21.", "example": 6.9})
    black = fields.Float(required=True, metadata={"description": "Black text: 1 to 21.", "example": 3.0})
    ink = c.line("The one that reads better, which is used.", "#ffffff")


class ChatCodeMail(Schema):
    """To whom the tracking code is mailed (CHT-10)."""

    to = c.line(
        "The address of whoever looks after the site; it is not kept.", "dev@example.com", longest=320
    )


class Chat(Schema):
    """All a chat is set to do."""

    key = c.line("Its public key, in the tracking code; empty before its look is set.", "mfrggzdfmztwq2lk")
    script_url = c.line(
        "Where the widget's script is, for the tracking code; empty likewise.",
        "https://chat.example.com/w/mfrggzdfmztwq2lk.js",
    )
    look = c.nested(ChatLook, "How it looks.")
    greeting = c.nested(ChatGreeting, "Whom it shows and how it greets.")
    hours = c.nested(ChatHours, "When it answers.")
    places = c.nested(ChatPlaces, "Where it runs.")
    identity = c.nested(ChatIdentity, "Who must say who they are.")
    contrast = c.nested(ChatContrast, "How text reads on its colour.")
