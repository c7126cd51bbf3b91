"""Properties of conversations and tickets: which there are, and their values (CNV-02, TKT-04)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change
from application.placing import standing
from application.unit import Unit
from domain.account.aggregate import Account
from domain.account.properties import Property


@dataclass(frozen=True, slots=True)
class DefineProperty:
    """Let conversations or tickets of the account have a property."""

    PERMISSION: ClassVar[str] = "account_access"

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    of: str = "conversation"


@dataclass(frozen=True, slots=True)
class ChangeProperty:
    """Rename one, give it other choices, archive it or take it back into use; its kind stays."""

    PERMISSION: ClassVar[str] = "account_access"

    property_id: UUID
    name: str
    choices: tuple[str, ...] = ()
    archived: bool = False
    of: str = ""
    """conversation or ticket: one of the other kind is not found; empty for either."""


@dataclass(frozen=True, slots=True)
class SetConversationProperty(Change):
    """Give a conversation a value of a property; None takes it away."""

    PERMISSION: ClassVar[str] = "conversation_write"

    conversation_id: UUID
    property_id: UUID
    value: str | None


def define_property(command: DefineProperty, unit: Unit) -> None:
    """Define it; its id is the command's."""
    definition = Property(command.name.strip(), command.kind, command.choices, of=command.of)
    unit.get(Account, unit.env.account_id).define_property(unit.env, unit.new_id("property"), definition)


def change_property(command: ChangeProperty, unit: Unit) -> None:
    """Change it."""
    account = unit.get(Account, unit.env.account_id)
    account.property(command.property_id, command.of)
    account.change_property(
        unit.env,
        command.property_id,
        name=command.name.strip(),
        choices=command.choices,
        archived=command.archived,
    )


def set_conversation_property(command: SetConversationProperty, unit: Unit) -> None:
    """Set it, if it is a value of the property's kind."""
    conversation = standing(unit, command.conversation_id, command)
    known = unit.get(Account, unit.env.account_id).property(command.property_id, "conversation")
    value = None if command.value is None else known.value_of(command.value)
    conversation.set_property(unit.env, command.property_id, known.kind, value)
