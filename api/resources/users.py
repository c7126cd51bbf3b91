"""Users: who may do what, how much they take, whether they are available."""

from uuid import UUID

from api import paging
from api.changes import change, create, etag, if_match
from api.context import found, here
from api.entering import envelope
from api.guarding import too_many
from api.operations import Answer, Routes, Values
from api.schemas import people as shapes
from api.schemas.common import Changed, page_of
from api.schemas.session import Link
from api.throttle import INVITATIONS_TAKEN, key_of
from application.access import NoteSessionsEnded
from application.claims import AlreadyTaken
from application.user import (
    AssignSeat,
    ChangeRoles,
    DeactivateUser,
    InviteUser,
    ReactivateUser,
    RemoveSeat,
    SetCapacity,
)
from application.user_self import ChangeProfile, ClaimPersonalAddress, SetAvailability
from domain.kernel.refusal import Refusal
from domain.user.policy import permissions_of
from projections.people import queries as people

MANAGE = "user_manage"
USER = "/users/<uuid:user_id>"

routes = Routes("users", "The people of the account. Everyone sees them; `user_manage` changes them.")


@routes.get("/users", query=paging.PageQuery, answer=page_of(shapes.User))
def users(query: Values) -> Values:
    """List the account's users by id."""
    context = here()
    (after,) = paging.decode(query["cursor"], UUID) or (None,)
    rows = people.users(context.db, context.account_id, after=after, limit=query["limit"] + 1)
    return paging.page(rows, query["limit"], lambda row: (row.user_id,))


@routes.get(USER, answer=shapes.User)
def user(user_id: UUID) -> Answer:
    """Read one user."""
    context = here()
    row = found(people.user(context.db, context.account_id, user_id), "user")
    return Answer(row, headers=etag(row.version))


@routes.write("POST", "/users", body=shapes.InviteUser, answer=Changed, status=201, permission=MANAGE)
def invite(body: Values) -> Answer:
    """Give a person access. Their address may sign in nowhere else; many that do make pauses. Then POST /users/{user_id}/link makes the link by which they choose a password."""
    context = here()
    services, now = context.services, context.services.clock()
    # a taken address is told as such: whoever tries many is slowed, as whoever tries passwords is
    key = key_of(services.secrets.of_installation(), "invitations", context.account_id.hex)
    wait, _ = services.guesses.take({key: INVITATIONS_TAKEN}, now)
    if wait:
        raise too_many(wait)
    try:
        made = create(InviteUser(body["email"], body["name"], tuple(body["roles"])), "/users")
    except Refusal as refused:
        if not isinstance(refused, AlreadyTaken):
            services.guesses.right([], [key], now)
        raise
    services.guesses.right([], [key], now)
    return made


@routes.write("POST", f"{USER}/link", answer=Link, status=201, permission=MANAGE, keyed=False)
def link(user_id: UUID) -> Answer:
    """Make a one-time link by which the user chooses a password; it is shown this once.

    Whoever opens it is that user: you cannot make one for somebody who may do what you may not.
    """
    context = here()
    user = found(people.user(context.db, context.account_id, user_id), "user")
    for permission in sorted(permissions_of(user.roles, user.permissions)):
        context.require(permission)
    context.release()
    services = context.services
    token = services.links.issue(context.account_id, user_id, services.clock())
    return Answer({"url": f"{services.settings.base_url}/set-password#{token}"}, 201)


@routes.write("PUT", f"{USER}/roles", body=shapes.SetRoles, answer=Changed, permission=MANAGE, versioned=True)
def roles(user_id: UUID, body: Values) -> Answer:
    """Set what a user may do."""
    command = ChangeRoles(
        user_id, tuple(body["roles"]), tuple(body["permissions"]), expected_version=if_match()
    )
    return change(command, user_id)


@routes.write("PUT", f"{USER}/seats/<hub>", answer=Changed, permission=MANAGE, versioned=True)
def assign_seat(user_id: UUID, hub: str) -> Answer:
    """Give a paid seat of a hub: marketing, sales or service."""
    return change(AssignSeat(user_id, hub, expected_version=if_match()), user_id)


@routes.write("DELETE", f"{USER}/seats/<hub>", answer=Changed, permission=MANAGE, versioned=True)
def remove_seat(user_id: UUID, hub: str) -> Answer:
    """Take a paid seat away; routing leaves the user out from here on."""
    return change(RemoveSeat(user_id, hub, expected_version=if_match()), user_id)


@routes.write("PUT", f"{USER}/availability", body=shapes.SetAvailability, answer=Changed, versioned=True)
def availability(user_id: UUID, body: Values) -> Answer:
    """Be available or away; for another user this needs `availability_manage`."""
    return change(SetAvailability(user_id, **body, expected_version=if_match()), user_id)


@routes.write("PUT", f"{USER}/profile", body=shapes.Profile, answer=Changed, versioned=True)
def profile(user_id: UUID, body: Values) -> Answer:
    """Say how customers see you: the name your mails go out under, and a few words; for another user this needs `user_manage`."""
    return change(ChangeProfile(user_id, **body, expected_version=if_match()), user_id)


@routes.write(
    "PUT", f"{USER}/capacity", body=shapes.SetCapacity, answer=Changed, permission=MANAGE, versioned=True
)
def capacity(user_id: UUID, body: Values) -> Answer:
    """Limit how many conversations a user takes; null is no limit."""
    return change(SetCapacity(user_id, **body, expected_version=if_match()), user_id)


@routes.write("PUT", f"{USER}/personal-address", body=shapes.SetAddress, answer=Changed, versioned=True)
def personal_address(user_id: UUID, body: Values) -> Answer:
    """Keep an address as the user's personal one, which can then be no team address (EML-02)."""
    return change(ClaimPersonalAddress(user_id, body["address"], expected_version=if_match()), user_id)


@routes.write("POST", f"{USER}/deactivate", answer=Changed, permission=MANAGE, versioned=True)
def deactivate(user_id: UUID) -> Answer:
    """Take a user's access away; all their sessions end."""
    answer = change(DeactivateUser(user_id, expected_version=if_match()), user_id)
    _end_sessions(user_id, "deactivated")
    return answer


@routes.write("POST", f"{USER}/reactivate", answer=Changed, permission=MANAGE, versioned=True)
def reactivate(user_id: UUID) -> Answer:
    """Give a user's access back; they sign in anew."""
    context = here()
    user = people.user(context.db, context.account_id, user_id)
    context.release()
    if user is not None and not user.active:
        # who was deactivated on the server has sessions still, which opened nothing meanwhile
        _end_sessions(user_id, "reactivated")
    return change(ReactivateUser(user_id, expected_version=if_match()), user_id)


def _end_sessions(user_id: UUID, reason: str) -> None:
    context = here()
    ended = context.services.sessions.end_all(user_id)
    context.memories.sessions.forget_all()
    context.memories.viewers.forget((context.account_id, user_id))
    if ended:
        note = NoteSessionsEnded(user_id, reason)
        context.services.bus.dispatch(note, envelope(context, context.account_id, context.viewer.actor))
