"""Bots of channels (CHT-01, CHT-08)."""

from marshmallow import Schema, fields, validate

from api.schemas import common as c

DOES = ("say", "choose", "ask", "branch", "ticket", "hand_over", "end")
WHEN = ("always", "available", "unavailable")
OUTCOMES = ("", "handed_over", "ended")
MOST_STEPS, MOST_OPTIONS, MOST_ANSWERS = 50, 10, 30


class BotOption(Schema):
    """An answer that can be chosen, or a case of a branch."""

    label = c.line(
        "What is chosen; of a branch the value: yes or no, or an earlier answer.", "Orders", longest=60
    )
    next = c.line("The key of the step it leads to; empty: a person.", "number", required=False, load_default="", longest=40)  # fmt: skip


class BotStep(Schema):
    """A step of a bot's flow."""

    key = c.line("Its key; small letters, digits and _; each once.", "what", longest=40)
    do = c.choice("What it does.", *DOES)
    text = c.text("What it says or asks; of a ticket, its name.", "What is it about?", required=False, load_default="", longest=1_000)  # fmt: skip
    next = c.line("The step that follows; empty: a person takes over.", "", required=False, load_default="", longest=40)  # fmt: skip
    options = fields.List(
        fields.Nested(BotOption),
        load_default=list,
        validate=validate.Length(max=MOST_OPTIONS),
        metadata={
            "description": "Of choose and branch: what there is to choose from.",
            "example": [{"label": "Orders", "next": ""}],
        },
    )
    field = c.line("Of ask: name, email, phone or text.", "", required=False, load_default="", longest=10)
    about = c.line(
        "Of branch: available, hours, or the key of an earlier question.", "", required=False, load_default="", longest=40
    )  # fmt: skip
    retry = c.text("What is said where an answer is not understood; empty: the same again.", "", required=False, load_default="", longest=1_000)  # fmt: skip


EXAMPLE = [
    {"key": "hello", "do": "say", "text": "Hello, I am a bot.", "next": "what"},
    {
        "key": "what",
        "do": "choose",
        "text": "What is it about?",
        "options": [{"label": "Orders", "next": "mail"}],
    },
    {"key": "mail", "do": "ask", "text": "Your e-mail?", "field": "email"},
]


class BotFlow(Schema):
    """What a bot says: the first step comes first."""

    name = c.line("What visitors read as its name.", "Robin", longest=100)
    when = c.choice("When it speaks: always, while somebody is there, or while nobody is (CHT-08).", *WHEN)
    steps = fields.List(
        fields.Nested(BotStep),
        required=True,
        validate=validate.Length(1, MOST_STEPS),
        metadata={"description": "Its steps.", "example": EXAMPLE},
    )


class BotVersion(Schema):
    """A version of a bot's flow."""

    bot_version = c.number("Its number, from 1.", 1)
    flow = c.nested(
        BotFlow, "What it says.", example={"name": "Robin", "when": "always", "steps": EXAMPLE[:1]}
    )


class Bot(Schema):
    """A channel's bot with all its versions, the newest last."""

    on = c.flag("Whether it speaks in conversations that begin now.")
    versions = fields.List(
        fields.Nested(BotVersion),
        required=True,
        metadata={
            "description": "Its versions, oldest first.",
            "example": [
                {"bot_version": 1, "flow": {"name": "Robin", "when": "always", "steps": EXAMPLE[:1]}}
            ],
        },
    )
    version = c.version()


class BotSwitch(Schema):
    """Whether a bot speaks."""

    on = c.flag("Whether it speaks in conversations that begin from here on.")


class BotTrial(Schema):
    """A conversation to try a flow with."""

    flow = c.nested(BotFlow, "What to try.", example={"name": "Robin", "when": "always", "steps": EXAMPLE})
    answers = c.lines("What a visitor would say, in order.", required=False, load_default=list)
    available = c.flag("Whether somebody would be there.", required=False, load_default=True)
    in_hours = c.flag("Whether it would be open.", required=False, load_default=True)


class BotSaid(Schema):
    """Something it says, and what can be chosen then."""

    step = c.line("The step.", "what")
    text = c.text("What it says.", "What is it about?")
    choices = c.lines("What can be chosen.")


class BotTurn(Schema):
    """What it does at the beginning, or about an answer."""

    said = fields.List(
        fields.Nested(BotSaid), required=True, metadata={"description": "What it says.", "example": []}
    )
    understood = c.flag("Whether the answer was understood; null before anybody wrote.", allow_none=True)
    waits = c.line("The step it waits at; empty: none.", "what")
    outcome = c.choice("How it ends, if it does.", *OUTCOMES)
    tickets = c.lines("Names of tickets it would open.")


class BotTurns(Schema):
    """A trial's turns."""

    turns = fields.List(
        fields.Nested(BotTurn), metadata={"description": "The turns, in order.", "example": []}
    )
