"""One's own signature, below mail that is written from the page of a contact or a ticket (EML-09, EML-10)."""

from uuid import UUID

from api.changes import change
from api.context import here
from api.operations import Answer, Routes, Values
from api.problems import Problem
from api.schemas import channels as shapes
from api.schemas.common import Changed
from application.signature import OwnSignature, ReadOwnSignature, read_own_signature
from application.user_self import SetOwnSignature
from domain.channel.signature import Signature

MINE = "/me/signature"

routes = Routes("users", "The people of the account. Everyone sees them; `user_manage` changes them.")


@routes.get(MINE, answer=shapes.OwnSignature)
def my_signature() -> Values:
    """Read your own signature, as you wrote it and as it stands below mail that you write from a contact or a ticket (EML-09)."""
    return _shown(_read(None))


@routes.write("PUT", MINE, body=shapes.Signature, answer=Changed)
def set_my_signature(body: Values) -> Answer:
    """Set your own signature, below new mail that you write from a contact or a ticket in place of the team's; empty: none (EML-09)."""
    return change(SetOwnSignature(_me(), body["format"], body["source"]), _me())


@routes.write("POST", f"{MINE}/preview", body=shapes.Signature, answer=shapes.OwnSignature, keyed=False)
def preview(body: Values) -> Values:
    """Say how a draft of your own signature looks; nothing is recorded (EML-10)."""
    return _shown(_read(Signature(body["format"], body["source"])))


def _read(draft: Signature | None) -> OwnSignature:
    question = ReadOwnSignature(_me(), draft)
    return here().services.bus.ask(question, here().envelope(), read_own_signature)


def _shown(found: OwnSignature) -> Values:
    return {"format": found.source.format, "source": found.source.source, **found.shown._asdict()}


def _me() -> UUID:
    user_id = here().viewer.user_id
    if user_id is None:
        raise Problem(403, "people_only", "A machine has no signature. Sign in as a person.")
    return user_id
