"""How events change the people tables."""

from collections.abc import Sequence
from typing import get_args
from uuid import UUID

from domain.account.events import (
    AccountOpened,
    AccountRenamed,
    BrandingSet,
    DataPrivacySet,
    DefaultPipelineSet,
    ForwardingRulesSet,
    HolidaysSet,
    LimitsSet,
    LocaleSet,
    LogoRemoved,
    LogoSet,
    OwnerRulesSet,
    PropertyChanged,
    PropertyDefined,
    ProviderRemoved,
    ProviderSet,
    RelayRemoved,
    RelaySet,
    ReopeningSet,
    ScreenGraceSet,
    SignInRulesSet,
    SubscriptionChanged,
)
from domain.inbox.events import InboxAccessSet, InboxCreated, InboxRenamed
from domain.kernel.event import Event, payload
from domain.team.events import TeamArchived, TeamCreated, TeamMemberAdded, TeamMemberRemoved, TeamRenamed
from domain.token.events import TokenIssued, TokenRevoked
from projections.common.db import Db
from projections.common.grouped import Grouped
from projections.common.handlers import Finish, Handlers
from projections.common.projector import View
from projections.common.recorded import Recorded
from projections.common.rows import Rows
from projections.people import slots, users
from projections.people.rows import (
    ACCOUNTS,
    INBOXES,
    MEMBERS,
    TEAMS,
    TOKENS,
    AccountRow,
    InboxRow,
    MemberRow,
    TeamRow,
    TokenRow,
)

AccountChanged = (
    SubscriptionChanged
    | LimitsSet
    | ReopeningSet
    | HolidaysSet
    | ScreenGraceSet
    | PropertyDefined
    | PropertyChanged
    | DefaultPipelineSet
    | RelaySet
    | RelayRemoved
    | SignInRulesSet
    | ProviderSet
    | ProviderRemoved
)
CompanyChanged = (
    AccountRenamed
    | LocaleSet
    | DataPrivacySet
    | BrandingSet
    | LogoSet
    | LogoRemoved
    | OwnerRulesSet
    | ForwardingRulesSet
)
ACCOUNT_FACTS = (AccountOpened, *get_args(AccountChanged), *get_args(CompanyChanged))
MEMBER_FACTS = (TeamMemberAdded, TeamMemberRemoved)
TEAM_FACTS = (TeamCreated, TeamRenamed, TeamArchived, *MEMBER_FACTS)
INBOX_FACTS = (InboxCreated, InboxRenamed, InboxAccessSet)


class People(View):
    """Accounts, users, teams, inboxes, tokens, and how much each user has to do."""

    name = "people"
    version = 11
    tables = (
        "people_accounts", "people_users", "people_teams", "people_members", "people_inboxes", "people_tokens",
        "people_loads", "people_slots",
    )  # fmt: skip

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""
        return on.facts | users.on.facts | slots.on.facts

    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Apply the batch: its parts share no table."""
        parts = (
            on.fold(Places, batch, db),
            users.on.fold(users.UserFold, batch, db),
            slots.on.fold(slots.SlotFold, batch, db),
        )

        def finish() -> None:
            for part in parts:
                part()

        return finish


class Places:
    """The accounts, teams, inboxes and tokens a batch touches."""

    def __init__(self, batch: Sequence[Recorded], db: Db) -> None:
        grouped = Grouped(batch)
        self.accounts = Rows(ACCOUNTS, db, {key[:1] for key in grouped.keys(ACCOUNT_FACTS, "originator_id")})
        self.teams = Rows(TEAMS, db, grouped.keys(TEAM_FACTS, "originator_id"))
        left = {key for _, event in batch if isinstance(event, TeamArchived) for key in _left(event)}
        changed = grouped.keys(MEMBER_FACTS, "user_id", "originator_id")
        self.members = Rows(MEMBERS, db, changed | left)
        self.inboxes = Rows(INBOXES, db, grouped.keys(INBOX_FACTS, "originator_id"))
        self.tokens = Rows(TOKENS, db, grouped.keys((TokenIssued, TokenRevoked), "originator_id"))

    def save(self) -> None:
        """Write everything."""
        for rows in (self.accounts, self.teams, self.members, self.inboxes, self.tokens):
            rows.save()


on: Handlers[Places] = Handlers()


@on
def account_opened(fold: Places, position: int, event: AccountOpened) -> None:
    """A company began."""
    row = AccountRow(event.account_id, event.name, event.created_on, event.time_zone, event.language)
    fold.accounts.add(row)
    row.version, row.position = event.originator_version, position


@on
def account_changed(fold: Places, position: int, event: AccountChanged) -> None:
    """A company's settings changed."""
    row = fold.accounts[(event.account_id,)]
    row.version, row.position = event.originator_version, position
    match event:
        case SubscriptionChanged():
            row.subscriptions = {**row.subscriptions, event.hub: event.tier}
        case LimitsSet():
            row.tickets_per_contact = event.tickets_per_contact
        case PropertyDefined():
            made = {"name": event.name, "kind": event.kind, "choices": list(event.choices), "archived": False}
            row.properties = {**row.properties, str(event.property_id): {**made, "of": event.of}}
        case PropertyChanged():
            key = str(event.property_id)
            more = {"name": event.name, "choices": list(event.choices), "archived": event.archived}
            row.properties = {**row.properties, key: {**row.properties[key], **more}}
        case ReopeningSet():
            row.reopen_days = event.reopen_days
        case HolidaysSet():
            row.holidays = [list(one) for one in event.holidays]
        case ScreenGraceSet():
            row.screen_grace = event.minutes
        case DefaultPipelineSet():
            row.default_pipeline_id = event.pipeline_id
        case RelaySet() | RelayRemoved():
            row.relay = payload(event) if isinstance(event, RelaySet) else None


