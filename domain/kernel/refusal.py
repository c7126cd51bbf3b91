"""A refusal: the business says no, in a way a person can act on."""

from typing import ClassVar
from uuid import UUID


class Refusal(Exception):
    """A command was understood and must not be carried out.

    `code` is a stable word for machines, the message says in plain English what to do instead, `status` is the HTTP
    answer it becomes, `field` the input it is about and `about` the thing that is in the way, if one. Messages never
    hold personal data: they may be logged.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409

    def __init__(self, message: str, *, field: str = "", about: UUID | None = None) -> None:
        """Keep the text for people, the field it is about, and the id of what is in the way."""
        super().__init__(message)
        self.field, self.about = field, about


class NotFound(Refusal):
    """There is no such thing in this account, or it is not for this actor to see (SE-01: foreign = 404)."""

    code = "not_found"
    status = 404

    def __init__(self, what: str) -> None:
        """Name the kind of thing that was not found."""
        super().__init__(f"There is no such {what} here. Check the id, or ask for access.")


class NotAllowed(Refusal):
    """The actor lacks a permission (ACC-03, ACC-10)."""

    code = "not_allowed"
    status = 403

    def __init__(self, permission: str) -> None:
        """Name the permission that would be needed."""
        super().__init__(
            f"This needs the permission {permission}. Ask an administrator of the account for it."
        )
        self.permission = permission


class InvalidInput(Refusal):
    """A value breaks a rule; `field` names it."""

    code = "invalid"
    status = 422


class VersionMismatch(Refusal):
    """Somebody changed it meanwhile (If-Match)."""

    code = "version_mismatch"
    status = 412

    def __init__(self) -> None:
        """Say how to go on."""
        super().__init__("It was changed meanwhile. Read it again and repeat the change on what it is now.")
