"""Who is viewing and who is typing."""

from marshmallow import Schema

from api.presence import LEFT, TYPING, VIEWING
from api.schemas import common as c


class Doing(Schema):
    """What the caller does in a conversation."""

    doing = c.choice(
        "viewing: it is open before you; typing: you write in it; left: neither.", VIEWING, TYPING, LEFT
    )


class Present(Schema):
    """Somebody who is in a conversation now."""

    user_id = c.uid("Who.")
    doing = c.choice("What they do.", VIEWING, TYPING)
