"""What happens to an account. Its stream's id is the account's id."""

from datetime import date
from uuid import UUID

from domain.kernel.event import Event, Opening
from domain.kernel.personal import Personal

SCREEN_GRACE = 5
"""Minutes without a screen after which somebody is away, until an account says otherwise (ACC-12)."""


class AccountOpened(Opening):
    """A company began to use Postroom; `created_on` is the date in its own time zone (ACC-08)."""

    TOPIC = "account.opened"
    OF = "account"

    name: str
    created_on: date
    time_zone: str
    language: str


class SubscriptionChanged(Event):
    """A hub (marketing, sales, service) is now on a tier (free, starter, professional, enterprise) (ACC-05)."""

    TOPIC = "account.subscription_changed"

    hub: str
    tier: str


class AccountRenamed(Event):
    """The company is called otherwise (ACC-11)."""

    TOPIC = "account.renamed"

    name: str


class LocaleSet(Event):
    """The account's time zone and language; the date it was created on stays what it was (ACC-11, ACC-08)."""

    TOPIC = "account.locale_set"

    time_zone: str
    language: str


class DataPrivacySet(Event):
    """The account's data-privacy settings were switched on or off: whether channels offer a GDPR switch (ACC-07)."""

    TOPIC = "account.data_privacy_set"

    on: bool


class BrandingSet(Event):
    """How the account looks to customers: the name they read, and text on a colour, both as #rrggbb (ACC-11)."""

    TOPIC = "account.branding_set"

    name: str
    accent: str
    text: str


class LogoSet(Event):
    """Customers see this logo: the blob of this id (ACC-11).

    What kind of picture it is is sealed like the picture, under a key of the logo's own that begins with this event.
    """

    TOPIC = "account.logo_set"
    SUBJECT = "logo_id"

    logo_id: UUID
    content_type: Personal[str]


class LogoRemoved(Event):
    """Customers see no logo any more."""

    TOPIC = "account.logo_removed"


class LimitsSet(Event):
    """Limits of the account; `tickets_per_contact` is the association limit of TKT-03."""

    TOPIC = "account.limits_set"

    tickets_per_contact: int


class ReopeningSet(Event):
    """A message to a conversation closed for more than so many days begins a new one; None: it opens the old (CNV-01)."""

    TOPIC = "account.reopening_set"

    reopen_days: int | None


class HolidaysSet(Event):
    """Days on which nothing is open, each a date and a name, for every schedule that counts them (ACC-11)."""

    TOPIC = "account.holidays_set"

    holidays: tuple[tuple[str, str], ...]


class ScreenGraceSet(Event):
    """Who has had no screen open for so many minutes is away; None: nobody is for that (ACC-12)."""

    TOPIC = "account.screen_grace_set"

    minutes: int | None


class PropertyDefined(Event):
    """Conversations, or tickets, can have a property (CNV-02, TKT-04).

    `kind` is text, number, date, choice or checkbox, `of` conversation or ticket.
    """

    TOPIC = "account.property_defined"

    property_id: UUID
    name: str
    kind: str
    choices: tuple[str, ...]
    of: str = "conversation"


class PropertyChanged(Event):
    """It is called otherwise, has other choices, is archived or in use again; what is set stays as it is."""

    TOPIC = "account.property_changed"

    property_id: UUID
    name: str
    choices: tuple[str, ...]
    archived: bool


class DefaultPipelineSet(Event):
    """Tickets go into this pipeline where nobody says into which (TKT-02)."""

    TOPIC = "account.default_pipeline_set"

    pipeline_id: UUID


class RelaySet(Event):
    """Outgoing mail leaves by this SMTP relay (EML-04); its password, if any, is a sealed secret beside the log."""

    TOPIC = "account.relay_set"

    host: str
    port: int
    security: str
    username: str
    has_password: bool


class RelayRemoved(Event):
    """Outgoing mail leaves by the installation's relay again, where it has one; a kept password is forgotten."""

    TOPIC = "account.relay_removed"


class ForwardingRulesSet(Event):
    """Who may name the sender of a mail by passing it on: users of the account, or anyone (EML-14)."""

    TOPIC = "account.forwarding_rules_set"

    forwards_by: str


class OwnerRulesSet(Event):
    """What holds where a rule asks for the contact's owner (RTG-03, RTG-04).

    `identified` accepts a contact known by another identity than a cookie as tracked, on channels that are no web chat;
    `mail_text` lets the mail to an owner who is away hold the message's subject and text.
    """

    TOPIC = "account.owner_rules_set"

    identified: bool
    mail_text: bool


class DataExported(Event):
    """Somebody took `what` (contacts, assignments) of the account out, so many rows of it, through these filters (PRV-10)."""

    TOPIC = "account.data_exported"

    what: str
    rows: int
    filters: tuple[str, ...]


class SignInRulesSet(Event):
    """How people of the account may sign in: whether passwords open, and whether a second factor must be set (API-06)."""

    TOPIC = "account.sign_in_rules_set"

    passwords: bool
    second_factor: bool


class ProviderSet(Event):
    """People may sign in by this OpenID Connect provider; its client secret is sealed beside the log (API-06).

    `domains` are those of addresses it may speak for; who is unknown joins with `roles`, or not at all where there are none.
    """

    TOPIC = "account.provider_set"

    issuer: str
    client_id: str
    domains: tuple[str, ...]
    roles: tuple[str, ...]


class ProviderRemoved(Event):
    """Nobody signs in by a provider any more; passwords open again."""

    TOPIC = "account.provider_removed"
