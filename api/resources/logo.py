"""The logo customers see (ACC-11)."""

from uuid import UUID

from flask import Response, request

from api.changes import change, if_match
from api.context import found, here, missing
from api.downloads import download
from api.operations import Answer, Media, Routes, Values
from api.schemas import people as shapes
from api.schemas.common import Changed
from application.company import RemoveLogo, SetLogo
from domain.account.events import LogoRemoved, LogoSet
from projections.people import queries as people

EDIT = "account_access"
LOGO = "/account/logo"
NO_LIMIT = 2**40
"""No more is read than the installation takes."""

routes = Routes("account", "The company that uses Postroom: its subscriptions, limits and outgoing mail.")


@routes.get(LOGO, query=shapes.LogoQuery, answer=Media("image/*", "The logo: PNG, JPEG or WebP."))
def logo(query: Values) -> Response:
    """Read the account's logo; 404 where there is none, or not this one.

    Browsers keep it for an hour where you name it by `logo`, and ask anew each time where you do not.
    """
    answer = logo_of(here().account_id, query["logo"])
    answer.headers["Cache-Control"] = "private, max-age=3600" if query["logo"] else "private, no-cache"
    answer.headers["Vary"] = "Cookie, Authorization"
    return answer


def logo_of(account_id: UUID, wanted: UUID | None = None) -> Response:
    """Return an account's logo as a file. Raises `Problem` 404 where there is none, or another than is wanted."""
    context = here()
    account = found(people.account(context.db, account_id), "account")
    context.release()
    if account.logo_id is None or wanted not in (None, account.logo_id):
        missing("logo")
    data = found(context.services.blobs.get(account.logo_id, account.logo_id), "logo")
    answer = download(data, f"logo.{account.logo_type.rpartition('/')[2]}", account.logo_type)
    answer.set_etag(account.logo_id.hex)
    if request.if_none_match.contains(account.logo_id.hex):
        answer.make_conditional(request)
    return answer


@routes.write(
    "POST", LOGO, raw="The bytes of a still PNG, JPEG or WebP picture.", answer=Changed, keyed=False,
    versioned=True, permission=EDIT, body_limit=NO_LIMIT,
)  # fmt: skip
def set_logo() -> Answer:
    """Show customers this logo. What it is is told by its bytes, and it is written anew, like the pictures of users."""
    context = here()
    services = context.services
    context.release()
    data = request.stream.read(services.limits.picture_bytes + 1)
    services.uploads.check(data)
    return _changed(SetLogo(data, expected_version=if_match()))


@routes.write("DELETE", LOGO, answer=Changed, keyed=False, versioned=True, permission=EDIT)
def remove_logo() -> Answer:
    """Show customers no logo any more."""
    return _changed(RemoveLogo(expected_version=if_match()))


def _changed(command: SetLogo | RemoveLogo) -> Answer:
    """Change it, and remove the bytes of all logos there were before, also where that once failed."""
    context = here()
    answer, services = change(command, context.account_id), context.services
    told = [one.event for one in services.log.streams([context.account_id], personal=frozenset())]
    logos = [
        event.logo_id if isinstance(event, LogoSet) else None
        for event in told
        if isinstance(event, LogoSet | LogoRemoved)
    ]
    services.blobs.delete([one for one in {*logos[:-1]} - {*logos[-1:]} if one is not None])
    return answer
