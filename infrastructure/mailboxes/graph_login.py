"""Being let into a mailbox by Entra: the code flow with PKCE, refreshing, and which cloud a tenant is in (EML-03, EML-05).

Microsoft identity platform, v2.0 endpoints. A tenant's openid-configuration says by `msgraph_host`,
`cloud_instance_name` and `tenant_region_sub_scope` (DODCON: GCC High, DOD) where its data lives, also for tenants of other
clouds that are asked for at the common endpoint, so they are recognised before anybody is sent anywhere.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from infrastructure.mailboxes.graph_http import FORBIDDEN, OK_BELOW, Fetch, signed_in
from infrastructure.mailboxes.port import Grant, Refused, Temporary

NEEDED = ("Mail.ReadWrite", "Mail.Send")
"""Without these nothing comes in or leaves: drafts are how a mail leaves once."""
SHARED = ("Mail.ReadWrite.Shared", "Mail.Send.Shared")
SCOPES = ("openid", "profile", "offline_access", "User.Read", *NEEDED, *SHARED)
WORLD = "graph.microsoft.com"
SUB_SCOPES = {"DODCON": "graph.microsoft.us", "DOD": "dod-graph.microsoft.us"}
EARLY = timedelta(minutes=5)
"""An access token is not used for the last of its time: a request may take a while to arrive."""


@dataclass(frozen=True, slots=True)
class Application:
    """The installation's registration at Microsoft, and where both servers are."""

    client_id: str
    client_secret: str = field(repr=False)
    tenant: str = "organizations"
    """organizations: any company's; a tenant's id or domain: only that one's."""
    login_url: str = "https://login.microsoftonline.com"
    graph_url: str = "https://graph.microsoft.com"


@dataclass(frozen=True, slots=True)
class Login:
    """Entra, as far as mailboxes need it."""

    application: Application
    fetch: Fetch

    def authorise_url(self, *, state: str, challenge: str, back: str, hint: str) -> str:
        """Return where the browser goes; `hint` is who is likely to sign in."""
        query = {
            "client_id": self.application.client_id, "response_type": "code", "response_mode": "query",
            "redirect_uri": back, "scope": " ".join(SCOPES), "state": state,
            "code_challenge": challenge, "code_challenge_method": "S256", "prompt": "select_account",
        }  # fmt: skip
        return f"{self._oauth('authorize')}?{urlencode(query | ({'login_hint': hint} if hint else {}))}"

    def exchange(self, *, code: str, verifier: str, back: str, at: datetime) -> Grant:
        """Exchange a code. Raises `Refused` where a permission that is needed was not given, and as `signed_in` does."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
        }
        grant = self._grant(form, at, "")
        missing = [scope for scope in NEEDED if scope not in grant.scopes]
        if missing or not grant.refresh_token:
            raise Refused(FORBIDDEN, f"missing_{(missing or ['offline_access'])[0]}")
        return grant

    def refresh(self, refresh_token: str, at: datetime) -> Grant:
        """Return a new access token, and the refresh token that counts from here on. Raises as `signed_in` does."""
        return self._grant({"grant_type": "refresh_token", "refresh_token": refresh_token}, at, refresh_token)

    def cloud(self, tenant: str) -> str:
        """Return the host of Graph in the cloud a tenant (id or domain) is in; empty for one that nobody knows.

        Raises `Temporary`.
        """
        import requests  # noqa: PLC0415 - imported with the first request

        url = f"{self.application.login_url}/{quote(tenant, safe='')}/v2.0/.well-known/openid-configuration"
        try:
            response = self.fetch("GET", url, headers={"Accept": "application/json"})
        except requests.RequestException as error:
            raise Temporary(type(error).__name__) from None
        if response.status_code in {400, 404}:
            return ""
        try:
            about = response.json() if response.status_code < OK_BELOW else None
        except ValueError:
            about = None
        if not isinstance(about, dict):
            raise Temporary("openid_configuration")
        return _cloud(about)

    def _grant(self, form: dict[str, str], at: datetime, earlier: str) -> Grant:
        who = {"client_id": self.application.client_id, "client_secret": self.application.client_secret}
        said = signed_in(self.fetch, self._oauth("token"), form | who | {"scope": " ".join(SCOPES)})
        access, lasts = said.get("access_token"), said.get("expires_in")
        refresh = said.get("refresh_token") or earlier
        if not isinstance(access, str) or not isinstance(refresh, str):
            raise Temporary("token_answer")
        seconds = (
            timedelta(seconds=int(lasts)) if isinstance(lasts, int | str) and str(lasts).isdigit() else EARLY
        )
        given = str(said.get("scope") or "").split()
        scopes = tuple(scope.rpartition("/")[2] for scope in given)
        return Grant(refresh, access, at + max(seconds - EARLY, timedelta(0)), scopes)

    def _oauth(self, what: str) -> str:
        application = self.application
        return f"{application.login_url}/{quote(application.tenant, safe='')}/oauth2/v2.0/{what}"


def _cloud(about: dict[str, Any]) -> str:
    """Read the cloud from an openid-configuration: whatever of it speaks of another than the world's counts."""
    sub_scope = SUB_SCOPES.get(str(about.get("tenant_region_sub_scope") or "").upper(), "")
    hosts = (sub_scope, str(about.get("msgraph_host") or ""), str(about.get("cloud_instance_name") or ""))
    ordinary = {"", WORLD, "microsoftonline.com"}
    return next((host for host in hosts if host.lower() not in ordinary), WORLD)
