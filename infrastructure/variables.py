"""Reading POSTROOM_* variables: what each must look like, and what is said when it does not."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from api.chat_limits import ChatLimits
from api.form_limits import FormLimits
from application.limits import CallLimits
from infrastructure import egress
from infrastructure.channels.email.smtp_contract import limits_of
from infrastructure.named_limits import named_limits

PREFIX = "POSTROOM_"
KEY_BYTES = 32
HIGHEST_PORT = 65535
MOST_DIGITS = 9
DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")

T = TypeVar("T")


class SettingsError(Exception):
    """A variable is missing or wrong. The message names it and the way out, never its value (it may be a secret)."""


EXAMPLES = {
    "DATABASE_URL": "postgresql://postroom:password@db.example.com:5432/postroom",
    "REPLICA_URL": "postgresql://postroom:password@replica.example.com:5432/postroom",
    "REPLICA_LAG_SECONDS": "5",
    "REDIS_URL": "redis://redis.example.com:6379/0",
    "PORT": "8000",
    "SMTP_PORT": "2525",
    "BASE_URL": "https://postroom.example.com",
    "MAIL_DOMAIN": "in.example.com",
    "TICKET_GATE_DATE": "2024-04-01",
    "MASTER_KEY": 'the output of: python3 -c "import base64,os;print(base64.b64encode(os.urandom(32)).decode())"',
    "OLD_MASTER_KEYS": "the former POSTROOM_MASTER_KEY, and others before it after commas",
    "BLOBS_URL": "s3://bucket/prefix?endpoint=https://s3.example.com&region=eu-central-1",
    "RELAY_URL": "smtp://user:password@relay.example.com:587",
    "DEMO_RELAY_PORT": "2526",
    "DEMO_RELAY_WEB_PORT": "8025",
    "ATTACHMENTS_MEGABYTES": "20",
    "UPLOADS_MEGABYTES": "100",
    "SUBMISSIONS_PER_CONTACT": "1000",
    "CONSENT_HOLD_DAYS": "7",
    "CHAT_MAIL_MINUTES": "5",
    "BOT_HOLD_MINUTES": "15",
    "FORM_LIMITS": "sent_per_minute=20 files_megabytes=25",
    "CHAT_LIMITS": "sent_per_minute=120 files_megabytes=25",
    "CALL_LIMITS": "user_per_hour=60 caller_per_ten_minutes=5",
    "CALLING_COUNTRIES": "+48 +49",
    "CLAMD": "tcp://clamav.example.com:3310",
    "REQUESTS_PER_SECOND": "50",
    "REQUESTS_AT_ONCE": "200",
    "ACCOUNT_REQUESTS_PER_SECOND": "200",
    "ACCOUNT_REQUESTS_AT_ONCE": "2000",
    "SESSION_IDLE_MINUTES": "720",
    "SESSION_LONGEST_HOURS": "336",
    "DRAFT_DAYS": "90",
    "GMAIL_POLL_SECONDS": "60",
    "GMAIL_URL": "http://127.0.0.1:8025",
    "GRAPH_POLL_SECONDS": "60",
    "GRAPH_URL": "http://127.0.0.1:8026",
    "MESSENGER_URL": "http://127.0.0.1:8027",
    "WHATSAPP_URL": "http://127.0.0.1:8028",
    "WHATSAPP_NUMBERS": "25",
    "CALLING_URL": "http://127.0.0.1:8029",
    "LOG_FORMAT": "json",
    "LOG_LEVEL": "info",
    "METRICS_PORT": "9400",
    "LAGGING_SECONDS": "10",
    "FAILING_SECONDS": "120",
    "UNSENT_SECONDS": "300",
    "DISK_MEGABYTES": "1000",
    "EGRESS_ALLOW": "10.20.0.0/16 fd00:20::/32",
    "TRUSTED_PROXIES": "10.20.0.4/32",
    "HOSTS": "postroom.internal",
    "SMTP_LIMITS": "size=26214400 of_one_network=250",
    "SMTP_AUTHSERV": "mx.example.com",
}


class Variables:
    """The POSTROOM_* of an environment; an empty variable counts as absent, as compose files write it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str, default: str) -> str:
        """Return the variable as it stands."""
        return self._environment.get(PREFIX + name, "").strip() or default

    def get(self, name: str, parse: Callable[[str], T], default: T, *, required: bool = False) -> T:
        """Return the parsed variable; raises SettingsError naming it and what it should look like."""
        text = self.text(name, "")
        if not text:
            if required:
                raise SettingsError(
                    f"{PREFIX}{name} is not set. Start everything with ./dev run, or set it: {EXAMPLES[name]}"
                )
            return default
        try:
            return parse(text)
        except ValueError as error:
            raise SettingsError(f"{PREFIX}{name}: {error}. Set it like this: {EXAMPLES[name]}") from None


