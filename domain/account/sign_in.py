"""How the people of an account sign in: rules, and the OpenID Connect provider, if there is one (API-06)."""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from domain.kernel.checks import not_blank, one_of
from domain.kernel.refusal import InvalidInput, Refusal
from domain.user.policy import ROLES

MOST_DOMAINS = 50
DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+")


class ProviderNeeded(Refusal):
    """Without passwords and without a provider nobody could sign in."""

    code = "provider_needed"


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect provider: who it is, who we are to it, whose addresses it may name, what newcomers may do."""

    issuer: str
    client_id: str
    domains: tuple[str, ...]
    roles: tuple[str, ...] = ()

    def checked(self) -> Self:
        """Return itself. Raises `InvalidInput` for no issuer's URL, no domain, or roles that bring no newcomer in."""
        if not _is_url(self.issuer):
            raise InvalidInput(
                "issuer is the provider's URL, such as https://login.example.com, as its own documents write it.",
                field="issuer",
            )
        not_blank(self.client_id, "client_id")
        if not 0 < len(self.domains) <= MOST_DOMAINS or not all(map(DOMAIN.fullmatch, self.domains)):
            raise InvalidInput(
                f"domains are 1 to {MOST_DOMAINS} names such as example.com: whose addresses the provider may speak for.",
                field="domains",
            )
        for role in self.roles:
            one_of(role, ROLES, "roles")
        return self

    def speaks_for(self, address: str) -> bool:
        """Whether a mail address, in comparable form, is of one of its domains."""
        return address.rpartition("@")[2] in self.domains


@dataclass(frozen=True, slots=True)
class SignInRules:
    """Whether passwords open, and whether who signs in by one must have a second factor."""

    passwords: bool = True
    second_factor: bool = False

    def checked(self, provider: Provider | None) -> Self:
        """Return itself. Raises `ProviderNeeded` where nothing would open."""
        if not self.passwords and provider is None:
            raise ProviderNeeded(
                "Without passwords nobody could sign in. Set an identity provider first, and sign in by it once."
            )
        return self


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and bool(parts.hostname) and not (parts.query or parts.fragment)
