"""Files that are brought before the message they go with (CNV-08)."""

from uuid import UUID

from flask import Response, request
from werkzeug.http import parse_options_header

from api.context import found, here, missing
from api.downloads import download
from api.operations import Answer, Media, Routes
from api.schemas import writing as shapes
from api.schemas.common import Empty
from application.uploads import OCTETS

WRITE = "conversation_write"
ONE = "/uploads/<uuid:upload_id>"
NO_LIMIT = 2**40
"""The bytes are counted as they come, against what the installation takes."""

routes = Routes(
    "uploads", "Files that wait to be sent along, for a day at most. They are who brought them alone."
)


@routes.write(
    "POST", "/uploads", raw="The bytes of the file.", answer=shapes.Upload, status=201, permission=WRITE,
    keyed=False, body_limit=NO_LIMIT,
)  # fmt: skip
def bring() -> Answer:
    """Bring a file: its bytes as the body, its type as Content-Type, its name in Content-Disposition.

    The name is written as `attachment; filename*=UTF-8''n%C3%A1me.pdf` (RFC 8187), since it is nothing for an address.
    A file with more bytes than a message holds is refused with 413; one in which a virus was found with 422.
    """
    context = here()
    viewer, services = context.viewer, context.services
    context.release()
    _, told = parse_options_header(request.headers.get("Content-Disposition"))
    upload_id, file = services.uploads.take(
        viewer.account_id, viewer.actor, told.get("filename", ""), request.mimetype or OCTETS,
        request.stream.read, request.content_length, services.clock(),
    )  # fmt: skip
    data = {
        "upload_id": upload_id,
        "filename": file.filename,
        "content_type": file.content_type,
        "size": file.size,
    }
    return Answer(data, 201, {"Location": f"/api/v1/uploads/{upload_id}"})


@routes.get(ONE, answer=Media("application/octet-stream", "The file."), permission=WRITE)
def upload(upload_id: UUID) -> Response:
    """Read back a file of yours that waits. It never opens in the browser, whatever it is."""
    context = here()
    viewer = context.viewer
    context.release()
    file, data = found(context.services.uploads.look(viewer.account_id, viewer.actor, upload_id), "upload")
    return download(data, file.filename, file.content_type)


@routes.write("DELETE", ONE, answer=Empty, status=204, permission=WRITE, keyed=False)
def remove(upload_id: UUID) -> Answer:
    """Remove a file of yours that waits."""
    context = here()
    viewer = context.viewer
    context.release()
    if not context.services.uploads.remove(viewer.account_id, viewer.actor, upload_id):
        missing("upload")
    return Answer(None, 204)
