"""An account: when it was created, what it pays for, its limits and its relay."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from uuid import UUID

from domain.account import events
from domain.account.company import Company
from domain.account.entitlements import TIERS
from domain.account.policy import HUBS
from domain.account.properties import MOST_PROPERTIES, Property
from domain.account.sign_in import Provider, SignInRules
from domain.kernel.checks import not_blank, one_of, within
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from domain.kernel.refusal import InvalidInput, NotFound
from domain.schedule.holidays import Holiday, checked_holidays

MAX_TICKETS_PER_CONTACT = 10_000
MAX_PORT = 65_535
MAX_REOPEN_DAYS = 3_650
MAX_SCREEN_GRACE = 240
"""Minutes without a screen after which somebody is away, at most."""
EXPORTS = ("contacts", "assignments", "tickets", "submissions", "consents")
SECURITIES = ("none", "starttls", "tls")


@dataclass(frozen=True, slots=True)
class Relay:
    """Where outgoing mail leaves; its password, if any, is a sealed secret beside the log."""

    host: str
    port: int
    security: str = "none"
    username: str = ""
    has_password: bool = False


@dataclass(frozen=True, slots=True)
class OwnerRules:
    """What holds where a rule asks for the contact's owner; the fields are those of `OwnerRulesSet`."""

    identified: bool = False
    mail_text: bool = False


