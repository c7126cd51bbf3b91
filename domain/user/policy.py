"""What each role may do; permissions are finer than roles (ACC-10)."""

from collections.abc import Iterable
from types import MappingProxyType

PERMISSIONS = frozenset(
    {
        "account_access", "inbox_edit", "availability_manage", "conversation_read", "conversation_write",
        "ticket_write", "contact_write", "audit_read", "analytics_read", "compliance_manage", "user_manage",
        "token_manage",
    }
)  # fmt: skip

ROLES = MappingProxyType(
    {
        "admin": PERMISSIONS,
        "agent": frozenset({"conversation_read", "conversation_write", "ticket_write", "contact_write"}),
        "auditor": frozenset({"audit_read", "conversation_read"}),
        "analyst": frozenset({"analytics_read"}),
        "compliance": frozenset({"compliance_manage", "audit_read", "conversation_read"}),
    }
)


def permissions_of(roles: Iterable[str], extra: Iterable[str] = ()) -> frozenset[str]:
    """Return what these roles and extra permissions allow together; unknown words allow nothing."""
    granted = (ROLES.get(role, frozenset()) for role in roles)
    return frozenset(extra).intersection(PERMISSIONS).union(*granted)
