"""Channels, the steps of connecting them, and originals that did not become messages."""

from marshmallow import Schema, fields, validate

from api.paging import PageQuery
from api.schemas import common as c
from api.schemas.calling import LineChannel
from api.schemas.chats import Chat
from api.schemas.messenger import PageChannel
from api.schemas.whatsapp import NumberChannel

STRATEGIES = ("round_robin", "least_loaded", "random")
PRIORITIES = ("medium", "low", "high", "urgent")


class PastQuery(Schema):
    """When."""

    as_of = c.number("As it was at this position of the log.", 1000, required=False, load_default=None)
    at = c.moment("As it was at this time; `as_of` goes first.", required=False, load_default=None)


class ChannelLimits(Schema):
    """How much a message by a channel holds (CNV-06)."""

    text = c.number("Characters of text.", 100_000)
    recipients = c.number("Recipients: to, cc and bcc together.", 50)
    files = c.number("Files.", 20)
    files_bytes = c.number("Bytes of all files together, and of each.", 20_971_520)


class RuleProblem(Schema):
    """A user or team of a rule that cannot be asked any more."""

    user_id = c.uid("The user.", null=True)
    team_id = c.uid("The team.", null=True)
    reason = c.choice("Why.", "no_seat", "deactivated", "no_inbox_access", "empty_team")


class RuleState(Schema):
    """How a rule that is on stands now (ACC-06)."""

    state = c.choice("Whether all of it holds.", "ok", "degraded")
    anybody = c.flag("Whether anybody is left who can be asked.")
    problems = c.nested(RuleProblem, "Who or what of it cannot be asked.", many=True)


class Channel(Schema):
    """A channel, connected or on its way (ACC-09)."""

    channel_id = c.uid("The channel; its rule has the same id.")
    inbox_id = c.uid("Its inbox.")
    kind = c.line("Its kind.", "email")
    state = c.choice("What it does now.", "connected", "connecting", "paused", "degraded", "disconnected")
    next_step = c.text("The connecting step that is due; empty when there is none.", "address")
    cause = c.text("Why it is degraded.", "")
    provider = c.text("The provider chosen.", "other")
    terms = c.anything("The terms accepted: text version, hash, language, by whom and when.", null=True)
    address = c.text("The address people write to.", "help@example.com")
    hosted_address = c.text("Forward mail to this address of ours.", "h-abc@in.example.com")
    form_id = c.uid("The form whose submissions it takes.", null=True)
    sender = c.anything("Whose name and address our mail is from.", null=True)
    signature = c.anything("What stands below mail from the inbox: format and source.", null=True)
    forwarded_to = c.choice("Whom mail belongs to that a user passed on.", "original", "forwarder")
    rule = c.anything("Who gets new conversations.", null=True)
    rule_state = c.nested(
        RuleState, "How the rule stands now; null where it is off, and in the past.", null=True
    )
    ticket_automation = c.anything("Whether new conversations become tickets.", null=True)
    chat = c.nested(Chat, "What a chat is set to do; null of other kinds.", null=True)
    messenger = c.nested(PageChannel, "Which page a page's channel is of; null of other kinds.", null=True)
    calling = c.nested(LineChannel, "Which number a line's channel is of; null of other kinds.", null=True)
    whatsapp = c.nested(
        NumberChannel, "Which number a number's channel is of; null of other kinds.", null=True
    )
    verified_at = c.moment("When a test mail came through the forwarding.", null=True)
    last_inbound_at = c.moment("When a message last came in.", null=True)
    started_at = c.moment("When connecting began.")
    limits = c.nested(ChannelLimits, "How much a message by it holds.")
    version = c.version()
    position = c.position()


class Resumed(Schema):
    """What becomes of what a channel held while it was off."""

    replay = c.flag("Whether it is taken in now; otherwise it is left.", required=False, load_default=False)


class StartConnect(Schema):
    """Which channel to connect, and where."""

    kind = c.line("The kind.", "email", longest=50)
    inbox_id = c.uid(
        "The inbox; or leave it out and name a new one.", null=True, required=False, load_default=None
    )
    inbox_name = c.line("The name of a new inbox.", required=False, load_default="", longest=200)


class Provider(Schema):
    """Who hosts the mailbox."""

    provider = c.line("The provider.", "other", longest=100)
    settings = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=False,
        load_default=dict,
        metadata={"description": "What you would connect with; nothing of it is kept.", "example": {}},
    )


class Terms(Schema):
    """Which text was accepted."""

    text_version = c.line("Version of the text.", "2026-01", longest=50)
    text_hash = c.line("SHA-256 of the text as shown, in hex.", "e3b0c442", longest=100)
    language = c.line("Language of the text.", "en", longest=20)


class Address(Schema):
    """The address people write to."""

    address = c.line("The address.", "help@example.com")


class Meant(Schema):
    """The mailbox to be let into, where that is not the own one of who signs in."""

    address = c.line("A shared mailbox's address.", "help@example.com", required=False, load_default="")


