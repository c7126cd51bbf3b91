"""Who is viewing and who is typing."""

from marshmallow import Schema

from api.presence import HERE, LEFT, TYPING, VIEWING
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


class PresentVisitor(Schema):
    """The visitor of a chat, who has it open now (CHT-11)."""

    doing = c.choice("What they do.", HERE, TYPING)
    since = c.moment("Since when.")
    page = c.text(
        "On which page, without what stands behind its path; null where they did not say.", null=True
    )


class Presences(Schema):
    """Who is in a conversation now."""

    items = c.nested(Present, "Users of the account.", many=True)
    visitor = c.nested(PresentVisitor, "The visitor of a chat; null where they are not there.", null=True)
