"""Authorising a channel's mailbox at its provider (EML-03, EML-06)."""

from uuid import UUID

from api import cookies
from api.context import here
from api.guarding import person
from api.mailboxes import MailboxFailed
from api.operations import Routes, Values
from api.problems import Problem
from api.schemas.channels import Meant
from api.schemas.sign_in import Onward
from application.channel_authorisation import BeginAuthorisation, begin_authorisation

routes = Routes("channels", "")


@routes.write(
    "POST", "/channels/<uuid:channel_id>/authorisation", body=Meant, answer=Onward, permission="account_access",
    body_required=False,
)  # fmt: skip
def authorise(channel_id: UUID, body: Values) -> Values:
    """Begin to authorise us at the mailbox's provider: go to `url`; the provider sends the browser back to us.

    Step 3 for Gmail and Office 365, in place of an address. The browser then goes to the channel's page; what was wrong is in
    `authorisation` of its address. A connected channel is authorised again in the same way, by the same mailbox: what came
    meanwhile is then taken in. To connect a mailbox of Office 365 that is shared with who signs in, name its address.
    """
    context = here()
    user_id, _ = person(context)
    services, account_id, env = context.services, context.account_id, context.envelope()
    context.release()
    provider, address = services.bus.ask(BeginAuthorisation(channel_id), env, begin_authorisation)
    try:
        url, state = services.mailboxes.begin(
            account_id, channel_id, provider, address or body.get("address", ""), user_id, services.clock()
        )
    except MailboxFailed as failed:
        detail = "The provider cannot be asked now. Try again, or ask who runs this installation."
        raise Problem(409, failed.code, detail) from None
    cookies.write(cookies.MAILBOX, state, services.settings, cookies.FLOW_LASTS)
    return {"url": url}