def port(text: str) -> int:
    """Return a port number; raises ValueError."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST_PORT):
        raise ValueError("not a port number between 1 and 65535")
    return int(text)


def port_or_none(text: str) -> int:
    """Return a port number, or 0 for none; raises ValueError."""
    return 0 if text == "0" else port(text)


def number(text: str) -> int:
    """Return a whole number above zero; raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text)):
        raise ValueError("not a whole number above zero")
    return int(text)


def one_of(*words: str) -> Callable[[str], str]:
    """Return a check of words; it raises ValueError."""

    def parse(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return text.lower()

    return parse


def url(*schemes: str) -> Callable[[str], str]:
    """Return a check of URLs that begin with one of `schemes`; it raises ValueError, without the URL (it may hold a password)."""

    def parse(text: str) -> str:
        try:
            parts = urlsplit(text)
            parts.port  # noqa: B018 - reading it is what checks it
        except ValueError:
            raise ValueError("not a URL") from None
        if parts.scheme not in schemes:
            raise ValueError(f"must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}")
        if parts.scheme in {"http", "https", "smtp", "smtps"} and not parts.hostname:
            raise ValueError("names no host")
        return text

    return parse


def database(text: str) -> str:
    """Return the URL of a PostgreSQL, of several hosts too (libpq's form); raises ValueError, without it."""
    if not text.startswith(("postgresql://", "postgres://")):
        raise ValueError("must begin with postgresql:// or postgres://")
    import psycopg  # noqa: PLC0415 - `serve` reads settings, and starts without any driver
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - the same

    try:
        ports = str(conninfo_to_dict(text).get("port") or "")
    except psycopg.ProgrammingError:
        raise ValueError("not a URL") from None
    for one in filter(None, ports.split(",")):
        port(one)
    return text


def domain(text: str) -> str:
    """Return a domain name in lower case; raises ValueError."""
    if not DOMAIN.fullmatch(text.lower()):
        raise ValueError("not a domain name")
    return text.lower()


def day(text: str) -> date:
    """Return a date written as 2024-04-01; raises ValueError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("not a date") from None


def networks(text: str) -> str:
    """Return a list of networks as it stands; raises ValueError."""
    egress.networks(text)
    return text


def hosts(text: str) -> str:
    """Return a list of host names in lower case; raises ValueError."""
    return " ".join(domain(name) for name in text.replace(",", " ").split())


def mail_limits(text: str) -> str:
    """Return the limits of the SMTP door as they stand; raises ValueError."""
    limits_of(text)
    return text


def form_limits(text: str) -> str:
    """Return the limits of forms as they stand; raises ValueError."""
    named_limits(FormLimits, text)
    return text


def chat_limits(text: str) -> str:
    """Return the limits of chats as they stand; raises ValueError."""
    named_limits(ChatLimits, text)
    return text


def call_limits(text: str) -> str:
    """Return the limits of telephone calls as they stand; raises ValueError."""
    named_limits(CallLimits, text)
    return text


def countries(text: str) -> str:
    """Return how numbers begin that may be called, with spaces between; raises ValueError."""
    found = text.replace(",", " ").split()
    if not all(one.startswith("+") and one[1:].isascii() and one[1:].isdigit() for one in found):
        raise ValueError("not + and a country's code, with spaces between")
    return " ".join(found)


def scanner(text: str) -> str:
    """Return where a clamd listens; raises ValueError."""
    parts = urlsplit(url("tcp", "unix")(text))
    if not (parts.hostname if parts.scheme == "tcp" else parts.path):
        raise ValueError("names no place")
    return text


def bucket(text: str) -> str:
    """Return the URL of a bucket; raises ValueError."""
    parts = urlsplit(text)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme != "s3" or not parts.netloc:
        raise ValueError("must begin with s3:// and name a bucket")
    if unknown := sorted(set(options).difference({"endpoint", "region"})):
        raise ValueError(f"knows no {', '.join(unknown)}")
    if "endpoint" in options:
        url("http", "https")(options["endpoint"])
    return text


def key(text: str) -> bytes:
    """Return the 32 bytes of a base64 text; raises ValueError."""
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"must be {KEY_BYTES} bytes in base64")
    return key


def keys(text: str) -> str:
    """Return several such texts with commas between, each of which `key` reads; raises ValueError."""
    parts = [part.strip() for part in text.split(",")]
    for part in parts:
        key(part)
    return ",".join(parts)
