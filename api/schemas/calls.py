"""Telephone calls (CAL-01, CAL-02)."""

from marshmallow import Schema

from api.schemas import common as c

OUTCOMES = ("", "completed", "missed", "busy", "no_answer", "failed", "canceled", "voicemail")


class CallRecording(Schema):
    """What was recorded of a call; GET /calls/{call_id}/recording plays it."""

    seconds = c.number("How long it is.", 42)
    kind = c.choice("Of the talk, or a message left by who called.", "call", "voicemail")
    content_type = c.line("What it is.", "audio/mpeg")


class Transcript(Schema):
    """What was said, as a machine understood it."""

    text = c.text("The words.", "Please call me back.")
    confidence = c.number("How sure it is, in percent, where it says so.", 90, null=True)


class Call(Schema):
    """A call as it stands."""

    call_id = c.uid("The call; its entry in a conversation has the same id.")
    conversation_id = c.uid("The conversation it was recorded in.")
    contact_id = c.uid("Who calls or is called.")
    channel_id = c.uid("The line.")
    direction = c.choice("in: they call; out: we do.", "inbound", "outbound")
    state = c.choice("What it does now.", "ringing", "answered", "ended")
    outcome = c.choice("How it ended; empty: it has not.", *OUTCOMES)
    side = c.choice("Who could not be had; empty: they talked, or it is on.", "", "agent", "contact")
    number = c.text("The contact's number; empty where it is withheld.", "+48600100200")
    agent_id = c.uid("The user who is in it.", null=True)
    rung = c.uids("Users whose phones were rung.")
    hanging_up = c.flag("Whether somebody asked for its end.", example=False)
    began_at = c.moment("When it began.")
    answered_at = c.moment("When they began to talk.", null=True)
    ended_at = c.moment("When it ended.", null=True)
    seconds = c.number("How long they talked, or tried to.", 42, null=True)
    code = c.line("Why it failed, as the provider says.", "")
    consent = c.choice("What the contact said to being recorded; empty: nothing.", "", "agreed", "refused")
    recording = c.nested(CallRecording, "What was recorded; null: nothing that is kept.", null=True)
    dropped = c.flag(
        "Whether a recording was deleted unheard, for want of consent or as it was gone.", example=False
    )
    transcript = c.nested(Transcript, "What was said; null where nobody knows.", null=True)
    transcript_state = c.choice("Whether that is known.", "none", "waiting", "done", "failed")


class Calls(Schema):
    """Some calls."""

    items = c.nested(Call, "The calls.", many=True)


class PlaceCall(Schema):
    """Whom to call: a contact in a conversation, or anew."""

    conversation_id = c.uid("In this conversation.", required=False, load_default=None, null=True)
    contact_id = c.uid("This contact.", required=False, load_default=None, null=True)
    channel_id = c.uid(
        "By this line; none: the conversation's own, or the only one there is.",
        required=False,
        load_default=None,
        null=True,
    )
    to = c.line(
        "Which of the contact's numbers; empty: the one of the last call, else the first.",
        "+48600100200",
        required=False,
        load_default="",
    )
    confirmed = c.flag(
        "Call it although the contact only typed it (409 `number_unproven` otherwise).",
        example=False, required=False, load_default=False,
    )  # fmt: skip


class Phone(Schema):
    """One's own phone."""

    phone = c.line("The number that is rung for calls, with + and its country; empty: none.", "+48600000001")
