"""What a company says of itself: name, time zone and language, branding and logo, data privacy (ACC-07, ACC-11)."""

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from application.change import Change, unchanged
from application.consent_setting import must_be_unused
from application.pictures import picture_of
from application.unit import Unit
from domain.account.aggregate import Account
from domain.account.branding import Branding
from domain.schedule.zones import checked_zone


@dataclass(frozen=True, slots=True)
class OnAccount(Change):
    """A change of the account by whoever sees to it."""

    PERMISSION: ClassVar[str] = "account_access"


@dataclass(frozen=True, slots=True)
class RenameAccount(OnAccount):
    """Call the company otherwise."""

    name: str


@dataclass(frozen=True, slots=True)
class SetLocale(OnAccount):
    """Set time zone and language; no date that was counted before changes."""

    time_zone: str
    language: str


@dataclass(frozen=True, slots=True)
class SetDataPrivacy(OnAccount):
    """Switch the data-privacy settings, without which no channel offers a GDPR switch (ACC-07)."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetBranding(OnAccount):
    """Set how the account looks to customers (ACC-11)."""

    name: str
    accent: str
    text: str


@dataclass(frozen=True, slots=True)
class SetLogo(OnAccount):
    """Show customers a logo (ACC-11)."""

    data: bytes


@dataclass(frozen=True, slots=True)
class RemoveLogo(OnAccount):
    """Show customers no logo any more."""


def rename_account(command: RenameAccount, unit: Unit) -> None:
    """Rename it."""
    _account(command, unit).rename(unit.env, command.name)


def set_locale(command: SetLocale, unit: Unit) -> None:
    """Set them."""
    zone = checked_zone(command.time_zone, "time_zone")
    _account(command, unit).set_locale(unit.env, time_zone=zone, language=command.language)


def set_data_privacy(command: SetDataPrivacy, unit: Unit) -> None:
    """Switch them; off only while no channel asks for consent. Raises `ConsentInUse`."""
    if not command.on:
        must_be_unused(unit)
    _account(command, unit).set_data_privacy(unit.env, on=command.on)


def set_branding(command: SetBranding, unit: Unit) -> None:
    """Set it."""
    branding = Branding(command.name.strip(), command.accent.lower(), command.text.lower())
    _account(command, unit).set_branding(unit.env, branding)


def set_logo(command: SetLogo, unit: Unit) -> None:
    """Keep the picture, written anew and sealed under a key of its own, and record which it is.

    Raises `FileTooLarge`, `NoPicture`, `PictureTooWide`.
    """
    account = _account(command, unit)
    picture = picture_of(command.data, unit.ports.limits)
    logo_id = unit.new_id(f"logo:{hashlib.sha256(picture.data).hexdigest()}")
    unit.ports.blobs.put(logo_id, logo_id, picture.data, begins=True)
    account.set_logo(unit.env, logo_id, picture.content_type)


def remove_logo(command: RemoveLogo, unit: Unit) -> None:
    """Record that there is none."""
    _account(command, unit).remove_logo(unit.env)


def _account(command: OnAccount, unit: Unit) -> Account:
    return unchanged(unit.get(Account, unit.env.account_id), command)
