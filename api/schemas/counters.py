"""How many conversations the lists have."""

from marshmallow import Schema

from api.schemas import common as c
from api.schemas.views import Few


class Counters(Schema):
    """How many conversations each list of an inbox has."""

    inbox_id = c.uid("The inbox.")
    open = c.number("All open ones.", 12)
    mine = c.number("Open ones of the caller.", 3)
    unassigned = c.number("Open ones nobody has.", 5)
    snoozed = c.number("Open ones that are put off.", 2)
    closed = c.number("Closed ones.", 140)
    spam = c.number("Spam.", 3)
    trash = c.number("What was put into the trash.", 0)
    archive = c.number("What was archived.", 0)


class ChannelCounter(Schema):
    """How many open conversations came by a channel."""

    channel_id = c.uid("The channel.")
    open = c.number("Open ones.", 12)


class AllCounters(Schema):
    """What the rail counts."""

    items = c.nested(Counters, "By inbox.", many=True)
    channels = c.nested(ChannelCounter, "By channel; one without open conversations is absent.", many=True)
    unread = c.nested(Few, "Your own open conversations with news.")
    mentions = c.nested(Few, "Conversations with a note that calls you and that you have not seen.")
