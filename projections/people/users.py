"""What is known of each user."""

from collections.abc import Sequence

from domain.user.events import (
    AvailabilityChanged,
    CapacitySet,
    IdentityLinked,
    OwnSignatureSet,
    PasswordSet,
    PersonalAddressClaimed,
    PhoneSet,
    PictureRemoved,
    PictureSet,
    ProfileChanged,
    RecoveryCodesMade,
    RolesChanged,
    SeatAssigned,
    SeatRemoved,
    SecondFactorDisabled,
    SecondFactorEnabled,
    SecondFactorReset,
    UserDeactivated,
    UserInvited,
    UserReactivated,
    WorkingHoursSet,
)
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Handlers
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.people.rows import USERS, UserRow

Changed = (
    PasswordSet | RolesChanged | SeatAssigned | SeatRemoved | CapacitySet | UserDeactivated | UserReactivated
    | PersonalAddressClaimed | OwnSignatureSet
)  # fmt: skip
SignInChanged = (
    SecondFactorEnabled | SecondFactorDisabled | SecondFactorReset | RecoveryCodesMade | IdentityLinked
)


class UserFold:
    """The users a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        self.users = Rows(USERS, db, Grouped(batch).keys(on.facts, "originator_id"))

    def save(self) -> None:
        """Write everything."""
        self.users.save()


on: Handlers[UserFold] = Handlers()


@on
def invited(fold: UserFold, position: int, event: UserInvited) -> None:
    """A person was given access; until they say so they are away."""
    row = UserRow(
        event.account_id, event.originator_id, event.email, event.name, event.roles, event.timestamp,
        available_since=event.timestamp, version=1, position=position,
    )  # fmt: skip
    fold.users.add(row)


@on
def changed(fold: UserFold, position: int, event: Changed) -> None:
    """Something about a user changed."""
    row = fold.users[event.account_id, event.originator_id]
    row.version, row.position = event.originator_version, position
    match event:
        case PasswordSet():
            row.has_password = True
        case RolesChanged():
            row.roles, row.permissions = event.roles, event.permissions
        case SeatAssigned():
            row.seats = sorted({*row.seats, event.hub})
        case SeatRemoved():
            row.seats = sorted({*row.seats} - {event.hub})
        case CapacitySet():
            row.capacity_live, row.capacity_total = event.live, event.total
        case UserDeactivated():
            row.active = False
        case UserReactivated():
            row.active = True
        case PersonalAddressClaimed():
            row.personal_address = event.address


@on
def availability_changed(fold: UserFold, position: int, event: AvailabilityChanged | WorkingHoursSet) -> None:
    """A user is available or away, or works at other hours."""
    row = fold.users[event.account_id, event.originator_id]
    row.version, row.position = event.originator_version, position
    row.available_since = event.timestamp
    if isinstance(event, AvailabilityChanged):
        row.available, row.available_until, row.available_cause = event.available, event.until, event.cause
    else:
        named = None if event.schedule_id is None else str(event.schedule_id)
        told = {"schedule_id": named, "zone": event.zone, "ranges": [list(one) for one in event.ranges]}
        row.working_hours = told if named or event.ranges else None


@on
def profile_changed(
    fold: UserFold, position: int, event: ProfileChanged | PhoneSet | PictureSet | PictureRemoved
) -> None:
    """A user said how customers and colleagues see them."""
    row = fold.users[event.account_id, event.originator_id]
    row.version, row.position = event.originator_version, position
    match event:
        case ProfileChanged():
            row.shown_name, row.about = event.shown_name, event.about
        case PhoneSet():
            row.phone = event.phone
        case PictureSet():
            row.picture_id, row.picture_type = event.picture_id, event.content_type
        case PictureRemoved():
            row.picture_id, row.picture_type = None, ""


@on
def sign_in_changed(fold: UserFold, position: int, event: SignInChanged) -> None:
    """How a user signs in changed."""
    row = fold.users[event.account_id, event.originator_id]
    row.version, row.position = event.originator_version, position
    match event:
        case SecondFactorEnabled():
            row.second_factor = True
        case SecondFactorDisabled() | SecondFactorReset():
            row.second_factor = False
