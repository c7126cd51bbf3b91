"""The tracking code of a chat, mailed to whoever looks after a site (CHT-10)."""

from uuid import UUID

from flask import current_app

from api.buckets import Pace, Paces
from api.changes import answer
from api.code_mails import CodeMail
from api.context import here
from api.operations import Answer, Routes, Values
from api.problems import Problem
from api.schemas import chats as shapes
from api.schemas.common import Changed
from application.chat_code import MailChatCode
from domain.channels.email import is_address, normalise_address
from domain.kernel.refusal import InvalidInput

EDIT = "account_access"
AT_ONCE, PER_SECOND = 5, 5 / 3600
LIMIT = "postroom code mails"

routes = Routes("chats", "")


def pace_of(paces: Paces) -> Pace:
    """Return the limit of such mails by account: they go to whoever somebody names."""
    return paces("chat code mail", PER_SECOND, AT_ONCE)


@routes.write(
    "POST", "/channels/<uuid:channel_id>/chat/code-mail",
    body=shapes.ChatCodeMail, answer=Changed, permission=EDIT,
)  # fmt: skip
def mail_code(channel_id: UUID, body: Values) -> Answer:
    """Mail the tracking code, and how it is put in, to whoever looks after the site: five an hour.

    That it was mailed is recorded, not to whom. The answer comes when a relay has taken the mail.
    """
    context = here()
    to = normalise_address(body["to"])
    if not is_address(to):
        raise InvalidInput("to is a mail address, such as dev@example.com.", field="to")
    env, command = context.envelope(), MailChatCode(channel_id)
    context.release()
    services = context.services
    services.bus.rehearse(command, env)
    _take(context.account_id)
    mail_id = env.command_id or env.correlation_id
    ended = services.code_mails(CodeMail(context.account_id, channel_id, context.viewer.user_id, mail_id, to))
    if ended != "sent":
        raise _failed(ended)
    return answer(channel_id, services.bus.dispatch(command, env))


def _take(account_id: UUID) -> None:
    known = current_app.extensions
    if LIMIT not in known:
        known[LIMIT] = pace_of(here().services.paces)
    wait = known[LIMIT].take(str(account_id))
    if wait:
        detail = "Five such mails have been sent within an hour. Copy the code, or wait."
        raise Problem(429, "too_many_mails", detail, headers={"Retry-After": str(wait)})


def _failed(ended: str) -> Problem:
    if ended == "later":
        detail = "The relay cannot take the mail now. Try again in a moment, or copy the code."
        return Problem(503, "mail_later", detail, headers={"Retry-After": "30"})
    detail = "The mail was not taken: there is no relay, or it refused the address. Copy the code instead."
    return Problem(409, "mail_refused", detail, field="to")
