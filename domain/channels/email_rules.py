"""What e-mail must refuse, and when a mail may go out by itself (EML-05, EML-18)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from domain.kernel.refusal import Refusal

POLICY = "email_sending/1"
AUTOMATIC_PER_HOUR = 5
GOVERNMENT_CLOUDS = {
    "microsoftonline.us": "GCC High or DOD",
    "graph.microsoft.us": "GCC High",
    "dod-graph.microsoft.us": "DOD",
    "office365.us": "GCC High or DOD",
    "apps.mil": "DOD",
}
NATIONAL_CLOUDS = {
    "microsoftonline.cn": "Chinese (21Vianet)",
    "chinacloudapi.cn": "Chinese (21Vianet)",
    "microsoftonline.de": "German",
    "graph.microsoft.de": "German",
}
"""Clouds apart from the world's that are no government's; nobody is connected there either."""


class ImapRefused(Refusal):
    """Somebody offered IMAP or POP credentials (EML-05)."""

    code = "imap_not_supported"
    status = 422


class GovernmentCloudRefused(Refusal):
    """The Office 365 tenant lives in a cloud for governments (EML-05)."""

    code = "government_cloud_not_supported"
    status = 422


class NationalCloudRefused(GovernmentCloudRefused):
    """The Office 365 tenant lives in another cloud apart from the world's, such as China's."""

    code = "national_cloud_not_supported"


def refuse_imap(protocol: str) -> None:
    """Raise `ImapRefused` for a connection by mailbox credentials; do nothing for any other way of connecting."""
    if protocol.strip().lower().removesuffix("s") in {"imap", "imap4", "pop", "pop3"}:
        raise ImapRefused(
            "Connecting by IMAP or POP credentials is not supported. Choose 'Other mail account' and forward the"
            " mailbox to the address we issue; answers then leave through your own relay.",
            field="provider",
        )


def government_cloud(endpoint: str) -> str | None:
    """Name the government cloud a tenant's endpoint (URL or host name) belongs to, or give None."""
    return _named(endpoint, GOVERNMENT_CLOUDS)


def _named(endpoint: str, clouds: Mapping[str, str]) -> str | None:
    text = endpoint.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        host = text
    host = host.rstrip(".")
    found = [name for name in clouds if host == name or host.endswith(f".{name}")]
    return clouds[max(found, key=len)] if found else None


def refuse_government_cloud(endpoint: str) -> None:
    """Raise `GovernmentCloudRefused` where the tenant's cloud endpoint is one of GCC High or DOD.

    Raises `NationalCloudRefused` for one of another national cloud.
    """
    government = government_cloud(endpoint)
    cloud = government or _named(endpoint, NATIONAL_CLOUDS)
    if cloud is not None:
        raise (GovernmentCloudRefused if government else NationalCloudRefused)(
            f"This tenant is in the {cloud} environment of Office 365, which cannot be connected. Choose"
            " 'Other mail account' and forward the mailbox to the address we issue.",
            field="tenant",
        )


class Origin(StrEnum):
    """Who caused a mail to be sent."""

    HUMAN = "human"
    AUTOMATION = "automation"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class SendFacts:
    """What the loop guard is told about one mail that wants to leave."""

    origin: Origin
    answers_automatic: bool
    """The message it answers, or the last one of the conversation, is not of a person."""
    recent_automatic: int
    """Automatic mails this account sent to that address within the last hour."""
    limit: int = AUTOMATIC_PER_HOUR


@dataclass(frozen=True, slots=True)
class SendDecision:
    """Whether it may leave, every reason against it, and the policy that said so."""

    allowed: bool
    reasons: tuple[str, ...] = ()
    policy: str = POLICY


def may_send(facts: SendFacts) -> SendDecision:
    """Decide: a person always may; a machine never answers a machine, nor writes to one address endlessly."""
    if facts.origin is Origin.HUMAN:
        return SendDecision(allowed=True)
    rules = (
        "answers_automatic_mail" if facts.answers_automatic else "",
        "too_many_automatic" if facts.recent_automatic >= facts.limit else "",
    )
    reasons = tuple(reason for reason in rules if reason)
    return SendDecision(allowed=not reasons, reasons=reasons)
