"""How satisfied customers are (CNV-10)."""

from marshmallow import Schema

from api.schemas import common as c
from domain.csat.survey import LONGEST_DELAY, LONGEST_PAUSE, LONGEST_TEXT


class SurveyToBe(Schema):
    """How customers of an inbox are to be asked."""

    on = c.flag("Whether they are asked at all.")
    delay_minutes = c.number(
        f"How long after closing, up to {LONGEST_DELAY}.", 60, required=False, load_default=60
    )
    pause_days = c.number(
        f"For how many days one contact is not asked again, up to {LONGEST_PAUSE}.",
        30,
        required=False,
        load_default=30,
    )
    question = c.line(
        "The question; empty: ours, in the account's language.", "How satisfied are you?",
        longest=LONGEST_TEXT, required=False, load_default="",
    )  # fmt: skip
    thanks = c.line(
        "What who answered reads; empty: ours, in the account's language.", "Thank you.",
        longest=LONGEST_TEXT, required=False, load_default="",
    )  # fmt: skip


class Survey(Schema):
    """How customers of an inbox are asked after a conversation was closed."""

    inbox_id = c.uid("The inbox.")
    on = c.flag("Whether they are asked at all.")
    delay_minutes = c.number("How long after closing.", 60)
    pause_days = c.number("For how many days one contact is not asked again.", 30)
    question = c.line("The question; empty: ours.", "How satisfied are you?")
    thanks = c.line("What who answered reads; empty: ours.", "Thank you.")
    version = c.version()
    position = c.position()


class SurveyMail(Schema):
    """A mail as customers would get it."""

    subject = c.line("Its subject.", "How did we do?")
    text = c.text("Its text.", "Hello, ...")


class Rating(Schema):
    """A customer who was asked, and what they said."""

    conversation_id = c.uid("The conversation.")
    inbox_id = c.uid("Its inbox.")
    assignee_id = c.uid("Who had the conversation when it was closed; null: nobody.", null=True)
    asked_at = c.moment("When they were asked.")
    expires_at = c.moment("Until when they can answer, or change their answer.")
    mail = c.choice(
        "How they were asked: empty while the mail is to leave; shown: in the chat.",
        "",
        "sent",
        "refused",
        "shown",
        example="sent",
    )
    score = c.number("What they chose, from 1 to 5; null: no answer.", 5, null=True)
    comment = c.text("What they added, if anything.", "Quick and friendly.")
    rated_at = c.moment("When they answered last; null: not yet.", null=True)
    position = c.position()


class RatingOfConversation(Schema):
    """What became of the question about one conversation."""

    rating = c.nested(Rating, "The question and the answer; null: nobody was asked.", null=True)
