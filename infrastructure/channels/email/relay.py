"""Hand one mail to an SMTP relay, and say how that ended in three words a sender can act on (EML-04, EML-19)."""

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

from domain.kernel.refusal import InvalidInput
from infrastructure.egress import EgressRefused

Connect = Callable[[str, int, float], socket.socket]
"""Makes the connection to host and port within a time."""

_DOT = re.compile(rb"^\.", re.MULTILINE)
_PERSONAL = re.compile(r"\S+@\S+")
_PERMANENT, _MAIL_INPUT, _OK = 500, 354, 250


class Outcome(StrEnum):
    """How handing over ended."""

    ACCEPTED = "accepted"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"


@dataclass(frozen=True, slots=True)
class RelayResult:
    """The relay's answer; `code` is its SMTP code (0 where none came), `response` its words without addresses."""

    outcome: Outcome
    code: int = 0
    response: str = ""
    refused: dict[str, Outcome] = field(default_factory=dict, repr=False)
    """Recipients it did not take although it took the mail for others: each for a while or for good."""
    uncertain: bool = False
    """The mail was sent whole and no answer came: it may have been taken."""
    known_as: str = ""
    """The Message-ID under which it goes, where that is another than it was given."""


@dataclass(frozen=True, slots=True)
class RelaySettings:
    """Where and how to hand over: `security` is tls (from the start), starttls (required), offered or none."""

    host: str
    port: int
    username: str = ""
    password: str = field(default="", repr=False)
    security: str = "offered"
    timeout: float = 30

    @classmethod
    def from_url(cls, url: str) -> "RelaySettings":
        """Read `smtp://user:pass@host:587?security=starttls` or `smtps://...`; `InvalidInput` says what is wrong.

        With a login over `smtp://`, STARTTLS is required unless the URL says `security=none`.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            host, port, parts = "", None, urlsplit("")
        if parts.scheme not in {"smtp", "smtps"} or not host:
            raise InvalidInput(
                "Write the relay as smtp://user:password@host:port or smtps://...", field="relay_url"
            )
        username, password = unquote(parts.username or ""), unquote(parts.password or "")
        default = "tls" if parts.scheme == "smtps" else "starttls" if username else "offered"
        security = parse_qs(parts.query).get("security", [default])[-1]
        if security not in {"tls", "starttls", "offered", "none"}:
            raise InvalidInput(
                "The relay's security is one of tls, starttls, offered, none.", field="relay_url"
            )
        return cls(
            host,
            port or (465 if security == "tls" else 587 if username else 25),
            username,
            password,
            security,
        )


def _anywhere(host: str, port: int, timeout: float) -> socket.socket:
    return socket.create_connection((host, port), timeout)


def send(
    settings: RelaySettings,
    raw: bytes,
    mail_from: str,
    recipients: Sequence[str],
    *,
    hostname: str = "postroom.localhost",
    tls: ssl.SSLContext | None = None,
    connect: Connect = _anywhere,
) -> RelayResult:
    """Send one mail in a connection of its own; never raises for anything the network or the relay does.

    `mail_from` is empty for the null return path. A refused login or missing TLS is temporary: somebody can mend it;
    so is a host that `connect` refuses with `EgressRefused`. Words from before the relay has shown to be one are not
    kept: whoever names a host shall not read what else answers there (SE-04).
    """
    try:
        smtp = _connect(settings, hostname, tls, connect)
    except EgressRefused as refused:
        return RelayResult(Outcome.TEMPORARY, 0, str(refused))
    except (smtplib.SMTPConnectError, smtplib.SMTPHeloError) as error:
        known = max(error.smtp_code, 0)
        return RelayResult(
            Outcome.TEMPORARY, known, f"{type(error).__name__}: it did not greet as a mail relay does"
        )
    except smtplib.SMTPResponseException as error:
        words = _words(error.smtp_error)
        return RelayResult(Outcome.TEMPORARY, error.smtp_code, f"{type(error).__name__}: {words}")
    except (smtplib.SMTPException, OSError) as error:
        return RelayResult(Outcome.TEMPORARY, 0, type(error).__name__)
    try:
        # The answer counts from here on: a farewell that fails must not make an accepted mail look unsent.
        result = _transfer(smtp, raw, mail_from, recipients)
        return replace(result, response=_anonymous(result.response, recipients))
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


def _transfer(smtp: smtplib.SMTP, raw: bytes, mail_from: str, recipients: Sequence[str]) -> RelayResult:
    sent = False
    try:
        refusal, refused = _envelope(smtp, len(raw), mail_from, recipients)
        if refusal is not None:
            return refusal
        code, words = smtp.docmd("DATA")
        if code != _MAIL_INPUT:
            return _failure(code, words)
        sent = True
        smtp.send(_DOT.sub(b"..", raw) + (b"" if raw.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        code, words = smtp.getreply()
    except (smtplib.SMTPException, OSError) as error:
        return RelayResult(Outcome.TEMPORARY, 0, type(error).__name__, uncertain=sent)
    return (
        RelayResult(Outcome.ACCEPTED, code, _words(words), refused) if code == _OK else _failure(code, words)
    )


def _envelope(
    smtp: smtplib.SMTP, size: int, mail_from: str, recipients: Sequence[str]
) -> tuple[RelayResult | None, dict[str, Outcome]]:
    """Say from whom and to whom; give the reason to stop, if there is one, and the recipients that were refused."""
    wide = not all(address.isascii() for address in (mail_from, *recipients))
    if wide and not smtp.has_extn("smtputf8"):
        return RelayResult(Outcome.PERMANENT, 550, "the relay cannot write to such addresses (SMTPUTF8)"), {}
    offers = (
        ("smtputf8", "SMTPUTF8" if wide else ""),
        ("8bitmime", "BODY=8BITMIME"),
        ("size", f"SIZE={size}"),
    )
    code, words = smtp.mail(mail_from, [option for name, option in offers if option and smtp.has_extn(name)])
    if code != _OK:
        return _failure(code, words), {}
    answers = {address: smtp.rcpt(address) for address in recipients}
    refusals = {address: answer for address, answer in answers.items() if answer[0] not in {250, 251}}
    if len(refusals) == len(answers):
        return _failure(*min(refusals.values(), default=(_PERMANENT, b"no recipient"))), {}
    return None, {address: _failure(*answer).outcome for address, answer in refusals.items()}


def _connect(
    settings: RelaySettings, hostname: str, tls: ssl.SSLContext | None, connect: Connect
) -> smtplib.SMTP:
    context = tls or ssl.create_default_context()

    class Client(smtplib.SMTP):
        def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
            made = connect(host, port, timeout)
            return context.wrap_socket(made, server_hostname=host) if settings.security == "tls" else made

    smtp = Client(settings.host, settings.port, hostname, timeout=settings.timeout)
    try:
        smtp.ehlo_or_helo_if_needed()
        offered = smtp.has_extn("starttls")
        if settings.security == "starttls" or (settings.security == "offered" and offered):
            smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
        if settings.username:
            smtp.login(settings.username, settings.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _failure(code: int, words: bytes) -> RelayResult:
    return RelayResult(Outcome.PERMANENT if code >= _PERMANENT else Outcome.TEMPORARY, code, _words(words))


def _words(response: bytes | str) -> str:
    text = response.decode("utf-8", "replace") if isinstance(response, bytes) else response
    plain = "".join(c if c.isprintable() else " " for c in text)
    return _PERSONAL.sub("(address)", " ".join(plain.split()))[:300]


def _anonymous(words: str, recipients: Sequence[str]) -> str:
    """Leave out what stands before the at sign, too: relays name "user ann", and what they say is kept unsealed."""
    named = "|".join(re.escape(local) for local in (one.rpartition("@")[0] for one in recipients) if local)
    return re.sub(rf"(?<!\w)(?:{named})(?!\w)", "(address)", words, flags=re.IGNORECASE) if named else words
