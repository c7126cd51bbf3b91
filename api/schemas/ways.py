"""By which channels a conversation can be answered."""

from marshmallow import Schema

from api.schemas import common as c
from api.schemas.channels import ChannelLimits
from api.schemas.messenger import WindowNow
from domain.channels.ways import ADVICE


class Way(Schema):
    """A channel by which to answer, or why not by it (CNV-05)."""

    channel_id = c.uid("The channel: `channel_id` of an answer.")
    kind = c.line("Its kind.", "email")
    own = c.flag("Whether the conversation is this channel's, so that answers go by it where none is named.")
    identity = c.line("By what the contact is reached there: email, phone, cookie, ...", "email")
    addresses = c.lines(
        "Where that is, the one first that is meant where no recipient is named; at most 20.",
        "jo@example.org",
    )
    allowed = c.flag("Whether an answer may go this way.")
    reason = c.choice("Why not; empty where it may.", "", *ADVICE)
    advice = c.text("What to do instead; empty where it may.", "")
    window = c.nested(
        WindowNow,
        "Until when an answer may go this way; null where that is not limited, or not known here (MSG-08).",
        null=True,
    )
    template_only = c.flag("Whether only an approved template may go this way now (WAB-02).", example=False)
    opted_out = c.flag(
        "Whether whoever the first address leads to wants no messages by this channel (WAB-03): the conversation's contact, or"
        " somebody else with that number. Only answers to what they wrote after they said so may go this way.",
        example=False,
    )
    limits = c.nested(ChannelLimits, "How much a message by it holds (CNV-06).")
