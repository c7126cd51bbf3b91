"""How people of the account sign in: rules and the identity provider; and signing in by it (API-06)."""

from uuid import UUID

from api import cookies
from api.changes import change, if_match
from api.context import here
from api.guarding import same_origin
from api.operations import Answer, Routes, Values
from api.problems import Problem, invalid
from api.providers import ProviderFailed
from api.schemas.common import Changed
from api.schemas.sign_in import (
    BeginAtProvider,
    Onward,
    OptionsQuery,
    SetIdentityProvider,
    SetSignInRules,
    SignInOptions,
    SignInSettings,
)
from application import sign_in as commands
from domain.account.sign_in import Provider
from domain.channels.email import normalise_domain

MANAGE = "account_access"

routes = Routes("sign-in", "How people of the account sign in; and signing in by its identity provider.")


@routes.get("/account/sign-in", answer=SignInSettings, permission=MANAGE)
def read_sign_in() -> Values:
    """Read how people of the account sign in; the client secret is never shown."""
    context = here()
    found = context.services.sign_in_of(context.account_id)
    provider = found.provider
    return {
        "passwords": found.rules.passwords,
        "second_factor": found.rules.second_factor,
        "provider": provider
        and {
            "issuer": provider.issuer, "client_id": provider.client_id,
            "domains": list(provider.domains), "roles": list(provider.roles),
        },
        "link": f"{context.services.settings.base_url}/sign-in?account={context.account_id}",
        "callback": f"{context.services.settings.base_url}/sign-in/callback",
    }  # fmt: skip


@routes.write(
    "PUT", "/account/sign-in", body=SetSignInRules, answer=Changed, permission=MANAGE, versioned=True
)
def set_rules(body: Values) -> Answer:
    """Say whether passwords open, and whether who uses one needs a second factor.

    Who has none yet sets one at the next sign-in. Passwords close only while there is a provider, and only for who came
    in by it themselves.
    """
    context = here()
    if not body["passwords"] and not context.services.linked(context.account_id, context.viewer.user_id):
        detail = "Sign in by the identity provider once, as yourself. Then passwords can be closed."
        raise Problem(409, "provider_untried", detail)
    command = commands.SetSignInRules(body["passwords"], body["second_factor"], expected_version=if_match())
    return change(command, context.account_id)


@routes.write(
    "PUT",
    "/account/sign-in/provider",
    body=SetIdentityProvider,
    answer=Changed,
    permission=MANAGE,
    versioned=True,
)
def set_provider(body: Values) -> Answer:
    """Let people sign in by an OpenID Connect provider; its own document is fetched first.

    Register `callback` of GET /account/sign-in there. People are found by their verified address once and by the
    provider's id of them from then on; who is unknown joins with `roles`, or not at all without any.
    """
    context = here()
    provider = Provider(
        body["issuer"],
        body["client_id"],
        tuple(normalise_domain(domain) for domain in body["domains"]),
        tuple(body["roles"]),
    ).checked()
    try:
        context.services.providers.check(provider, context.services.clock())
    except ProviderFailed as failed:
        raise invalid("issuer", failed.code, f"{failed} Check the issuer and try again.") from None
    command = commands.SetProvider(
        provider.issuer, provider.client_id, provider.domains, provider.roles, body["client_secret"],
        expected_version=if_match(),
    )  # fmt: skip
    return change(command, context.account_id)


@routes.write("DELETE", "/account/sign-in/provider", answer=Changed, permission=MANAGE, versioned=True)
def remove_provider() -> Answer:
    """Let nobody sign in by a provider any more; passwords open again."""
    return change(commands.RemoveProvider(expected_version=if_match()), here().account_id)


@routes.get("/session/options", query=OptionsQuery, answer=SignInOptions, public=True)
def options(query: Values) -> Values:
    """Say how people of an account sign in, for its sign-in link; of no account, by password."""
    account_id: UUID | None = query["account"]
    found = here().services.sign_in_of(account_id) if account_id else None
    return {
        "passwords": found is None or found.rules.passwords,
        "provider": found is not None and found.provider is not None,
    }


@routes.write("POST", "/session/provider", body=BeginAtProvider, answer=Onward, public=True, keyed=False)
def begin_at_provider(body: Values) -> Values:
    """Begin to sign in by the account's provider: go to `url`; the provider sends the browser back to us."""
    context = here()
    services = context.services
    same_origin(services)
    account_id = body["account"]
    provider = services.sign_in_of(account_id).provider
    if provider is None:
        raise Problem(409, "no_provider", "There is no provider here. Sign in with your password.")
    try:
        url, state = services.providers.begin(account_id, provider, services.clock())
    except ProviderFailed as failed:
        raise Problem(409, "provider_failed", f"{failed} Try again, or ask your administrator.") from None
    cookies.write(cookies.FLOW, state, services.settings, cookies.FLOW_LASTS)
    return {"url": url}
