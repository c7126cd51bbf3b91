"""Being let in by Entra: what is asked for, what its refusals mean, and which cloud a tenant is in (EML-03, EML-05).

Microsoft identity platform, v2.0 endpoints. A tenant's openid-configuration says by `msgraph_host`,
`cloud_instance_name` and `tenant_region_sub_scope` (DODCON: GCC High, DOD) where its data lives, also for tenants of other
clouds that are asked for at the common endpoint, so they are recognised before anybody is sent anywhere.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from infrastructure.mailboxes import oauth
from infrastructure.mailboxes.http import Http
from infrastructure.mailboxes.port import AuthorizationLost, CursorExpired, MailboxError, Refused, Temporary

if TYPE_CHECKING:
    import requests

NEEDED = ("Mail.ReadWrite", "Mail.Send")
"""Without these nothing comes in or leaves: drafts are how a mail leaves once."""
SCOPES = (
    "openid",
    "profile",
    "offline_access",
    "User.Read",
    *NEEDED,
    "Mail.ReadWrite.Shared",
    "Mail.Send.Shared",
)
WORLD = "graph.microsoft.com"
SUB_SCOPES = {"DODCON": "graph.microsoft.us", "DOD": "dod-graph.microsoft.us"}
UNAUTHORIZED, GONE, TOO_MANY, BROKEN = 401, 410, 429, 500
LATER = frozenset({408, 409, 423, 425})
"""Statuses of what is in the way now and not for good."""
OVER = frozenset({"syncstatenotfound", "syncstateinvalid", "resyncrequired", "errorinvalidsyncstatedata"})
"""Graph's codes by which a delta link is said to be over, with 410 or 400."""
LOST = frozenset({"mailboxnotenabledforrestapi", "errormailboxnotfound", "erroraccountsuspend"})
"""Graph's codes for a mailbox that is no longer there, or locked."""
ADMINISTRATOR = re.compile(r"\bAADSTS(?:9009[34]|65001)\b")
"""Numbers by which Entra says that only an administrator of the tenant can consent; words for people hang on it, no more."""
NAMES_NOBODY = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,63}")


def judged(answer: "requests.Response") -> MailboxError | None:
    """Return what Graph's or Entra's own words make of a failure; None where the status says all there is.

    Graph's `error.code` is repeated, its sentence never: that may name people.
    """
    said = oauth.judged(answer)
    if said is not None:
        return said
    code = _code(answer)
    if answer.status_code == GONE or code.lower() in OVER:
        return CursorExpired(code)
    if code.lower() in LOST:
        return AuthorizationLost(code)
    if answer.status_code in LATER:
        return Temporary(code)
    if code and answer.status_code < BROKEN and answer.status_code not in (UNAUTHORIZED, TOO_MANY):
        return Refused(answer.status_code, code)
    return None


def _code(answer: "requests.Response") -> str:
    try:
        code = answer.json()["error"]["code"]
    except (ValueError, KeyError, TypeError):
        return ""
    return code if isinstance(code, str) and NAMES_NOBODY.fullmatch(code) else ""


def refused(answer: Mapping[str, str]) -> str:
    """Return why the browser came back without a code: declined, admin_consent_required or provider_refused."""
    if ADMINISTRATOR.search(answer.get("error_description", "")) or answer.get("error") == "consent_required":
        return "admin_consent_required"
    return "declined" if answer.get("error") == "access_denied" else "provider_refused"


def cloud_of(http: Http, login: str, tenant: str) -> str:
    """Return the host of Graph in the cloud a tenant (id or domain) is in; empty for a tenant that nobody knows.

    Raises `MailboxError` where Entra cannot be asked.
    """
    try:
        about = http.ask("GET", f"{login}/{quote(tenant, safe='')}/v2.0/.well-known/openid-configuration")
    except Refused:
        return ""
    return _cloud(about if isinstance(about, dict) else {})


def _cloud(about: Mapping[str, Any]) -> str:
    """Read the cloud from an openid-configuration: whatever of it speaks of another than the world's counts."""
    sub_scope = SUB_SCOPES.get(str(about.get("tenant_region_sub_scope") or "").upper(), "")
    hosts = (sub_scope, str(about.get("msgraph_host") or ""), str(about.get("cloud_instance_name") or ""))
    ordinary = {"", WORLD, "microsoftonline.com"}
    return next((host for host in hosts if host.lower() not in ordinary), WORLD)
