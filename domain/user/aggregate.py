"""A user: what they may do, the seats they hold, whether and how much they take."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Self
from uuid import UUID

from domain.account.policy import HUBS
from domain.channel.signature import Signature
from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event
from domain.kernel.refusal import InvalidInput
from domain.schedule.hours import Hours
from domain.user import events
from domain.user.availability import CHOSEN, Availability, Screen, settled
from domain.user.hours import NO_HOURS, WorkingHours
from domain.user.policy import PERMISSIONS, ROLES, permissions_of


class User(Aggregate):
    """A person of the account. Away, without seats and without limits until somebody says otherwise."""

    TOPIC = "user"

    @classmethod
    def invite(cls, user_id: UUID, env: Envelope, *, email: str, name: str, roles: tuple[str, ...]) -> Self:
        """Give a person access; the caller took the claim of the login. Raises `InvalidInput` for no such role."""
        _all_of(roles, ROLES, "roles")
        return cls.open(events.UserInvited, user_id, env, email=email, name=name, roles=roles)

    def set_password(self, env: Envelope) -> None:
        """Record that a password was chosen; its hash is kept beside the log."""
        self.record(events.PasswordSet, env)

    def change_roles(self, env: Envelope, roles: tuple[str, ...], permissions: tuple[str, ...] = ()) -> None:
        """Set the roles and the permissions beyond them; nothing if they are these. Raises `InvalidInput`."""
        _all_of(roles, ROLES, "roles")
        _all_of(permissions, PERMISSIONS, "permissions")
        if (roles, permissions) != (self.roles, self.extra):
            self.record(events.RolesChanged, env, roles=roles, permissions=permissions)

    def assign_seat(self, env: Envelope, hub: str) -> None:
        """Give a paid seat of a hub; nothing if held (ACC-06). Raises `InvalidInput`."""
        if one_of(hub, HUBS, "hub") not in self.seats:
            self.record(events.SeatAssigned, env, hub=hub)

    def remove_seat(self, env: Envelope, hub: str) -> None:
        """Take a seat away; nothing if not held."""
        if hub in self.seats:
            self.record(events.SeatRemoved, env, hub=hub)

    def set_availability(self, env: Envelope, *, available: bool, until: datetime | None = None) -> None:
        """Be available or away, perhaps until a time and the opposite after it; nothing if it was chosen so (ACC-12)."""
        now = self.availability
        chosen = now.cause in CHOSEN and self.working_hours is None
        if (available, until) != (now.available, now.until) or not chosen:
            cause = "self" if env.actor == f"user:{self.id}" else "by_other"
            self.record(events.AvailabilityChanged, env, available=available, until=until, cause=cause)

    def set_working_hours(self, env: Envelope, wanted: WorkingHours | None, hours: Hours | None) -> None:
        """Work by these checked hours, None for none; outside of them the user is away at once; nothing if so (ACC-12).

        `hours` are what `wanted` comes to.
        """
        if wanted == self.working_hours:
            return
        told = wanted or NO_HOURS
        self.record(
            events.WorkingHoursSet, env, schedule_id=told.schedule_id, zone=told.zone, ranges=told.ranges
        )
        now = self.availability
        if hours is not None and now.available and now.until is None and not hours.is_open(env.at):
            self.record(events.AvailabilityChanged, env, available=False, until=None, cause="working_hours")

    def settle_availability(self, env: Envelope, hours: Hours | None, screen: Screen) -> None:
        """Record what time and screens made of it, if anything."""
        found = settled(self.availability, env.at, hours, screen) if self.active else None
        if found is not None:
            self.record(
                events.AvailabilityChanged,
                env,
                available=found.available,
                until=found.until,
                cause=found.cause,
            )

    def change_profile(self, env: Envelope, *, shown_name: str, about: str) -> None:
        """Say how customers see the user; an empty name is the user's own. Recorded each time: no state holds names."""
        self.record(events.ProfileChanged, env, shown_name=shown_name, about=about)

    def set_phone(self, env: Envelope, phone: str) -> None:
        """Let calls ring this number, in E.164; empty: none. Recorded each time: no state holds numbers (CAL-01)."""
        if phone or self.phone_set:
            self.record(events.PhoneSet, env, phone=phone)

    def set_signature(self, env: Envelope, signature: Signature) -> None:
        """Sign with this, an empty one: with nothing. Recorded each time: no state holds it. Raises `InvalidInput` (EML-09)."""
        wanted = signature.checked()
        if wanted.source or self.signature_set:
            self.record(events.OwnSignatureSet, env, format=wanted.format, source=wanted.source)

    def set_picture(self, env: Envelope, picture_id: UUID, content_type: str) -> None:
        """Be shown by a picture, a blob that is there; nothing if by this one (ACC-12)."""
        if picture_id != self.picture:
            self.record(events.PictureSet, env, picture_id=picture_id, content_type=content_type)

    def remove_picture(self, env: Envelope) -> None:
        """Be shown by no picture; nothing if so."""
        if self.picture is not None:
            self.record(events.PictureRemoved, env)

    def set_capacity(self, env: Envelope, *, live: int | None, total: int | None) -> None:
        """Limit what is taken, None being no limit; nothing if it is so (CHT-14). Raises `InvalidInput` below 0."""
        if min(live or 0, total or 0) < 0:
            raise InvalidInput("A limit is 0 or more, or none at all.", field="capacity")
        if (live, total) != (self.live_limit, self.total_limit):
            self.record(events.CapacitySet, env, live=live, total=total)

    def deactivate(self, env: Envelope) -> None:
        """Take the access away; nothing if it is."""
        if self.active:
            self.record(events.UserDeactivated, env)

    def reactivate(self, env: Envelope) -> None:
        """Give the access back; nothing if it is there."""
        if not self.active:
            self.record(events.UserReactivated, env)

    def claim_personal_address(self, env: Envelope, *, address: str, claim_id: UUID) -> None:
        """Keep an address as the personal one, whose claim the caller took; nothing if it is (EML-02)."""
        if claim_id != self.address_claim:
            self.record(events.PersonalAddressClaimed, env, address=address, claim_id=claim_id)

    def enable_second_factor(self, env: Envelope) -> None:
        """Ask for a code after the password from here on, also by a newer secret (API-06)."""
        self.record(events.SecondFactorEnabled, env)

    def disable_second_factor(self, env: Envelope) -> None:
        """Ask for no code any more; nothing if so."""
        if self.second_factor:
            self.record(events.SecondFactorDisabled, env)

    def reset_second_factor(self, env: Envelope) -> None:
        """Take a lost second factor away for the user; nothing if there is none."""
        if self.second_factor:
            self.record(events.SecondFactorReset, env)

    def note_recovery_codes(self, env: Envelope, number: int) -> None:
        """Record that new recovery codes were shown."""
        self.record(events.RecoveryCodesMade, env, number=number)

    def link_identity(self, env: Envelope, *, issuer: str, subject: str, claim_id: UUID) -> None:
        """Let a provider's identity sign in as the user; the caller took its claim. Nothing if it does."""
        if claim_id not in self.identities:
            self.record(events.IdentityLinked, env, issuer=issuer, subject=subject, claim_id=claim_id)

    @property
    def permissions(self) -> frozenset[str]:
        """What the user may do: nothing once deactivated."""
        return permissions_of(self.roles, self.extra) if self.active else frozenset()

    def is_available(self, at: datetime) -> bool:
        """Whether the user is available at a time: what was set, and its opposite once its end has come."""
        return self.availability.counts(at)

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.UserInvited():
                self.roles = event.roles
                self.extra: tuple[str, ...] = ()
                self.seats: frozenset[str] = frozenset()
                self.address_claim: UUID | None = None
                self.active, self.second_factor = True, False
                self.identities: frozenset[UUID] = frozenset()
                self.availability = Availability(
                    available=False, until=None, cause="self", since=event.timestamp
                )
                self.working_hours: WorkingHours | None = None
                self.picture: UUID | None = None
                self.phone_set = self.signature_set = 0
                self.live_limit: int | None = None
                self.total_limit: int | None = None
            case events.RolesChanged():
                self.roles, self.extra = event.roles, event.permissions
            case events.SeatAssigned():
                self.seats |= {event.hub}
            case events.SeatRemoved():
                self.seats -= {event.hub}
            case events.AvailabilityChanged():
                kept = self.availability.until if event.cause == "screen_lost" else None
                self.availability = Availability(
                    event.available, event.until, event.cause, event.timestamp, kept
                )
            case events.WorkingHoursSet():
                told = WorkingHours(event.schedule_id, event.zone, event.ranges)
                self.working_hours = None if told == NO_HOURS else told
                self.availability = replace(self.availability, since=event.timestamp)
            case events.CapacitySet():
                self.live_limit, self.total_limit = event.live, event.total
            case events.UserDeactivated() | events.UserReactivated():
                self.active = isinstance(event, events.UserReactivated)
            case events.PersonalAddressClaimed():
                self.address_claim = event.claim_id
            case _:
                self._evolve_sign_in(event)

    def _evolve_sign_in(self, event: Event) -> None:
        match event:
            case events.SecondFactorEnabled():
                self.second_factor = True
            case events.PhoneSet():
                self.phone_set = event.originator_version if event.phone else 0
            case events.OwnSignatureSet():
                self.signature_set = event.originator_version if event.source else 0
            case events.PictureSet():
                self.picture = event.picture_id
            case events.PictureRemoved():
                self.picture = None
            case events.SecondFactorDisabled() | events.SecondFactorReset():
                self.second_factor = False
            case events.IdentityLinked():
                self.identities |= {event.claim_id}


def _all_of(values: Iterable[str], allowed: Iterable[str], field: str) -> None:
    for value in values:
        one_of(value, frozenset(allowed), field)
