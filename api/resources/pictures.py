"""The pictures by which users are shown (ACC-12)."""

from uuid import UUID

from flask import Response, request

from api.changes import change, if_match
from api.context import found, here, missing
from api.downloads import download
from api.operations import Answer, Media, Routes, Values
from api.schemas import people as shapes
from api.schemas.common import Changed
from application.user_picture import RemovePicture, SetPicture
from domain.user.events import PictureRemoved, PictureSet
from projections.people import queries as people

PICTURE = "/users/<uuid:user_id>/picture"
NO_LIMIT = 2**40
"""No more is read than the installation takes."""

routes = Routes("users", "The people of the account. Everyone sees them; `user_manage` changes them.")


@routes.get(PICTURE, query=shapes.PictureQuery, answer=Media("image/*", "The picture: PNG, JPEG or WebP."))
def picture(user_id: UUID, query: Values) -> Response:
    """Read the picture of a user of the account; 404 where there is none, or not this one, or they are deactivated.

    Browsers keep it for an hour where you name it by `picture`, and ask anew each time where you do not.
    """
    context = here()
    user = found(people.user(context.db, context.account_id, user_id), "user")
    context.release()
    if user.picture is None or query["picture"] not in (None, user.picture):
        missing("picture")
    data = found(context.services.blobs.get(user.picture, user_id), "picture")
    ending = user.picture_type.rpartition("/")[2]
    answer = download(data, f"picture.{ending}", user.picture_type)
    answer.set_etag(user.picture.hex)
    answer.headers["Cache-Control"] = "private, max-age=3600" if query["picture"] else "private, no-cache"
    answer.headers["Vary"] = "Cookie, Authorization"
    if request.if_none_match.contains(user.picture.hex):  # what a change expects says nothing to a read
        answer.make_conditional(request)
    return answer


@routes.write(
    "POST", PICTURE, raw="The bytes of a still PNG, JPEG or WebP picture.", answer=Changed, keyed=False,
    versioned=True, body_limit=NO_LIMIT,
)  # fmt: skip
def set_picture(user_id: UUID) -> Answer:
    """Show yourself to colleagues by a picture; for another user this needs `user_manage`.

    What it is is told by its bytes alone: 422 `not_a_picture` for anything else, 413 for too many bytes, 422
    `picture_too_wide` for too many pixels. It is written anew: what it says of camera and place is left out, and with it
    by how much it is to be turned.
    """
    context = here()
    services = context.services
    context.release()
    data = request.stream.read(services.limits.picture_bytes + 1)
    services.uploads.check(data)
    return _changed(SetPicture(user_id, data, expected_version=if_match()), user_id)


@routes.write("DELETE", PICTURE, answer=Changed, keyed=False, versioned=True)
def remove_picture(user_id: UUID) -> Answer:
    """Show yourself by your initials again; for another user this needs `user_manage`."""
    return _changed(RemovePicture(user_id, expected_version=if_match()), user_id)


def _changed(command: SetPicture | RemovePicture, user_id: UUID) -> Answer:
    """Change it, and remove the bytes of all pictures the user was shown by before, also where that once failed."""
    answer = change(command, user_id)
    services = here().services
    told = [one.event for one in services.log.streams([user_id], personal=frozenset())]
    pictures = [
        event.picture_id if isinstance(event, PictureSet) else None
        for event in told
        if isinstance(event, PictureSet | PictureRemoved)
    ]
    services.blobs.delete([one for one in {*pictures[:-1]} - {*pictures[-1:]} if one is not None])
    return answer
