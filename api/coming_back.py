"""Coming back from an identity provider: state, identity, user, session (API-06, SE-03)."""

import hmac
from uuid import UUID

from flask import Response, redirect, request

from api import cookies
from api.context import Context, Viewer, here
from api.entering import enter, envelope
from api.entrance import FULL
from api.providers import Identity, ProviderFailed
from api.visibility import user_viewer
from application.sign_in import DOOR, JoinByProvider, LinkIdentity
from domain.account.sign_in import Provider
from domain.channels.email import normalise_address
from domain.kernel.refusal import Refusal

ANSWERS = frozenset({"access_denied", "temporarily_unavailable", "server_error", "login_required"})
"""What a provider may say instead of a code, of RFC 6749 section 4.1.2.1; anything else is `refused`."""


def come_back() -> Response:
    """Sign the browser in whom the provider names; whatever is wrong, the sign-in page says so in words."""
    context = here()
    services = context.services
    kept = cookies.read(cookies.FLOW, services.settings)
    cookies.write(cookies.FLOW, "", services.settings)
    state = request.args.get("state", "")
    account_id = services.providers.account_of(state, services.clock()) if state else None
    # the browser that began it, and no other: nobody is signed in by a link of somebody else
    if account_id is None or not hmac.compare_digest(
        kept.encode("utf-8", "replace"), state.encode("utf-8", "replace")
    ):
        return _say("state", account_id)
    try:
        viewer = _viewer(context, account_id, state)
    except ProviderFailed as failed:
        return _say(failed.code, account_id)
    except Refusal as refused:
        return _say(refused.code, account_id)
    enter(context, viewer, FULL, "provider")
    return _to("/inbox")


def _viewer(context: Context, account_id: UUID, state: str) -> Viewer:
    services, now = context.services, context.services.clock()
    provider = services.sign_in_of(account_id).provider
    if provider is None:
        raise ProviderFailed("no_provider", "There is no provider any more.")
    if request.args.get("iss", provider.issuer) != provider.issuer:
        raise ProviderFailed("claim_iss", "Somebody else than the provider answers.")
    code = request.args.get("code", "")
    if not code:
        said = request.args.get("error", "")
        raise ProviderFailed(said if said in ANSWERS else "refused", "The provider refused.")
    identity = services.providers.finish(provider, state, code, now)
    user_id = services.providers.holder(account_id, identity) or _first_time(
        context, account_id, provider, identity
    )
    viewer = user_viewer(context.db, account_id, user_id)
    context.release()
    if viewer is None:
        raise ProviderFailed("inactive", "This user may not sign in.")
    return viewer


def _first_time(context: Context, account_id: UUID, provider: Provider, identity: Identity) -> UUID:
    """Return the user of an identity that comes the first time, found by its verified address, or made.

    From here on the provider's id of the person counts, not the address: addresses are given to others later.
    """
    services = context.services
    address = normalise_address(identity.email)
    if not identity.verified or not address:
        raise ProviderFailed("unverified", "The provider has not verified this person's address.")
    if not provider.speaks_for(address):
        raise ProviderFailed("domain", "The provider may not speak for this address.")
    env = envelope(context, account_id, DOOR)
    login = services.credentials.login(address)
    if login is not None and login.account_id != account_id:
        raise ProviderFailed("unknown", "Nobody here has this address.")
    if login is not None:
        services.bus.dispatch(LinkIdentity(login.user_id, identity.issuer, identity.subject), env)
        return login.user_id
    if not provider.roles:
        raise ProviderFailed("unknown", "Nobody here has this address.")
    join = JoinByProvider(identity.issuer, identity.subject, address, identity.name.strip() or address)
    outcome = services.bus.dispatch(join, env)
    services.positions.wait_for(outcome.position, services.settings.wait_seconds, ("people",))
    return outcome.streams[0]


def _say(code: str, account_id: UUID | None) -> Response:
    return _to(f"/sign-in?error={code}" + (f"&account={account_id}" if account_id else ""))


def _to(path: str) -> Response:
    answer = redirect(path, 303)
    assert isinstance(answer, Response)  # noqa: S101 - Flask's own class
    return answer
