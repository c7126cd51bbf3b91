"""How a chat stands."""

from marshmallow import Schema

from api.schemas import common as c


class ChatStateQuery(Schema):
    """When, and for which page load."""

    at = c.moment("At this time; left out: now.", required=False, load_default=None)
    seed = c.number(
        "Who of more than three people is shown differs by it.", 0, required=False, load_default=0
    )


class ChatHeading(Schema):
    """Whom the heading shows (CHT-03)."""

    kind = c.choice("What it shows.", "people", "owner", "company")
    user_ids = c.uids("At most three people; nobody where it shows the company.")


class ChatState(Schema):
    """How a chat stands, and what it does about it (CHT-07)."""

    state = c.choice("The state.", "available", "away", "offline", "capacity")
    reasons = c.lines("Why, in the order in which it was found.", "in_hours", "somebody_available")
    launcher = c.flag("Whether there is anything to click on.")
    message = c.text("What was written for this state; empty: its usual words.", "")
    ask_email = c.flag("Whether visitors are asked for an address to be answered at.", example=False)
    reply_time = c.line("minutes, hours or day; empty: nothing is said of it.", "minutes")
    returns_at = c.moment("When hours begin again, where that is said.", null=True)
    policy = c.line("The rules' version.", "chat_state@1")
    heading = c.nested(ChatHeading, "Whom the heading shows.")
