"""Tokens of machines: issued with scopes, revoked; only their hashes are kept (SE-05)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from application.change import Change, unchanged
from application.unit import Unit
from domain.kernel.refusal import InvalidInput, NotAllowed
from domain.token.aggregate import Token


def token_secret(token_id: UUID) -> str:
    """Return the name of the secret that holds a token's hash."""
    return f"token:{token_id}"


@dataclass(frozen=True, slots=True)
class IssueToken:
    """Issue a token whose text is shown once, by whoever made it, and hashed here."""

    PERMISSION: ClassVar[str] = "token_manage"

    name: str
    scopes: tuple[str, ...]
    expires_at: datetime | None
    token_hash: bytes


@dataclass(frozen=True, slots=True)
class RevokeToken(Change):
    """Let a token open nothing any more."""

    PERMISSION: ClassVar[str] = "token_manage"

    token_id: UUID


def issue_token(command: IssueToken, unit: Unit) -> None:
    """Issue it, with no scope its maker lacks; the first stream is the token's."""
    env = unit.env
    limits = unit.ports.limits
    ends = command.expires_at or env.at + timedelta(days=limits.token_days)
    if not env.at < ends <= env.at + timedelta(days=limits.token_days_at_most):
        raise InvalidInput(
            f"A token ends in the future, within {limits.token_days_at_most} days. Choose such a time.",
            field="expires_at",
        )
    token_id = unit.new_id("token")
    unit.add(Token.issue(token_id, env, name=command.name, scopes=command.scopes, expires_at=ends))
    for scope in command.scopes:
        if not unit.standing.may(scope):
            raise NotAllowed(scope)
    unit.keep_secret(token_secret(token_id), command.token_hash)


def revoke_token(command: RevokeToken, unit: Unit) -> None:
    """Revoke it and forget its hash."""
    token = unchanged(unit.get(Token, command.token_id), command)
    token.revoke(unit.env)
    unit.keep_secret(token_secret(token.id), None)
