"""Several accounts in one browser: put a session aside, see which are there, go on with another (UIX-01)."""

from api import cookies
from api.beside import Kept, current, keep, kept
from api.context import Context, here, missing
from api.entering import whoami
from api.guarding import person, same_origin
from api.operations import Answer, Routes, Values
from api.schemas.beside import Switch, WhoBeside
from api.schemas.common import Empty, list_of
from api.schemas.session import Whoami
from projections.people import queries as people

routes = Routes(
    "accounts",
    "Somebody with users in several accounts stays signed in to each of them in one browser, and uses one at a time.",
)


@routes.get("/session/beside", answer=list_of(WhoBeside), public=True)
def beside() -> Values:
    """List who else is signed in in this browser."""
    context = here()
    return {"items": [_shown(context, one) for one in kept(context)]}


@routes.write("POST", "/session/aside", answer=Empty, status=204, keyed=False)
def put_aside() -> Answer:
    """Keep this session beside, so that somebody can sign in to another account and come back."""
    context = here()
    person(context)
    own = current(context)
    keep(context, [*([own] if own else []), *kept(context)])
    cookies.write(cookies.SESSION, "", context.services.settings)
    return Answer(None, 204)


@routes.write("POST", "/session/switch", body=Switch, answer=Whoami, public=True, keyed=False)
def switch(body: Values) -> Values:
    """Go on with a session that is kept beside; the one used until now is kept beside in its place."""
    context = here()
    same_origin(context.services)
    others, own = kept(context), current(context)
    chosen = next((one for one in others if one.session.session_id == body["session_id"]), None)
    if chosen is None:
        missing("session")
    keep(context, [*([own] if own else []), *(one for one in others if one is not chosen)])
    cookies.write(cookies.SESSION, chosen.token, context.services.settings)
    return whoami(chosen.viewer, chosen.session)


def _shown(context: Context, one: Kept) -> Values:
    account_id, user_id = one.session.account_id, one.session.user_id
    account, user = people.account(context.db, account_id), people.user(context.db, account_id, user_id)
    return {
        "session_id": one.session.session_id,
        "account": account.name if account else "",
        "user": user.name if user else "",
        "email": user.email if user else "",
    }
