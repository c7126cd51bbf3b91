"""Accounts, users, teams, inboxes, tokens."""

from marshmallow import Schema, fields, validate

from api.schemas import common as c

HUBS = ("marketing", "sales", "service")
TIERS = ("free", "starter", "professional", "enterprise")
SECURITY = ("none", "starttls", "tls")


class Relay(Schema):
    """Where outgoing mail leaves; its password is never shown."""

    host = c.line("Host name.", "relay.example.com")
    port = c.number("Port.", 587, lowest=1, highest=65_535)
    security = c.choice("How the connection is secured.", *SECURITY)
    username = c.line("User name, if the relay asks for one.", "postroom")
    has_password = c.flag("Whether a password is kept.")


class Account(Schema):
    """The caller's account."""

    account_id = c.uid("The account.")
    name = c.line("The company's name.", "Example Ltd")
    created_on = fields.Date(
        required=True,
        metadata={"description": "When it was created, in its time zone.", "example": "2024-04-01"},
    )
    time_zone = c.line("IANA time zone.", "Europe/Warsaw")
    language = c.line("Language.", "en")
    tickets_per_contact = c.number("How many tickets a contact may have; null: 10,000.", 100, null=True)
    reopen_days = c.number(
        "After how many days a message to a closed conversation begins a new one; null: never.", 30, null=True
    )
    subscriptions = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={
            "description": "Hub to tier; hubs not named are free.",
            "example": {"service": "professional"},
        },
    )
    data_privacy = c.flag("Whether channels may offer their GDPR switch (ACC-07).", example=False)
    branding = c.anything(
        "How it looks to customers: name, and text on accent as #rrggbb.",
        {"name": "", "accent": "#0b6470", "text": "#ffffff"},
    )
    logo_id = c.uid("The logo customers see (GET /account/logo); null: none.", null=True)
    relay = c.nested(Relay, "The SMTP relay; null: the installation's own.", null=True)
    forwards_by = c.choice("Who may name a mail's sender by passing it on.", "users", "anyone")
    owner_rules = c.anything(
        "What holds where a rule asks for the contact's owner: identified, mail_text (PUT /account/owner-rules).",
        {"identified": False, "mail_text": False},
    )
    version = c.version()
    position = c.position()


class SetSubscription(Schema):
    """A hub's tier."""

    hub = c.choice("The hub.", *HUBS)
    tier = c.choice("Its tier.", *TIERS)


class SetLimits(Schema):
    """Limits of the account."""

    tickets_per_contact = c.number("How many tickets a contact may have.", 100, highest=10_000)


class SetForwardsBy(Schema):
    """Who may name the sender of a mail by passing it on (EML-14)."""

    forwards_by = c.choice(
        "Only users of the account, or anyone: then anybody can have mail recorded as somebody else's.",
        "users",
        "anyone",
    )


class SetReopening(Schema):
    """When a message opens a closed conversation, and when it begins a new one."""

    reopen_days = c.number(
        "After how many days a message to a closed conversation begins a new one, linked to it; null: never.",
        30,
        highest=3_650,
        null=True,
    )


class SetRelay(Schema):
    """Where outgoing mail is to leave."""

    host = c.line("Host name.", "relay.example.com")
    port = c.number("Port.", 587, lowest=1, highest=65_535)
    security = c.choice("How the connection is secured.", *SECURITY, required=False, load_default="starttls")
    username = c.line("User name, empty for none.", "postroom", required=False, load_default="")
    password = c.text(
        "Password; leave it out to keep the one there is, empty to forget it.",
        "secret",
        null=True,
        required=False,
        longest=1000,
        load_default=None,
    )


class User(Schema):
    """A user of the account."""

    user_id = c.uid("The user.")
    email = c.line("The address they sign in with.", "ann@example.com")
    name = c.line("Their name.", "Ann")
    roles = c.lines("admin, agent, auditor, analyst, compliance.", "agent")
    permissions = c.lines("Permissions beyond those of the roles.")
    seats = c.lines("Hubs they hold a paid seat of.", "service")
    active = c.flag("Whether they may sign in.")
    has_password = c.flag("Whether they chose a password.")
    second_factor = c.flag("Whether a password alone does not let them in.")
    available = c.flag("Whether they are available.")
    available_until = c.moment("When that ends; null: when somebody changes it.", null=True)
    capacity_live = c.number("Most live conversations; null: no limit.", 3, null=True)
    capacity_total = c.number("Most open conversations; null: no limit.", 30, null=True)
    open = c.number("Open conversations they have.", 4)
    live = c.number("Live ones among them.", 0)
    personal_address = c.line(
        "Their personal mailbox address, if kept.", "ann.private@example.com", allow_none=True
    )
    shown_name = c.text("The name customers see; empty: their name.", "Ann K.")
    about = c.text("A few words for customers.", "I help with deliveries.")
    has_phone = c.flag("Whether they have a phone that is rung for calls.", example=False)
    picture = c.uid("Their picture, see GET /users/{user_id}/picture; null: none.", null=True)
    team_ids = c.uids("Their teams, the main one first.")
    invited_at = c.moment("When they were invited.")
    version = c.version()
    position = c.position()