class Sender(Schema):
    """Whose name and address our mail is from."""

    from_name = c.choice(
        "Whose name stands in From; `mailbox` where Office 365 lets us set none (EML-08).",
        "agent_and_company",
        "company",
        "mailbox",
    )
    company_name = c.line("The company's name.", "Example Ltd", longest=200)
    from_address = c.line("Another sender's address, or empty.", "", required=False, load_default="")


class Signature(Schema):
    """What stands below mail that people send, the team's or one's own (EML-09, EML-10)."""

    format = c.choice("What it is written in.", "markdown", "html")
    source = c.text(
        "The signature; {{agent.name}}, {{agent.first_name}} and {{agent.last_name}} are who writes. Empty: none.",
        "**{{agent.name}}**",
        longest=10_000,
    )


class OwnSignature(Signature):
    """One's own signature, and how it looks to whom you write."""

    text = c.text("It in the plain text.", "Ann")
    html = c.text("It as harmless HTML.", "<p><strong>Ann</strong></p>")


class SenderDraft(Sender):
    """A draft of sender and signature."""

    signature = c.nested(
        Signature, "The signature.", example={"format": "markdown", "source": "**{{agent.name}}**"}
    )


class SenderPreview(Schema):
    """How a mail shows sender and signature, were you to write it."""

    name = c.text("The name in From; empty: the mailbox's own.", "Ann at Example Ltd")
    address = c.text("The address in From; empty where none is set yet.", "help@example.com")
    text = c.text("The signature in the plain text.", "Ann")
    html = c.text("The signature as harmless HTML.", "<p><strong>Ann</strong></p>")


class ChannelOffers(Schema):
    """What can be connected here."""

    kinds = c.lines("The kinds of channels this version has.", "email")
    providers = c.lines("Whose mailboxes this installation is registered to be let into.", "gmail")
    relay = c.flag("Whether the installation has an SMTP relay, for accounts without one of their own.")


class TermsQuery(Schema):
    """Which text."""

    language = c.choice("The language.", "en", "pl", required=False, load_default="en")


class SharingTerms(Schema):
    """The terms for sharing a mailbox, as they are shown before they are accepted (EML-06)."""

    version = c.line("Version of the text.", "2026-11")
    language = c.line("Its language.", "en")
    title = c.text("Its title.", "Terms for sharing a mailbox")
    text = c.text("The text; paragraphs are a blank line apart.", "Whoever ...")
    sha256 = c.line("SHA-256 of the text in UTF-8, in hex: what PUT terms records.", "e3b0c442")


class Forwarding(Schema):
    """Whom mail belongs to that somebody passed on (EML-14)."""

    forwarded_to = c.choice(
        "The sender of the mail that was passed on, or whoever passed it on.", "original", "forwarder"
    )


class Rule(Schema):
    """Who gets new conversations (RTG-01, RTG-02)."""

    enabled = c.flag("Whether conversations are assigned automatically.")
    target = c.choice(
        "Chosen users and teams, or the contact's owner.",
        "specific",
        "contact_owner",
        required=False,
        load_default="specific",
    )
    user_ids = c.uids("Users; beside an owner the fallback.", required=False, load_default=list)
    team_ids = c.uids("Teams; beside an owner the fallback.", required=False, load_default=list)
    strategy = c.choice("How one of them is chosen.", *STRATEGIES, required=False, load_default="round_robin")
    available_only = c.flag("Whether those away are left out.", required=False, load_default=True)


class TicketAutomation(Schema):
    """Whether new conversations become tickets (EML-12, TKT-02)."""

    enabled = c.flag("Whether they do.")
    pipeline_id = c.uid("Into this pipeline.", null=True, required=False, load_default=None)
    stage = c.line("Into this stage.", "new", required=False, load_default="new", longest=100)
    priority = c.choice("With this priority.", *PRIORITIES, required=False, load_default="medium")
    category = c.line("With this category.", "", required=False, load_default="", longest=200)
    owner = c.line(
        "conversation, none, or a user's id.",
        "conversation",
        required=False,
        load_default="conversation",
        longest=50,
    )
    properties = fields.Dict(
        keys=fields.UUID(),
        values=fields.String(validate=validate.Length(max=1000)),
        load_default=dict,
        validate=validate.Length(max=100),
        metadata={"description": "With these custom properties: id -> value as text.", "example": {}},
    )


class Intake(Schema):
    """An original that was accepted and has not become a message (RL-05)."""

    intake_id = c.uid("The intake.")
    channel_id = c.uid("The channel it came to.")
    size = c.number("Bytes.", 20480)
    state = c.choice("What became of it.", "failed", "waiting", "set_aside")
    reason = c.text("Why.", "parser_ValueError")
    attempts = c.number("How often it was taken in.", 1)
    accepted_at = c.moment("When it came.")
    since = c.moment("Since when it is so.")
    version = c.version()
    position = c.position()


class IntakeQuery(PageQuery):
    """Which originals."""

    state = c.choice(
        "Only in this state.", "failed", "waiting", "set_aside", required=False, load_default=None
    )
