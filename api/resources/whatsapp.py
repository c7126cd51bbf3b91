"""A number's channel: the account, choosing the number, showing that it is ours, and keywords (WAB-01, WAB-03)."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from api.changes import change, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.problems import Problem
from api.schemas import whatsapp as shapes
from api.schemas.common import Changed
from api.whatsapp import Entered, Number, NumberRefused, WhatsApp
from application.bus import Command
from application.whatsapp import (
    BeginNumber,
    ConnectNumber,
    NoteCodeRequested,
    NoteRegistered,
    NoteVerified,
    SetKeywords,
    begin_number,
)
from domain.channel.aggregate import Channel
from domain.channel.numbered import VERIFIED
from domain.kernel.ids import derived
from projections.channel_list import queries as channel_list

R = TypeVar("R")
EDIT = "account_access"
ONE = "/channels/<uuid:channel_id>/whatsapp"
WORDS = {
    "not_offered": "This installation is no app at Meta. Ask who runs it to register one, and to set its secret and verify token.",
    "token_refused": "Meta does not take this access token. Make a lasting one for a system user, with this installation's app"
    " and the permissions whatsapp_business_management and whatsapp_business_messaging, and give that user the account.",
    "waba_unknown": "Meta knows no such WhatsApp Business Account, or the token may not see it. Look its id up in the WhatsApp"
    " Manager.",
    "number_unknown": "Meta knows this number no more, or the token may not see it. Choose the number again.",
    "number_needed": "Choose a number first.",
    "code_not_sent": "Meta sends no code to this number now. Wait a while, or try a call instead of a text message.",
    "code_wrong": "That is not the code that Meta sent last. Look again, or have a new one sent.",
    "code_needed": "Meta does not know yet that this number is the company's. Have a code sent, and write it here.",
    "pin_wrong": "This number has another PIN. Write that one, or set a new one in the WhatsApp Manager.",
    "pin_locked": "A wrong PIN was given too often. Wait a while, or set a new one in the WhatsApp Manager.",
    "not_verified": "Meta wants this number to be verified anew. Have a code sent, and write it here.",
    "register_later": "This number was registered and let go too often of late. Try again in some hours.",
    "provider_refused": "Meta refuses that. Look at the number in the WhatsApp Manager.",
}
AWAY = "Meta cannot be asked now. Try again, or ask who runs this installation."
FIELDS = {
    "token_refused": "access_token", "waba_unknown": "waba_id", "code_wrong": "code", "code_needed": "code",
    "pin_wrong": "pin", "pin_locked": "pin",
}  # fmt: skip

routes = Routes(
    "whatsapp",
    "Numbers in WhatsApp: begin a channel of kind `whatsapp`, enter the account, choose the number, show that it is yours.",
)


@routes.write(
    "PUT", f"{ONE}/account", body=shapes.WhatsAppAccount, answer=shapes.NumbersOnOffer, permission=EDIT
)
def account(channel_id: UUID, body: Values) -> Values:
    """Step 1a: enter the WhatsApp Business Account with a token; its numbers are on offer for half an hour then (WAB-01)."""
    _may(channel_id)
    context = here()
    services, account_id = context.services, context.account_id
    entered = _asked(
        lambda: services.whatsapp.enter(
            account_id, channel_id, body["waba_id"], body["access_token"], services.clock()
        )
    )
    return _shown(entered)


@routes.get(f"{ONE}/numbers", answer=shapes.NumbersOnOffer, permission=EDIT)
def numbers(channel_id: UUID) -> Values:
    """List the numbers of the account that was entered for this channel."""
    return _shown(_entered(channel_id))


@routes.write(
    "PUT", f"{ONE}/number", body=shapes.ChosenWhatsAppNumber, answer=Changed, permission=EDIT, versioned=True
)
def number(channel_id: UUID, body: Values) -> Answer:
    """Step 1b: choose one of the numbers; on a connected channel the same one, with the new token (WAB-01)."""
    entered = _entered(channel_id)
    if entered is None:
        raise Problem(409, "account_needed", "Enter the account first; what it has is kept for half an hour.")
    chosen = next((one for one in entered.numbers if one.phone_number_id == body["phone_number_id"]), None)
    if chosen is None:
        raise Problem(
            422,
            "unknown_number",
            "That number is not on offer. Choose one of the list.",
            field="phone_number_id",
        )
    return change(_connecting(channel_id, entered, chosen, if_match()), channel_id)


@routes.write("POST", f"{ONE}/code", body=shapes.CodeWanted, answer=Changed, permission=EDIT, versioned=True)
def code(channel_id: UUID, body: Values) -> Answer:
    """Step 2a: have Meta send a code to the number; up to a few within an hour (WAB-01)."""
    _may(channel_id)
    command = NoteCodeRequested(channel_id, body["method"], body["language"], expected_version=if_match())
    _of_number(lambda meta, account_id: meta.request_code(account_id, channel_id, **body))
    return change(command, channel_id)


@routes.write(
    "POST", f"{ONE}/verification", body=shapes.NumberShown, answer=Changed, permission=EDIT, versioned=True
)
def verification(channel_id: UUID, body: Values) -> Answer:
    """Step 2b: show the code, and register the number under its PIN; we are told of its messages from here on (WAB-01).

    What was done stays done where a later part is refused: the same call goes on from there.
    """
    verified = _may(channel_id).number.verification == VERIFIED
    if body["code"] and not verified:
        _of_number(lambda meta, account_id: meta.verify(account_id, channel_id, body["code"]))
        _before(NoteVerified(channel_id, expected_version=if_match()))
    elif not verified:
        now = _of_number(lambda meta, account_id: meta.number_now(account_id, channel_id))
        if not now.numbers[0].verified:
            raise _failed(NumberRefused("code_needed"))
        _before(_connecting(channel_id, now, now.numbers[0], if_match()))
    _of_number(lambda meta, account_id: meta.register(account_id, channel_id, body["pin"]))
    return change(NoteRegistered(channel_id, body["pin"]), channel_id)


@routes.write(
    "PUT", f"{ONE}/keywords", body=shapes.NumberKeywords, answer=Changed, permission=EDIT, versioned=True
)
def keywords(channel_id: UUID, body: Values) -> Answer:
    """Set by which words people opt in and out, at any time (WAB-03)."""
    command = SetKeywords(
        channel_id, tuple(body["opt_in"]), tuple(body["opt_out"]), body["opt_in_reply"], body["opt_out_reply"],
        expected_version=if_match(),
    )  # fmt: skip
    return change(command, channel_id)


def _entered(channel_id: UUID) -> Entered | None:
    """Return the account that was entered for a channel that the asker sees."""
    context = here()
    services, account_id = context.services, context.account_id
    row = channel_list.channel(context.db, account_id, tuple(context.viewer.inboxes), channel_id)
    found(row, "channel")
    context.release()
    return services.whatsapp.entered(account_id, channel_id, services.clock())


def _may(channel_id: UUID) -> Channel:
    """Ask whether the number may be changed now, before Meta is asked anything."""
    context = here()
    env = context.envelope()
    context.release()
    return context.services.bus.ask(BeginNumber(channel_id), env, begin_number)


def _before(command: Command) -> None:
    """Carry out what comes before the command that a request is for, and has an id of its own."""
    context = here()
    env = context.envelope()
    context.release()
    own = derived(env.command_id or env.correlation_id, "before")
    context.services.bus.dispatch(command, env.with_command(own))


def _of_number(question: Callable[[WhatsApp, UUID], R]) -> R:
    """Ask Meta something about the channel's number."""
    context = here()
    return _asked(lambda: question(context.services.whatsapp, context.account_id))


def _connecting(channel_id: UUID, entered: Entered, chosen: Number, version: int | None) -> ConnectNumber:
    return ConnectNumber(
        channel_id, entered.waba_id, chosen.phone_number_id, chosen.display_number, chosen.verified_name,
        chosen.verified, entered.token, expected_version=version,
    )  # fmt: skip


def _asked(question: Callable[[], R]) -> R:
    try:
        return question()
    except NumberRefused as failed:
        raise _failed(failed) from None


def _failed(failed: NumberRefused) -> Problem:
    return Problem(409, failed.code, WORDS.get(failed.code, AWAY), field=FIELDS.get(failed.code, ""))


def _shown(entered: Entered | None) -> Values:
    items = [
        {
            "phone_number_id": one.phone_number_id, "display_number": one.display_number,
            "verified_name": one.verified_name, "verification": "verified" if one.verified else "",
            "quality": one.quality, "reason": one.reason,
        }
        for one in (entered.numbers if entered else ())
    ]  # fmt: skip
    return {"entered": entered is not None, "numbers": items}