@on
def company_changed(fold: Places, position: int, event: CompanyChanged) -> None:
    """A company says otherwise what it is and how it looks."""
    row = fold.accounts[(event.account_id,)]
    row.version, row.position = event.originator_version, position
    match event:
        case AccountRenamed():
            row.name = event.name
        case LocaleSet():
            row.time_zone, row.language = event.time_zone, event.language
        case DataPrivacySet():
            row.data_privacy = event.on
        case BrandingSet():
            row.branding = payload(event)
        case LogoSet():
            row.logo_id, row.logo_type = event.logo_id, event.content_type
        case LogoRemoved():
            row.logo_id, row.logo_type = None, ""
        case OwnerRulesSet():
            row.owner_rules = payload(event)
        case ForwardingRulesSet():
            row.forwards_by = event.forwards_by


@on
def team_created(fold: Places, position: int, event: TeamCreated) -> None:
    """A team was formed."""
    fold.teams.add(TeamRow(event.account_id, event.originator_id, event.name, version=1, position=position))


@on
def team_changed(
    fold: Places, position: int, event: TeamRenamed | TeamArchived | TeamMemberAdded | TeamMemberRemoved
) -> None:
    """A team's name or members changed."""
    row = fold.teams[event.account_id, event.originator_id]
    row.version, row.position = event.originator_version, position
    match event:
        case TeamRenamed():
            row.name = event.name
        case TeamMemberAdded():
            fold.members.add(MemberRow(event.account_id, event.user_id, event.originator_id, event.extra))
        case TeamMemberRemoved():
            fold.members.remove((event.account_id, event.user_id, event.originator_id))
        case TeamArchived():
            row.archived = True
            for key in _left(event):
                fold.members.remove(key)


def _left(event: TeamArchived) -> list[tuple[UUID, UUID, UUID]]:
    return [(event.account_id, user_id, event.originator_id) for user_id in event.user_ids]


@on
def inbox_created(fold: Places, position: int, event: InboxCreated) -> None:
    """An inbox was made."""
    row = InboxRow(event.account_id, event.originator_id, event.name, version=1, position=position)
    fold.inboxes.add(row)


@on
def inbox_changed(fold: Places, position: int, event: InboxRenamed | InboxAccessSet) -> None:
    """An inbox's name or access changed."""
    row = fold.inboxes[event.account_id, event.originator_id]
    row.version, row.position = event.originator_version, position
    if isinstance(event, InboxRenamed):
        row.name = event.name
    else:
        row.everyone, row.user_ids, row.team_ids = event.everyone, event.user_ids, event.team_ids


@on
def token_issued(fold: Places, position: int, event: TokenIssued) -> None:
    """A machine got a token."""
    row = TokenRow(
        event.account_id, event.originator_id, event.name, event.scopes, event.envelope.actor, event.timestamp,
        event.expires_at, version=1, position=position,
    )  # fmt: skip
    fold.tokens.add(row)


@on
def token_revoked(fold: Places, position: int, event: TokenRevoked) -> None:
    """A token opens nothing any more."""
    row = fold.tokens[event.account_id, event.originator_id]
    row.revoked_at, row.version, row.position = event.timestamp, event.originator_version, position
