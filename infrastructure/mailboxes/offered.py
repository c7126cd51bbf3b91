"""The providers at which this installation is registered, by their names."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from infrastructure.egress import Egress
from infrastructure.mailboxes import gmail, graph, graph_login, oauth
from infrastructure.mailboxes.gmail_push import Push
from infrastructure.mailboxes.http import Http
from infrastructure.mailboxes.port import Mailbox
from infrastructure.oidc import OpenId, guarded_fetch
from infrastructure.settings import Settings

GOOGLE = {
    "authorise": "https://accounts.google.com/o/oauth2/v2/auth",
    "token": "https://oauth2.googleapis.com/token",
    "revoke": "https://oauth2.googleapis.com/revoke",
    "api": "https://gmail.googleapis.com",
    "issuer": "https://accounts.google.com",
}
MICROSOFT = {"login": "https://login.microsoftonline.com", "api": "https://graph.microsoft.com"}
HOOK = "/hooks/"
"""Under this path providers tell of changes, each under its name."""


def offered(settings: Settings) -> Mapping[str, Mailbox]:
    """Return them; without the ids of an application a provider is not among them."""
    found: dict[str, Mailbox] = {}
    if settings.gmail_client_id:
        found["gmail"] = _gmail(settings)
    if settings.graph_client_id:
        found["office365"] = _graph(settings)
    return found


def names(settings: Settings) -> frozenset[str]:
    """Return their names alone, and Meta's platforms where our app there can be told what comes (MSG-03, WAB-01)."""
    facebook = settings.messenger_app_id and settings.messenger_app_secret and settings.messenger_verify_token
    whatsapp = settings.whatsapp_app_secret and settings.whatsapp_verify_token
    ids = {
        "gmail": settings.gmail_client_id,
        "office365": settings.graph_client_id,
        "messenger": facebook,
        "whatsapp": whatsapp,
    }
    return frozenset(name for name, client_id in ids.items() if client_id)


def egress_to(*urls: str) -> Egress:
    """Return what lets to the internet, and to places that the operator names, wherever they are."""
    parts = [urlsplit(url) for url in urls if url]
    return Egress(places=frozenset((one.hostname or "", one.port or 443) for one in parts))


def _gmail(settings: Settings) -> gmail.Gmail:
    at = settings.gmail_url
    urls = {name: at + urlsplit(url).path for name, url in GOOGLE.items()} if at else GOOGLE
    egress = egress_to(at)
    http = Http(egress, gmail.judged)
    return gmail.Gmail(
        http=http,
        oauth=oauth.OAuth(
            http, urls["authorise"], urls["token"], settings.gmail_client_id, settings.gmail_client_secret, gmail.SCOPES
        ),
        api=urls["api"],
        revoking=urls["revoke"],
        topic=settings.gmail_topic,
        push=Push(
            OpenId(guarded_fetch(egress)),
            urls["issuer"],
            settings.gmail_push_audience or f"{settings.base_url}{HOOK}gmail",
            settings.gmail_push_account,
        ),
        poll_seconds=settings.gmail_poll_seconds,
    )  # fmt: skip


def _graph(settings: Settings) -> graph.Graph:
    at = settings.graph_url
    login, api = at or MICROSOFT["login"], at or MICROSOFT["api"]
    oauth_at = f"{login}/{settings.graph_tenant}/oauth2/v2.0"
    http = Http(egress_to(at), graph_login.judged)
    # Microsoft tells of changes by https only
    reachable = at or settings.base_url.startswith("https://")
    return graph.Graph(
        http=http,
        oauth=oauth.OAuth(
            http, f"{oauth_at}/authorize", f"{oauth_at}/token", settings.graph_client_id, settings.graph_client_secret,
            graph_login.SCOPES,
        ),
        login=login,
        api=api,
        notified_at=f"{settings.base_url}{HOOK}office365" if reachable else "",
        poll_seconds=settings.graph_poll_seconds,
    )  # fmt: skip
