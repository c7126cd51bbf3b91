"""What an account says of itself: its name, zone and language, its looks, data privacy, forwards (ACC-07, ACC-11, EML-14)."""

from uuid import UUID

from domain.account import events
from domain.account.branding import Branding
from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank, one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload

LANGUAGES = ("en", "pl")
FORWARDS_BY = frozenset({"users", "anyone"})


class Company(Aggregate):
    """The part of an account that customers and colleagues see."""

    name = time_zone = language = ""
    data_privacy = False
    """Whether channels may offer their GDPR switch."""
    branding = Branding()
    logo: UUID | None = None
    forwards_by = "users"
    """Who may name the sender of a mail by passing it on: users or anyone (EML-14)."""

    def rename(self, env: Envelope, name: str) -> None:
        """Call the company otherwise; nothing if it is called so. Raises `InvalidInput` without a name."""
        if not_blank(name, "name") != self.name:
            self.record(events.AccountRenamed, env, name=name.strip())

    def set_locale(self, env: Envelope, *, time_zone: str, language: str) -> None:
        """Set the zone, which the caller checked, and the language; nothing if so (ACC-11). Raises `InvalidInput`."""
        one_of(language, LANGUAGES, "language")
        if (time_zone, language) != (self.time_zone, self.language):
            self.record(events.LocaleSet, env, time_zone=time_zone, language=language)

    def set_data_privacy(self, env: Envelope, *, on: bool) -> None:
        """Switch the data-privacy settings; nothing if so (ACC-07)."""
        if on is not self.data_privacy:
            self.record(events.DataPrivacySet, env, on=on)

    def set_branding(self, env: Envelope, branding: Branding) -> None:
        """Look so to customers; nothing if it does (ACC-11). Raises `InvalidInput` for what could not be read."""
        if branding.checked() != self.branding:
            self.record(
                events.BrandingSet, env, name=branding.name, accent=branding.accent, text=branding.text
            )

    def set_logo(self, env: Envelope, logo_id: UUID, content_type: str) -> None:
        """Show customers this logo, a blob that is there; nothing if they see it (ACC-11)."""
        if logo_id != self.logo:
            self.record(events.LogoSet, env, logo_id=logo_id, content_type=content_type)

    def remove_logo(self, env: Envelope) -> None:
        """Show customers no logo; nothing if so."""
        if self.logo is not None:
            self.record(events.LogoRemoved, env)

    def set_forwards_by(self, env: Envelope, forwards_by: str) -> None:
        """Say who may name a mail's sender by passing it on; nothing if so (EML-14). Raises `InvalidInput`."""
        one_of(forwards_by, FORWARDS_BY, "forwards_by")
        if forwards_by != self.forwards_by:
            self.record(events.ForwardingRulesSet, env, forwards_by=forwards_by)

    def evolve_company(self, event: Event) -> None:
        """Apply one recorded event."""
        match event:
            case events.AccountOpened():
                self.name, self.time_zone, self.language = event.name, event.time_zone, event.language
            case events.AccountRenamed():
                self.name = event.name
            case events.LocaleSet():
                self.time_zone, self.language = event.time_zone, event.language
            case events.ForwardingRulesSet():
                self.forwards_by = event.forwards_by
            case events.DataPrivacySet():
                self.data_privacy = event.on
            case events.BrandingSet():
                self.branding = Branding(**payload(event))
            case events.LogoSet():
                self.logo = event.logo_id
            case events.LogoRemoved():
                self.logo = None
