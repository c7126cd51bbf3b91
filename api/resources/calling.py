"""A telephone line: the account at Twilio, which number, what callers hear (CAL-01, CAL-02)."""

import re
from collections.abc import Sequence
from uuid import UUID

from api.calling import CallingFailed, LineNumber
from api.changes import change, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.problems import Problem, invalid
from api.schemas import calling as shapes
from api.schemas.common import Changed
from application.calling import BeginLine, ConnectLine, SetVoice, begin_line
from projections.channel_list import queries as channel_list

EDIT = "account_access"
ONE = "/channels/<uuid:channel_id>/calling"
SID = re.compile(r"AC[0-9a-fA-F]{32}")
AWAY = "Twilio cannot be asked now. Try again."
WORDS = {
    "token_refused": "Twilio does not take this account and token. Copy both from its console anew; it is the auth token, no"
    " API key, since what comes is signed by it.",
    "account_inactive": "This account is suspended or closed at Twilio. Look there, or enter another.",
    "number_unknown": "Twilio does not know this number any more. Enter the account again, and choose one of the list.",
    "url_invalid": "Twilio refuses this installation's address. Its POSTROOM_BASE_URL must be one that the internet reaches.",
    "provider_refused": "Twilio refuses. Look at the account's alerts in its console.",
}

routes = Routes(
    "calling",
    "Telephone lines at Twilio: begin a channel of kind `calling`, enter the account, choose a number, set what callers"
    " hear.",
)


@routes.write("PUT", f"{ONE}/account", body=shapes.TwilioAccount, answer=shapes.LineNumbers, permission=EDIT)
def account(channel_id: UUID, body: Values) -> Values:
    """Step 1, first half: enter an account at Twilio; its numbers are then on offer for half an hour.

    A connected channel that Twilio does not let in any more is let in anew in the same way, by choosing its number again.
    """
    context = here()
    services, account_id, env = context.services, context.account_id, context.envelope()
    context.release()
    services.bus.ask(BeginLine(channel_id), env, begin_line)
    sid, token = body["account_sid"].strip(), body["auth_token"].strip()
    if not SID.fullmatch(sid):
        message = "An account's id at Twilio begins with AC. Copy it from its console."
        raise invalid("account_sid", "format", message)
    try:
        offered = services.calling.offer(account_id, channel_id, sid, token, services.clock())
    except CallingFailed as failed:
        raise _failed(failed) from None
    return _shown(offered)


@routes.get(f"{ONE}/numbers", answer=shapes.LineNumbers, permission=EDIT)
def numbers(channel_id: UUID) -> Values:
    """List the numbers of the account that was entered for this channel; for half an hour, then enter it again."""
    return _shown(_offered(channel_id))


@routes.write(
    "PUT", f"{ONE}/number", body=shapes.ChosenNumber, answer=Changed, permission=EDIT, versioned=True
)
def number(channel_id: UUID, body: Values) -> Answer:
    """Step 1, second half: choose one of the numbers; its calls come to us from here on, those of an earlier one no more."""
    offered = _offered(channel_id)
    if offered is None:
        detail = "Enter the account at Twilio first; what it offers is kept for half an hour."
        raise Problem(409, "account_needed", detail)
    chosen = next((one for one in offered if one.number_sid == body["number_sid"]), None)
    if chosen is None or not chosen.voice:
        detail = "That number is not on offer, or cannot be called. Choose one of the list."
        raise Problem(422, "unknown_number", detail, field="number_sid")
    version, context = if_match(), here()
    # all that may be in the way is asked before the number's calls go anywhere else
    question = BeginLine(channel_id, chosen.number_sid, expected_version=version)
    services, account_id = context.services, context.account_id
    earlier = services.bus.ask(question, context.envelope(), begin_line).line.number_sid
    if chosen.reason != "number_taken":
        try:
            services.calling.lead(channel_id, chosen)
        except CallingFailed as failed:
            raise _failed(failed) from None
    command = ConnectLine(
        channel_id, chosen.account_sid, chosen.number_sid, chosen.number, chosen.name, chosen.token,
        expected_version=version,
    )  # fmt: skip
    if earlier in ("", chosen.number_sid):
        return change(command, channel_id)
    services.calling.give_up(account_id, channel_id, services.clock())
    answered = change(command, channel_id)
    services.calling.given_up(account_id, channel_id, earlier)
    return answered


@routes.write("PUT", f"{ONE}/voice", body=shapes.LineVoice, answer=Changed, permission=EDIT, versioned=True)
def voice(channel_id: UUID, body: Values) -> Answer:
    """Step 2: set what callers hear, how long phones ring, and what is kept of a call (CAL-02)."""
    return change(SetVoice(channel_id, **body, expected_version=if_match()), channel_id)


def _offered(channel_id: UUID) -> Sequence[LineNumber] | None:
    """Return the numbers on offer for a channel that the asker sees; None where nobody entered an account."""
    context = here()
    services, account_id = context.services, context.account_id
    row = channel_list.channel(context.db, account_id, tuple(context.viewer.inboxes), channel_id)
    found(row, "channel")
    context.release()
    return services.calling.numbers(account_id, channel_id, services.clock())


def _shown(offered: Sequence[LineNumber] | None) -> Values:
    names = ("number_sid", "number", "name", "voice", "reason")
    shown = [{name: getattr(one, name) for name in names} for one in offered or ()]
    return {"entered": offered is not None, "numbers": shown}


def _failed(failed: CallingFailed) -> Problem:
    return Problem(409, failed.code, WORDS.get(failed.code, AWAY))
