"""Saved views: one's own, a team's, everybody's (CNV-03)."""

from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.unit import Unit
from application.visibility import visible
from domain.account.aggregate import Account
from domain.channel.aggregate import Channel
from domain.inbox.aggregate import Inbox
from domain.kernel.refusal import NotAllowed, NotFound
from domain.team.aggregate import Team
from domain.user.aggregate import User
from domain.view.aggregate import Look, View
from domain.view.wanted import Wanted, of_kind

READ = "conversation_read"
EDIT_OTHERS = "inbox_edit"


@dataclass(frozen=True, slots=True)
class SaveView:
    """Save a view."""

    PERMISSION: ClassVar[str] = READ

    look: Look


@dataclass(frozen=True, slots=True)
class ChangeView(Change):
    """Let a view be otherwise: all of it is given."""

    PERMISSION: ClassVar[str] = READ

    view_id: UUID
    look: Look


@dataclass(frozen=True, slots=True)
class RemoveView(Change):
    """Take a view away."""

    PERMISSION: ClassVar[str] = READ

    view_id: UUID


@dataclass(frozen=True, slots=True)
class RestoreView(Change):
    """Bring a removed view back."""

    PERMISSION: ClassVar[str] = READ

    view_id: UUID


def save_view(command: SaveView, unit: Unit) -> None:
    """Save it; the first stream is the view's."""
    look = _known(unit, command.look)
    unit.add(View.create(unit.new_id("view"), unit.env, look, owner_id=_user(unit)))


def change_view(command: ChangeView, unit: Unit) -> None:
    """Change it."""
    view = unchanged(_own(unit, command.view_id), command)
    view.change(unit.env, _known(unit, command.look))


def remove_view(command: RemoveView, unit: Unit) -> None:
    """Remove it."""
    unchanged(_own(unit, command.view_id), command).remove(unit.env)


def restore_view(command: RestoreView, unit: Unit) -> None:
    """Restore it."""
    unchanged(_own(unit, command.view_id), command).restore(unit.env)


def _user(unit: Unit) -> UUID | None:
    kind, _, name = unit.env.actor.partition(":")
    return UUID(name) if kind == "user" else None


def _own(unit: Unit, view_id: UUID) -> View:
    """Return a view the actor may change: their own, or one shared with them if they set inboxes up.

    Raises:
        NotFound: it is not theirs to see.
        NotAllowed: it is another's.

    """
    view, user_id = unit.get(View, view_id), _user(unit)
    if user_id is not None and view.owner_id == user_id:
        return view
    shared, team_id = view.look["shared"], view.look["team_id"]
    if shared == "nobody":
        raise NotFound("view")
    if shared == "team" and user_id not in unit.get(Team, team_id).members:
        raise NotFound("view")
    if not unit.standing.may(EDIT_OTHERS):
        raise NotAllowed(EDIT_OTHERS)
    return view


def _known(unit: Unit, look: Look) -> Look:
    """Return it with values of properties as those are compared.

    Raises:
        NotFound: an id names nothing the actor sees.
        InvalidInput: a property has no such values, or only personal ones.

    """
    for inbox_id in look.filter.inbox_ids:
        if not unit.standing.sees(unit.get(Inbox, inbox_id).id):
            raise NotFound("inbox")
    for channel_id in look.filter.channel_ids:
        visible(unit, "channel", unit.get(Channel, channel_id))
    for assignee_id in look.filter.assignee_ids:
        unit.get(User, assignee_id)
    for team_id in (*look.filter.team_ids, *([look.team_id] if look.team_id else [])):
        unit.get(Team, team_id)
    wanted = tuple(_of_kind(unit, one) for one in look.filter.properties)
    return replace(look, filter=replace(look.filter, properties=wanted))


def _of_kind(unit: Unit, wanted: Wanted) -> Wanted:
    account = unit.get(Account, unit.env.account_id)
    return of_kind(wanted, account.property(UUID(wanted[0]), "conversation").kind)
