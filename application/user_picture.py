"""The picture of a user, which colleagues see: set, and taken away (ACC-12)."""

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from application.pictures import picture_of
from application.unit import Unit
from application.user import OnUser
from application.user_self import own_or


@dataclass(frozen=True, slots=True)
class SetPicture(OnUser):
    """Show a user by a picture; for another it needs `user_manage`."""

    PERMISSION: ClassVar[str] = ""

    data: bytes


@dataclass(frozen=True, slots=True)
class RemovePicture(OnUser):
    """Show a user by no picture any more; for another it needs `user_manage`."""

    PERMISSION: ClassVar[str] = ""


def set_picture(command: SetPicture, unit: Unit) -> None:
    """Keep the picture, written anew and sealed under the user, and record which it is."""
    user = own_or(command, unit, "user_manage")
    picture = picture_of(command.data, unit.ports.limits)
    picture_id = unit.new_id(f"picture:{hashlib.sha256(picture.data).hexdigest()}")
    unit.ports.blobs.put(picture_id, user.id, picture.data)
    user.set_picture(unit.env, picture_id, picture.content_type)


def remove_picture(command: RemovePicture, unit: Unit) -> None:
    """Record that there is none."""
    own_or(command, unit, "user_manage").remove_picture(unit.env)