class Account(Company):
    """A company. Its stream's id is the account's; `opened_on` is the date of ACC-08."""

    TOPIC = "account"

    @classmethod
    def create(
        cls, account_id: UUID, env: Envelope, *, name: str, created_on: date, time_zone: str, language: str
    ) -> Self:
        """Open the account; `created_on` is the date in its own time zone. Raises `InvalidInput` without a name."""
        return cls.open(
            events.AccountOpened,
            account_id,
            env,
            name=not_blank(name, "name"),
            created_on=created_on,
            time_zone=time_zone,
            language=language,
        )

    def change_subscription(self, env: Envelope, hub: str, tier: str) -> None:
        """Put a hub on a tier; nothing if it is (ACC-05). Raises `InvalidInput`."""
        one_of(hub, HUBS, "hub")
        one_of(tier, TIERS, "tier")
        if self.tier_of(hub) != tier:
            self.record(events.SubscriptionChanged, env, hub=hub, tier=tier)

    def set_limits(self, env: Envelope, *, tickets_per_contact: int) -> None:
        """Limit the tickets of one contact, up to 10,000 (TKT-03). Raises `InvalidInput`."""
        within(tickets_per_contact, 0, MAX_TICKETS_PER_CONTACT, "tickets_per_contact")
        if tickets_per_contact != self.tickets_per_contact:
            self.record(events.LimitsSet, env, tickets_per_contact=tickets_per_contact)

    def set_reopening(self, env: Envelope, *, days: int | None) -> None:
        """Let a message begin a new conversation where the old one was closed longer ago; None: never (CNV-01).

        Nothing if it is so. Raises `InvalidInput`.
        """
        if days is not None:
            within(days, 0, MAX_REOPEN_DAYS, "reopen_days")
        if days != self.reopen_days:
            self.record(events.ReopeningSet, env, reopen_days=days)

    def set_screen_grace(self, env: Envelope, minutes: int | None) -> None:
        """Say when a lost screen makes away, None: never; nothing if so (ACC-12). Raises `InvalidInput`."""
        if minutes is not None:
            within(minutes, 1, MAX_SCREEN_GRACE, "minutes")
        if minutes != self.screen_grace:
            self.record(events.ScreenGraceSet, env, minutes=minutes)

    def set_holidays(self, env: Envelope, holidays: tuple[Holiday, ...]) -> None:
        """Set the days on which nothing is open; nothing if they are these (ACC-11). Raises `InvalidInput`."""
        known = checked_holidays(holidays)
        if known != self.holidays:
            self.record(events.HolidaysSet, env, holidays=known)

    def set_owner_rules(self, env: Envelope, rules: OwnerRules) -> None:
        """Say what holds where a rule asks for the contact's owner; nothing if it is so (RTG-03, RTG-04)."""
        if rules != self.owner_rules:
            self.record(events.OwnerRulesSet, env, identified=rules.identified, mail_text=rules.mail_text)

    def define_property(self, env: Envelope, property_id: UUID, definition: Property) -> None:
        """Let conversations or tickets have a property; nothing if it is there. Raises `InvalidInput`."""
        if property_id in self.properties:
            return
        if len(self.properties) >= MOST_PROPERTIES:
            raise InvalidInput(f"An account has at most {MOST_PROPERTIES} properties.", field="name")
        known = definition.checked()
        self.record(
            events.PropertyDefined,
            env,
            property_id=property_id,
            name=known.name,
            kind=known.kind,
            choices=known.choices,
            of=known.of,
        )

    def change_property(
        self, env: Envelope, property_id: UUID, *, name: str, choices: tuple[str, ...], archived: bool
    ) -> None:
        """Change one; nothing if it is so. Raises `NotFound`, `InvalidInput`."""
        before = self.property(property_id)
        after = replace(before, name=name, choices=choices, archived=archived).checked()
        if after != before:
            self.record(
                events.PropertyChanged,
                env,
                property_id=property_id,
                name=name,
                choices=choices,
                archived=archived,
            )

    def property(self, property_id: UUID, of: str = "") -> Property:
        """Return a definition, `of` conversation or ticket, empty for either. Raises `NotFound`."""
        found = self.properties.get(property_id)
        if found is None or of not in ("", found.of):
            raise NotFound("property")
        return found

    def set_default_pipeline(self, env: Envelope, pipeline_id: UUID) -> None:
        """Let tickets go into this pipeline where nobody says into which; nothing if they do (TKT-02)."""
        if pipeline_id != self.default_pipeline:
            self.record(events.DefaultPipelineSet, env, pipeline_id=pipeline_id)

    def set_relay(self, env: Envelope, relay: Relay) -> None:
        """Let outgoing mail leave by this relay (EML-04). Raises `InvalidInput`."""
        self.record(
            events.RelaySet,
            env,
            host=not_blank(relay.host, "host"),
            port=within(relay.port, 1, MAX_PORT, "port"),
            security=one_of(relay.security, SECURITIES, "security"),
            username=relay.username,
            has_password=relay.has_password,
        )

    def remove_relay(self, env: Envelope) -> None:
        """Let outgoing mail leave by the installation's relay again; nothing if it does (EML-04)."""
        if self.relay is not None:
            self.record(events.RelayRemoved, env)

    def set_sign_in_rules(self, env: Envelope, *, passwords: bool, second_factor: bool) -> None:
        """Say how people may sign in; nothing if so (API-06). Raises `ProviderNeeded` where nothing else would open."""
        rules = SignInRules(passwords, second_factor).checked(self.provider)
        if rules != self.sign_in:
            self.record(events.SignInRulesSet, env, passwords=passwords, second_factor=second_factor)

    def set_provider(self, env: Envelope, provider: Provider) -> None:
        """Let people sign in by this provider; its secret, beside the log, may be another (API-06). Raises `InvalidInput`."""
        self.record(
            events.ProviderSet, env, issuer=provider.checked().issuer, client_id=provider.client_id,
            domains=provider.domains, roles=provider.roles,
        )  # fmt: skip

    def remove_provider(self, env: Envelope) -> None:
        """Let nobody sign in by a provider, and passwords open again; nothing if there is none."""
        if self.provider is not None:
            self.record(events.ProviderRemoved, env)

    def note_export(self, env: Envelope, *, what: str, rows: int, filters: tuple[str, ...]) -> None:
        """Record that data of the account is taken out (PRV-10). Raises `InvalidInput`."""
        what = one_of(what, EXPORTS, "what")
        self.record(events.DataExported, env, what=what, rows=rows, filters=filters)

    def tier_of(self, hub: str) -> str:
        """Return the hub's tier; free until another was chosen."""
        return self.tiers.get(hub, "free")

    def evolve(self, event: Event) -> None:
        """Apply one recorded event."""
        self.evolve_company(event)
        match event:
            case events.AccountOpened():
                self.opened_on = event.created_on
                self.tiers: dict[str, str] = {}
                self.tickets_per_contact = MAX_TICKETS_PER_CONTACT
                self.reopen_days: int | None = None
                self.holidays: tuple[Holiday, ...] = ()
                self.screen_grace: int | None = events.SCREEN_GRACE
                self.properties: dict[UUID, Property] = {}
                self.default_pipeline: UUID | None = None
                self.relay: Relay | None = None
                self.owner_rules = OwnerRules()
                self.sign_in = SignInRules()
                self.provider: Provider | None = None
            case events.SubscriptionChanged():
                self.tiers = self.tiers | {event.hub: event.tier}
            case events.LimitsSet():
                self.tickets_per_contact = event.tickets_per_contact
            case events.ReopeningSet():
                self.reopen_days = event.reopen_days
            case events.HolidaysSet() | events.ScreenGraceSet():
                self._evolve_hours(event)
            case events.PropertyDefined() | events.PropertyChanged():
                self._take(event)
            case events.DefaultPipelineSet():
                self.default_pipeline = event.pipeline_id
            case events.RelaySet() | events.RelayRemoved():
                self.relay = Relay(**payload(event)) if isinstance(event, events.RelaySet) else None
            case events.OwnerRulesSet():
                self.owner_rules = OwnerRules(**payload(event))
            case _:
                self._evolve_sign_in(event)

    def _evolve_hours(self, event: events.HolidaysSet | events.ScreenGraceSet) -> None:
        if isinstance(event, events.HolidaysSet):
            self.holidays = event.holidays
        else:
            self.screen_grace = event.minutes

    def _evolve_sign_in(self, event: Event) -> None:
        match event:
            case events.SignInRulesSet():
                self.sign_in = SignInRules(event.passwords, event.second_factor)
            case events.ProviderSet():
                self.provider = Provider(**payload(event))
            case events.ProviderRemoved():
                self.provider = None
                self.sign_in = SignInRules(passwords=True, second_factor=self.sign_in.second_factor)

    def _take(self, event: events.PropertyDefined | events.PropertyChanged) -> None:
        if isinstance(event, events.PropertyDefined):
            made = Property(event.name, event.kind, event.choices, of=event.of)
        else:
            before = self.properties[event.property_id]
            made = replace(before, name=event.name, choices=event.choices, archived=event.archived)
        self.properties = self.properties | {event.property_id: made}
