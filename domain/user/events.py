"""What happens to a user. The data subject is the user."""

from datetime import datetime
from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal


class UserInvited(Opening):
    """A person was given access to the account."""

    TOPIC = "user.invited"
    OF = "user"

    email: Personal[str]
    name: Personal[str]
    roles: tuple[str, ...]


class PasswordSet(Event):
    """The user chose a password; its hash is a secret beside the log."""

    TOPIC = "user.password_set"


class RolesChanged(Event):
    """The user's roles, and permissions granted beyond them, are now these (ACC-10)."""

    TOPIC = "user.roles_changed"

    roles: tuple[str, ...]
    permissions: tuple[str, ...]


class SeatAssigned(Event):
    """The user holds a paid seat of a hub (ACC-06)."""

    TOPIC = "user.seat_assigned"

    hub: str


class SeatRemoved(Event):
    """The user no longer holds a seat of that hub."""

    TOPIC = "user.seat_removed"

    hub: str


class AvailabilityChanged(Event):
    """The user became available or away, perhaps until a time (ACC-12).

    `cause` says why: self or by_other for a choice, ended where the time chosen is over, working_hours, screen_lost,
    screen_back.
    """

    TOPIC = "user.availability_changed"

    available: bool
    until: datetime | None
    cause: str = "self"


class WorkingHoursSet(Event):
    """The user works by a schedule, by own ranges in a zone, or, with neither, at no set hours (ACC-12)."""

    TOPIC = "user.working_hours_set"

    schedule_id: UUID | None
    zone: str
    ranges: tuple[tuple[int, str, str], ...]


class ProfileChanged(Event):
    """How the user appears to customers: the name they see instead of the user's own, if any, and a few words."""

    TOPIC = "user.profile_changed"

    shown_name: Personal[str]
    about: Personal[str]


class PhoneSet(Event):
    """The user's own phone, which is rung for calls; empty: none is (CAL-01)."""

    TOPIC = "user.phone_set"

    phone: Personal[str]


class OwnSignatureSet(Event):
    """What stands below mail that the user begins on a contact's or a ticket's page, as markdown or html; empty: nothing (EML-09)."""

    TOPIC = "user.signature_set"

    format: str
    source: Personal[str]


class PictureSet(Event):
    """Colleagues see the user by a picture: the blob of this id, sealed under the user (ACC-12)."""

    TOPIC = "user.picture_set"

    picture_id: UUID
    content_type: str


class PictureRemoved(Event):
    """The user is shown by no picture any more."""

    TOPIC = "user.picture_removed"


class CapacitySet(Event):
    """How much the user takes: live conversations, and all open ones; None is no limit (CHT-14)."""

    TOPIC = "user.capacity_set"

    live: int | None
    total: int | None


class UserDeactivated(Event):
    """The user may no longer sign in and gets no conversations."""

    TOPIC = "user.deactivated"


class UserReactivated(Event):
    """The user may sign in again."""

    TOPIC = "user.reactivated"


class PersonalAddressClaimed(Event):
    """A personal mailbox address of the user, which can then be no team address (EML-02)."""

    TOPIC = "user.personal_address_claimed"

    address: Personal[str]
    claim_id: UUID


class SecondFactorEnabled(Event):
    """Passwords of the user need a code of their app from here on (RFC 6238); its secret is beside the log (API-06)."""

    TOPIC = "user.second_factor_enabled"


class SecondFactorDisabled(Event):
    """The user took their second factor away, with password and code."""

    TOPIC = "user.second_factor_disabled"


class SecondFactorReset(Event):
    """Somebody who manages users took the second factor away: the app was lost."""

    TOPIC = "user.second_factor_reset"


class RecoveryCodesMade(Event):
    """The user got new recovery codes, shown once; the ones before open nothing any more."""

    TOPIC = "user.recovery_codes_made"

    number: int


class IdentityLinked(Event):
    """Whoever the provider `issuer` names so signs in as this user (OpenID Connect)."""

    TOPIC = "user.identity_linked"

    issuer: str
    subject: Personal[str]
    claim_id: UUID
