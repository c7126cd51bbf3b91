"""What of a message's text is what."""

from marshmallow import Schema

from api.schemas import common as c


class MessagePart(Schema):
    """A stretch of a message's text; together they cover it, in order."""

    kind = c.choice(
        "reply is what was newly written, forward what was passed on; the others may be folded away.",
        "reply",
        "quote",
        "signature",
        "forward",
    )
    start = c.number("Its first character, from 0; characters are Unicode code points.", 0, lowest=0)
    end = c.number("The first character that is not of it.", 120, lowest=0)
