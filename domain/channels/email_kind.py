"""E-mail as a kind of channel: how it may be connected, and which addresses it takes (EML-03..05)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from domain.channels import email
from domain.channels.email_rules import refuse_government_cloud, refuse_imap
from domain.channels.window import NOTHING, Aside, Standing, Window
from domain.kernel.checks import one_of
from domain.kernel.refusal import InvalidInput, Refusal

PROVIDERS = frozenset({"gmail", "office365", "other"})
NAMED_BY_PROVIDER = frozenset({"office365"})
"""Mail leaves with the mailbox's own name (EML-08)."""
MAILBOX_PROTOCOLS = ("imap", "pop")
AFTERWARDS = ("sender_details", "rule", "ticket_automation", "connect")
FORWARDED = ("provider", "terms", "address", "hosted_address", *AFTERWARDS)
"""A mailbox elsewhere that forwards to us (EML-04)."""
AUTHORISED = ("provider", "terms", "authorisation", *AFTERWARDS)
"""A mailbox whose provider lets us in: whose address it is, the provider says."""


class ProviderNotOffered(Refusal):
    """The provider's own connection is not offered by this installation (EML-03)."""

    code = "provider_not_offered"
    status = 422


class FromNameNotSupported(Refusal):
    """The provider names the sender itself (EML-08)."""

    code = "from_name_not_supported"
    status = 422


class Email:
    """Team e-mail: by forwarding, or by the mailbox's own provider."""

    live = False
    availability_always = False
    identity = "email"
    outlet = False
    longest_text = 0
    marks = "html"
    opting = False
    choices = (0, 0)

    def window(
        self, _last_inbound_at: datetime | None, _now: datetime, _origin: str, _aside: Aside = NOTHING
    ) -> Window | None:
        """Leave when to write to whoever writes."""
        return None

    def standing(self, _last_inbound_at: datetime | None, _now: datetime) -> Standing | None:
        """Have no windows."""
        return None

    def reaches(self, identity: str, value: str) -> str:
        """Whoever has such an identity is reached by that, nobody else."""
        return value if identity == self.identity else ""

    def may_carry(self, *, own: bool) -> str:  # noqa: ARG002
        """Whoever has an address can be written to at any time (CNV-05)."""
        return ""

    def check_file(self, _content_type: str, _size: int) -> None:
        """Carry whatever the installation lets along."""

    def steps(self, provider: str) -> tuple[str, ...]:
        """Return the steps: an address and a forwarding, or an authorisation at the provider (EML-03, EML-04)."""
        return AUTHORISED if provider in PROVIDERS - {"other"} else FORWARDED

    def check_provider(
        self, provider: str, settings: Mapping[str, str], offered: Collection[str] = ()
    ) -> None:
        """Raise for IMAP credentials, government clouds (EML-05), unknown providers and those not offered."""
        refuse_imap(provider)
        for name, value in settings.items():
            refuse_imap(value)
            refuse_imap(next((word for word in MAILBOX_PROTOCOLS if name.lower().startswith(word)), ""))
            refuse_government_cloud(value)
        one_of(provider, PROVIDERS, "provider")
        if provider != "other" and provider not in offered:
            raise ProviderNotOffered(
                "This provider's own connection is not offered here. Choose 'Other mail account' and forward the mailbox"
                " to the address we issue.",
                field="provider",
            )

    def address(self, text: str, own_domain: str) -> str:
        """Return the comparable address; one of our own forwarding addresses would mail itself."""
        address = self._checked(text, "address")
        if address.endswith(f"@{email.normalise_domain(own_domain)}"):
            raise InvalidInput(
                "That is a forwarding address of ours. Give the address people write to.", field="address"
            )
        return address

    def check_from_name(self, provider: str, from_name: str) -> None:
        """Raise where the provider names the sender itself and another name is wanted, or the other way round (EML-08)."""
        if provider in NAMED_BY_PROVIDER and from_name != "mailbox":
            raise FromNameNotSupported(
                "Office 365 does not let us set the sender's name: mail leaves with the mailbox's own. Change it in the"
                " Microsoft 365 admin centre, and choose 'mailbox' here.",
                field="from_name",
            )
        if provider not in NAMED_BY_PROVIDER and from_name == "mailbox":
            raise InvalidInput("Choose the company's name, with or without the agent's.", field="from_name")

    def sender_address(self, text: str) -> str:
        """Return the comparable address answers are sent from; empty is the channel's own."""
        return self._checked(text, "from_address") if text.strip() else ""

    def issued_address(self, code: str, own_domain: str) -> str:
        """Return the hosted address with this code (EML-04)."""
        return email.hosted_address(code, own_domain)

    def _checked(self, text: str, field: str) -> str:
        address = email.normalise_address(text)
        if not email.is_address(address):
            raise InvalidInput(f"{field} must be a mail address, such as help@example.com.", field=field)
        return address
