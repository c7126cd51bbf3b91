"""How the installation and the account are."""

from marshmallow import Schema, fields

from api.schemas import common as c


def real(about: str, example: float) -> fields.Float:
    """A number with a fraction."""
    return fields.Float(required=True, metadata={"description": about, "example": example})


class Notice(Schema):
    """Something that is not as it should be."""

    level = c.choice("How bad: note is for whoever looks after it only.", "lagging", "failing", "note")
    code = c.line("A stable word for machines.", "views_behind")
    text = c.text("What is the matter.", "The lists people see are 14 seconds behind (812 events, thread).")
    advice = c.text("What to do about it.", "If it does not shrink, see the projector's log.")


class Consumer(Schema):
    """A reader of the log."""

    name = c.line("Its name.", "inbox_list")
    kind = c.choice("What it is.", "view", "reactor")
    position = c.number("The last position it has taken in.", 4711)
    behind = c.number("How many positions are left.", 0)
    seconds = real("The age of the first event it has not taken in.", 0.0)
    at_work = c.flag("Whether a process has it in hand.")


class ChannelState(Schema):
    """A channel that is not simply connected."""

    channel_id = c.uid("The channel.")
    inbox_id = c.uid("Its inbox.")
    state = c.choice("What it does now.", "degraded", "paused", "connecting")
    cause = c.text("Why it is degraded.", "")


class Installation(Schema):
    """Everything together, of all accounts; numbers of rows stop at 1,000."""

    consumers = c.nested(Consumer, "Views and reactors, and how far each is.", many=True)
    dead_letters = c.number("Commands of reactors that were given up.", 0)
    set_aside = c.number("Events that views had to set aside.", 0)
    unsent = c.number("Messages waiting to be sent.", 0)
    unsent_seconds = real("How long the oldest one has waited for an attempt.", 0.0)
    intakes_seconds = real("How long the oldest accepted mail has waited to be read.", 0.0)
    redis = c.flag("Whether Redis answers.")
    queued = c.number("Jobs in the queue.", 0, null=True)
    delayed = c.number("Jobs that wait for their next attempt.", 0, null=True)
    workers = c.number("Workers that are there.", 1, null=True)
    disk_free = c.number("Bytes free below the state directory.", 10_000_000_000)


class Status(Schema):
    """How it is."""

    state = c.choice("The worst of the notices.", "ok", "lagging", "failing")
    notices = c.nested(Notice, "What is not as it should be, the worst first.", many=True)
    version = c.line("The version of Postroom.", "0.1.0")
    unsent = c.number("Messages of the account waiting to be sent, up to 1,000.", 0)
    unsent_since = c.moment("Since when the oldest of them waits.", null=True)
    intakes_waiting = c.number("Accepted mails of your inboxes still to be read, up to 1,000.", 0)
    intakes_failed = c.number("Accepted mails of your inboxes that could not be read, up to 1,000.", 0)
    channels = c.nested(ChannelState, "Channels of your inboxes that are not simply connected.", many=True)
    installation = c.nested(Installation, "Everything together; null without account_access.", null=True)
