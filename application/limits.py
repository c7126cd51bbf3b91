"""Configured limits and dates."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CallLimits:
    """How many telephone calls are made and taken (CAL-01, CAL-03)."""

    user_per_hour: int = 30
    """Calls that one user makes."""
    account_per_hour: int = 300
    """Calls that all users of an account make."""
    caller_per_ten_minutes: int = 10
    """Calls of one number that one line takes: so many at once, and on average."""
    line_per_ten_minutes: int = 300
    """Calls that one line takes, whoever calls."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Configured limits and dates that policies take as arguments."""

    ticket_gate: date = date(2024, 4, 1)
    """Accounts created later open no tickets automatically (ACC-08)."""
    text_kept: int = 100_000
    """Characters of a message's text kept in the event; all of it is in the original."""
    html_kept: int = 500_000
    """Characters of the HTML of a message of ours."""
    attachments_bytes: int = 20 * 1024 * 1024
    """Of all attachments of one outgoing message."""
    attachments: int = 20
    """How many an outgoing message has at most."""
    uploads_bytes: int = 100 * 1024 * 1024
    """Of all files together that wait for one author's messages."""
    picture_bytes: int = 512 * 1024
    """Of the picture of a user."""
    picture_side: int = 1024
    """Pixels it is wide and high at most."""
    submissions_per_contact: int = 1_000
    """Submissions of forms of one contact that become tickets (FRM-08)."""
    recipients: int = 50
    """To, Cc and Bcc of one outgoing message together."""
    automatic_sends_per_hour: int = 5
    """To one address; more are refused by the loop guard (EML-18)."""
    token_days: int = 90
    """How long a token lasts whose issuer named no end."""
    token_days_at_most: int = 366
    """How long any token lasts (API-06)."""
    consent_hold_days: int = 7
    """How long an original that came without the consent it needs is held, before its key is destroyed (PRV-02)."""
    bot_hold_minutes: int = 15
    """How long a bot waits for its visitor's answer, before the rule has the conversation (CHT-08)."""
    whatsapp_numbers: int = 25
    """Numbers in WhatsApp that an account connects at most (WAB-01)."""
    calls: CallLimits = CallLimits()
    """Of telephone calls."""
    calling_countries: tuple[str, ...] = ()
    """How numbers begin that may be called, such as +48; none: any number (CAL-01)."""
    mail_domain: str = "in.postroom.localhost"
    """The domain of hosted addresses and of our Message-IDs (EML-04)."""
    providers: frozenset[str] = frozenset()
    """Mailbox providers at which this installation is registered (EML-03)."""
