"""What contacts are reached by, and contacts merged with each other (CON-01, CON-03)."""

from uuid import UUID

from api.changes import change, if_match
from api.operations import Answer, Routes, Values
from api.schemas import contacts as shapes
from api.schemas.common import Changed
from application.identities import AddIdentity, ChangeIdentity, RemoveIdentity, SetPrimaryIdentity
from application.merging import MergeContact, UnmergeContact

WRITE = "contact_write"
ONE = "/contacts/<uuid:contact_id>"
IDENTITY = f"{ONE}/identities/<uuid:identity_id>"

routes = Routes("contacts", "The people conversations are with.")


@routes.write(
    "POST", f"{ONE}/identities", body=shapes.NewIdentity, answer=Changed, permission=WRITE, versioned=True
)
def add_identity(contact_id: UUID, body: Values) -> Answer:
    """Let a contact be reached by an address or number, too.

    409 `identity_taken` where another contact has it: `about` says which, as the two may have to be merged.
    """
    command = AddIdentity(contact_id, body["kind"], body["value"], expected_version=if_match())
    return change(command, contact_id)


@routes.write("PUT", IDENTITY, body=shapes.NewIdentity, answer=Changed, permission=WRITE, versioned=True)
def change_identity(contact_id: UUID, identity_id: UUID, body: Values) -> Answer:
    """Put another address or number in the place of one."""
    command = ChangeIdentity(
        contact_id, identity_id, body["kind"], body["value"], expected_version=if_match()
    )
    return change(command, contact_id)


@routes.write("DELETE", IDENTITY, answer=Changed, permission=WRITE, versioned=True)
def remove_identity(contact_id: UUID, identity_id: UUID) -> Answer:
    """Let a contact be reached so no longer. Whoever writes from there next is somebody new."""
    return change(RemoveIdentity(contact_id, identity_id, expected_version=if_match()), contact_id)


@routes.write(
    "PUT",
    f"{ONE}/primary-identity",
    body=shapes.PrimaryIdentity,
    answer=Changed,
    permission=WRITE,
    versioned=True,
)
def set_primary_identity(contact_id: UUID, body: Values) -> Answer:
    """Show one address or number of a contact first."""
    command = SetPrimaryIdentity(contact_id, body["identity_id"], expected_version=if_match())
    return change(command, contact_id)


@routes.write("POST", f"{ONE}/merge", body=shapes.MergeInto, answer=Changed, permission=WRITE, versioned=True)
def merge_contact(contact_id: UUID, body: Values) -> Answer:
    """Merge this contact into another one: what is its own counts for that one from here on. Nothing is moved or lost.

    Its identities and those of the other are at most 250 together. DELETE takes it back.
    """
    return change(MergeContact(contact_id, body["into_id"], expected_version=if_match()), contact_id)


@routes.write("DELETE", f"{ONE}/merge", answer=Changed, permission=WRITE, versioned=True)
def unmerge_contact(contact_id: UUID) -> Answer:
    """Take a merge back: the contact that was merged stands for itself again, with all that is its own."""
    return change(UnmergeContact(contact_id, expected_version=if_match()), contact_id)