class InviteUser(Schema):
    """A new user."""

    email = c.line("The address they will sign in with.", "ann@example.com")
    name = c.line("Their name.", "Ann")
    roles = c.lines("admin, agent, auditor, analyst, compliance.", "agent")


class SetRoles(Schema):
    """What a user may do."""

    roles = c.lines("admin, agent, auditor, analyst, compliance.", "agent")
    permissions = c.lines(
        "Permissions beyond those of the roles.", "audit_read", required=False, load_default=list
    )


class Profile(Schema):
    """How customers see a user."""

    shown_name = c.line("The name they see; empty: the user's own.", "Ann K.", longest=100)
    about = c.text("A few words.", "I help with deliveries.", required=False, load_default="", longest=500)


class PictureQuery(Schema):
    """Which picture."""

    picture = c.uid(
        "The one the user is shown by, which may then be kept for an hour.", required=False, load_default=None
    )


class LogoQuery(Schema):
    """Which logo."""

    logo = c.uid(
        "The one customers see, which may then be kept for an hour.", required=False, load_default=None
    )


class SetAvailability(Schema):
    """Available or away."""

    available = c.flag("Whether they are available.")
    until = c.moment(
        "Until when; null: until somebody changes it.", null=True, required=False, load_default=None
    )


class SetCapacity(Schema):
    """How much a user takes."""

    live = c.number("Most live conversations; null: no limit.", 3, null=True)
    total = c.number("Most open conversations; null: no limit.", 30, null=True)


class SetAddress(Schema):
    """A mail address."""

    address = c.line("The address.", "ann.private@example.com")


class Member(Schema):
    """A member of a team."""

    user_id = c.uid("The user.")
    extra = c.flag("Whether this is not their main team.", example=False)


class AddMember(Schema):
    """How a user belongs to a team."""

    extra = c.flag("Whether this is not their main team.", required=False, example=False, load_default=False)


class Team(Schema):
    """A team."""

    team_id = c.uid("The team.")
    name = c.line("Its name.", "Support")
    archived = c.flag("Whether it is no longer used.", example=False)
    members = c.nested(Member, "Who belongs to it.", many=True)
    version = c.version()
    position = c.position()


class Named(Schema):
    """A name."""

    name = c.line("The name.", "Support", longest=200)


class Inbox(Schema):
    """An inbox and who sees it."""

    inbox_id = c.uid("The inbox.")
    name = c.line("Its name.", "Support")
    everyone = c.flag("Whether everyone of the account sees it.")
    user_ids = c.uids("Otherwise: these users,")
    team_ids = c.uids("and the members of these teams.")
    version = c.version()
    position = c.position()


class SetAccess(Schema):
    """Who is to see an inbox."""

    everyone = c.flag("Whether everyone of the account sees it.")
    user_ids = c.uids("Otherwise: these users,", required=False, load_default=list)
    team_ids = c.uids("and the members of these teams.", required=False, load_default=list)


class Token(Schema):
    """A machine token; its text was shown once."""

    token_id = c.uid("The token.")
    name = c.line("What it is for.", "warehouse sync")
    scopes = c.lines("Permissions it has.", "conversation_read")
    issued_by = c.line("Who issued it.", "user:5a4a6f5e-8a35-5d39-9a3e-0c1f6f0d2b11")
    issued_at = c.moment("When.")
    expires_at = c.moment("When it ends; null: never, of the first version.", null=True)
    expires_soon = c.flag("Whether it ends within two weeks.", example=False)
    last_used_at = c.moment("When it was last used, to ten minutes or so; null: never.", null=True)
    revoked_at = c.moment("When it was revoked; null: it was not.", null=True)
    version = c.version()
    position = c.position()


class IssueToken(Schema):
    """A new token."""

    name = c.line("What it is for.", "warehouse sync")
    scopes = fields.List(
        fields.String(),
        required=True,
        validate=validate.Length(1, 50),
        metadata={
            "description": "Permissions it has; none you lack yourself.",
            "example": ["conversation_read"],
        },
    )
    expires_at = c.moment(
        "When it ends, within a year; null: in 90 days.",
        null=True,
        required=False,
        load_default=None,
        example=None,
    )


class IssuedToken(Schema):
    """A token, shown this once; only a hash of it is kept."""

    id = c.uid("The token.")
    position = c.number("Where this is in the log.", 1043)
    token = c.line("Send it as `Authorization: Bearer ...`.", "postroom_5a4a...")
