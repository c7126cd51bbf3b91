"""The contact's owner: what rules that ask for them accept, and the mail they get while away (RTG-03, RTG-04)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.unit import Unit
from domain.account.aggregate import Account, OwnerRules
from domain.conversation.aggregate import Conversation


@dataclass(frozen=True, slots=True)
class SetOwnerRules(Change):
    """Say whether an identified contact counts as tracked, and whether the mail to an owner holds the message's text."""

    PERMISSION: ClassVar[str] = "account_access"

    identified: bool
    mail_text: bool


@dataclass(frozen=True, slots=True)
class RecordOwnerTold:
    """Record how the mail to an owner who was away ended; `decision` is the version of what asked for it."""

    PERMISSION: ClassVar[str] = ""

    conversation_id: UUID
    owner_id: UUID
    decision: int
    result: str
    code: int


def set_owner_rules(command: SetOwnerRules, unit: Unit) -> None:
    """Set them."""
    account = unchanged(unit.get(Account, unit.env.account_id), command)
    account.set_owner_rules(unit.env, OwnerRules(command.identified, command.mail_text))


def record_owner_told(command: RecordOwnerTold, unit: Unit) -> None:
    """Record it, once."""
    unit.get(Conversation, command.conversation_id).tell_owner(
        unit.env, command.owner_id, decision=command.decision, result=command.result, code=command.code
    )
