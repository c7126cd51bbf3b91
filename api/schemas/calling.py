"""Telephone lines: an account at Twilio, its numbers, and what callers hear (CAL-01, CAL-02)."""

from marshmallow import Schema

from api.schemas import common as c
from domain.channel.phoned import LONGEST_RING, SHORTEST_RING
from domain.channels.calling_kind import LONGEST_TEXT


class TwilioAccount(Schema):
    """What lets us use an account at Twilio."""

    account_sid = c.line("Twilio's id of the account, as its console shows it.", f"AC{'0' * 32}", longest=34)
    auth_token = c.line(
        "The account's auth token; it is kept sealed, and shown to nobody.", "0" * 32, longest=64
    )


class LineNumber(Schema):
    """A number of the account's."""

    number_sid = c.line("Twilio's id of the number.", f"PN{'0' * 32}")
    number = c.line("The number, in E.164.", "+48221234567")
    name = c.line("What it is called there.", "Front desk")
    voice = c.flag("Whether it can be called.")
    reason = c.choice(
        "What is in the way of it; `used_elsewhere` warns that its calls go somewhere else now, and would come here.",
        "",
        "no_voice",
        "number_taken",
        "used_elsewhere",
    )


class LineNumbers(Schema):
    """The numbers of the account that was entered."""

    entered = c.flag("Whether somebody entered an account for this channel within the last half hour.")
    numbers = c.nested(LineNumber, "Its numbers.", many=True)


class ChosenNumber(Schema):
    """Which of the numbers."""

    number_sid = c.line("The number.", f"PN{'0' * 32}", longest=34)


class LineVoice(Schema):
    """What callers hear, how long somebody is rung, and what is kept (CAL-02)."""

    greeting = c.text(
        "Said to who calls, before anybody is rung; empty: nothing.", "Hello!", required=False, load_default="",
        longest=LONGEST_TEXT,
    )  # fmt: skip
    ring_seconds = c.number(
        "How long phones ring before a call counts as not answered.",
        20,
        lowest=SHORTEST_RING,
        highest=LONGEST_RING,
    )
    voicemail_on = c.flag("Whether callers whom nobody answers may leave a message.")
    voicemail_greeting = c.text(
        "Said before the tone, followed by that the message is recorded; empty: words of ours.", "", required=False,
        load_default="", longest=LONGEST_TEXT,
    )  # fmt: skip
    record_on = c.flag(
        "Whether calls are recorded, of those who agree; the channel has to ask consent with the purpose `recording`."
    )
    transcribe_on = c.flag("Whether messages are written down by Twilio, which understands English only.")
    language = c.line("The language that is spoken in.", "en", longest=5)


class LineChannel(Schema):
    """Which number a line's channel is of, and what it is set to do."""

    account_sid = c.line("The account at Twilio; empty before a number is chosen.", f"AC{'0' * 32}")
    number_sid = c.line("The number's id there.", f"PN{'0' * 32}")
    number = c.line("The number, in E.164.", "+48221234567")
    name = c.line("What it is called there.", "Front desk")
    voice = c.nested(LineVoice, "What callers hear, and what is kept.")
